import type { LoggerService } from '@nestjs/common';
import type { Answered } from './request/hooks.js';

/** One line for each thing, with its instant. What Nest tells of its own start is of no use to whoever runs the server. */
export class ServerLog implements LoggerService {
  constructor(private readonly write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`)) {}

  /** Method, route, status, time: never the address that was asked for, which may hold a name. */
  answered({ method, route, status, ms, requestId }: Answered): void {
    this.say(`${method} ${route} ${status} ${ms.toFixed(1)} ms ${requestId}`);
  }

  say(text: string): void {
    this.write(`${new Date().toISOString()} ${text}`);
  }

  log(): void {
    // Nest maps its routes and starts its modules in silence.
  }

  warn(message: unknown): void {
    this.say(`warning: ${String(message)}`);
  }

  error(message: unknown): void {
    this.say(`error: ${String(message)}`);
  }

  fatal(message: unknown): void {
    this.say(`fatal: ${String(message)}`);
  }
}
