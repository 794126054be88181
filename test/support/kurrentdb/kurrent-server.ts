import type { Grpc } from './stubs.js';
import { features, featuresService, grpc, streamsService } from './stubs.js';
import { type AppendFault, AppendService } from './append-service.js';
import { ReadService } from './read-service.js';
import { Relay } from './relay.js';
import { ServerLog, systemEvent } from './server-log.js';

/**
 * A server of the KurrentDB protocol in this process, on the stubs that the client ships, with a network before it that fails on demand.
 * What it holds outlives `kill` and `restart`. It holds streams of others from the start, as a shared server does.
 */
export class KurrentServer {
  readonly log = new ServerLog();
  readonly appends = new AppendService(this.log, () => this.relay.cut());
  readonly reads = new ReadService(this.log);
  private readonly relay = new Relay();
  private server: Grpc.Server | null = null;

  private constructor() {
    for (const stream of ['$settings', 'others-1', '$$others-1', '$ce-others', 'Habeas-1'])
      this.log.append(stream, 'any', [systemEvent(stream.startsWith('$') ? '$metadata' : 'SomethingElse')]);
  }

  static async start(): Promise<KurrentServer> {
    const server = new KurrentServer();
    await server.restart();
    return server;
  }

  /** A connection string; the stream prefix keeps one record apart from the others on this server. */
  url(prefix: string): string {
    return `kurrentdb://127.0.0.1:${this.relay.port}?tls=false&streamPrefix=${prefix}`;
  }

  get port(): number {
    return this.relay.port;
  }

  /** As kill -9: every connection breaks, new ones are refused. */
  async kill(): Promise<void> {
    await this.relay.refuse();
    this.server?.forceShutdown();
    this.server = null;
  }

  /** On the same port, with the same data. */
  async restart(): Promise<void> {
    const server = new grpc.Server();
    server.addService(featuresService, {
      getSupportedMethods: (_call: unknown, answer: (error: null, methods: object) => void) =>
        answer(null, this.features()),
    });
    const { appends, reads } = this;
    server.addService(streamsService, {
      read: reads.read.bind(reads) as Grpc.UntypedHandleCall,
      delete: appends.delete.bind(appends) as Grpc.UntypedHandleCall,
      batchAppend: appends.batchAppend.bind(appends) as Grpc.UntypedHandleCall,
    });
    this.relay.target = await new Promise<number>((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port)));
    });
    this.server = server;
    await this.relay.listen();
  }

  /** Every connection breaks; new ones are accepted at once. */
  cut(): void {
    this.relay.cut();
  }

  /** Every connection is half-open from now on; new ones hang until `speak`. */
  silence(): void {
    this.relay.silence();
  }

  speak(): void {
    this.relay.speak();
  }

  /** The next appends meet these faults, one each, in turn. */
  failAppends(...faults: readonly AppendFault[]): void {
    this.appends.faults.push(...faults);
  }

  private features() {
    const answer = new features.SupportedMethods();
    answer.setEventStoreServerVersion('25.0.0');
    for (const name of ['read', 'batchappend']) {
      const method = new features.SupportedMethod();
      method.setServiceName('event_store.client.streams.streams');
      method.setMethodName(name);
      method.setFeaturesList(['position', 'events']);
      answer.addMethods(method);
    }
    return answer;
  }
}
