import { once } from 'node:events';

/** Where a command writes: answers to stdout, everything else to stderr. */
export class Output {
  constructor(
    private readonly out: NodeJS.WriteStream = process.stdout,
    private readonly notes: NodeJS.WriteStream = process.stderr,
  ) {
    // Whoever reads may have read enough: `habeas export | head`.
    for (const stream of [out, notes]) stream.on('error', leaveQuietly);
  }

  get width(): number {
    return this.out.isTTY ? this.out.columns : Infinity;
  }

  /** Somebody sits before a screen. */
  get isWatched(): boolean {
    return this.out.isTTY;
  }

  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }

  async write(content: string | Uint8Array): Promise<void> {
    if (!this.out.write(content)) await once(this.out, 'drain');
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    if (!this.out.write(bytes)) await once(this.out, 'drain');
  }

  json(value: unknown): Promise<void> {
    return this.line(JSON.stringify(value));
  }

  note(text: string): void {
    this.notes.write(`${text}\n`);
  }

  /** One line on stderr that is written over, where somebody watches or asked for it. */
  progress(isAsked: boolean): Progress {
    return new Progress(this.notes, isAsked);
  }
}

const REDRAW_MS = 200;

export class Progress {
  private drawnAt = 0;
  private isDrawn = false;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly isAsked: boolean,
  ) {}

  at(what: string, done: number, total: number | null = null): void {
    if (!this.stream.isTTY && !this.isAsked) return;
    const now = Date.now();
    if (now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    const part = total === null || total === 0 ? '' : ` of ${total} (${Math.floor((100 * done) / total)} %)`;
    this.draw(`${what}: ${done}${part}`);
  }

  end(): void {
    if (this.isDrawn && this.stream.isTTY) this.stream.write('\r\u001b[K');
    this.isDrawn = false;
  }

  private draw(text: string): void {
    this.stream.write(this.stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    this.isDrawn = true;
  }
}

function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
