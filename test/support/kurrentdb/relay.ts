import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The network between client and server, on one port for its whole life. Cut connections are closed on both sides; silent ones stay open
 * and carry nothing any more, ever: the half-open connection that neither side is told of.
 */
export class Relay {
  private server: Server | null = null;
  private readonly pairs = new Set<Pair>();
  private isSilent = false;
  port = 0;
  target: number | null = null;

  async listen(): Promise<void> {
    const server = createServer((socket) => this.accept(socket));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** New connections are refused, those that stand are cut. */
  async refuse(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  cut(): void {
    for (const pair of this.pairs) pair.destroy();
    this.pairs.clear();
  }

  /** From now on nothing passes: on the connections that stand for good, on new ones until `speak`. */
  silence(): void {
    this.isSilent = true;
    for (const pair of this.pairs) pair.silence();
  }

  speak(): void {
    this.isSilent = false;
  }

  private accept(inward: Socket): void {
    const outward = connect(this.target ?? 1, '127.0.0.1');
    const pair = new Pair(inward, outward, () => this.pairs.delete(pair));
    this.pairs.add(pair);
    if (this.isSilent) pair.silence();
  }
}

class Pair {
  constructor(
    private readonly inward: Socket,
    private readonly outward: Socket,
    onClosed: () => void,
  ) {
    inward.pipe(outward);
    outward.pipe(inward);
    for (const socket of [inward, outward]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.destroy());
      socket.on('close', () => {
        this.destroy();
        onClosed();
      });
    }
  }

  silence(): void {
    this.inward.unpipe(this.outward);
    this.outward.unpipe(this.inward);
    this.inward.pause();
    this.outward.pause();
  }

  destroy(): void {
    this.inward.destroy();
    this.outward.destroy();
  }
}
