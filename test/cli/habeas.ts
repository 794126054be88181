import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = 'dist/apps/cli/src/main.js';
const SERVER = 'dist/apps/api/src/main.js';

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly notes: string;
}

/** A folder of its own, and the command line on the stores in it. */
export class Office {
  readonly folder = mkdtempSync(join(tmpdir(), 'habeas-cli-test-'));
  readonly env = {
    ...process.env,
    HABEAS_EVENT_STORE: `sqlite:${join(this.folder, 'log.db')}`,
    HABEAS_READ_MODELS: `sqlite:${join(this.folder, 'views.db')}`,
    HABEAS_OFFICER: 'Ada',
    HABEAS_PORT: '0',
    HABEAS_HOST: '127.0.0.1',
  };

  path(name: string): string {
    return join(this.folder, name);
  }

  file(name: string, content: string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  habeas(...args: readonly string[]): Promise<Ended> {
    return this.habeasWith({}, ...args);
  }

  async habeasWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run npm run build first, as npm test does`);
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...this.env, ...env } });
    let [out, notes] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (notes += chunk.toString()));
    const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exit, out, notes };
  }

  /** A server on the same stores; resolves with its address. */
  serve(): Promise<{ readonly base: string; readonly stop: () => Promise<void> }> {
    const child = spawn(process.execPath, [SERVER], { env: this.env });
    return new Promise((resolve, reject) => {
      let said = '';
      child.on('exit', () => reject(new Error(said)));
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          const base = /Listening on (http:\/\/\S+?);/.exec(said)?.[1];
          if (base !== undefined) resolve({ base, stop: () => stopped(child) });
        });
    });
  }
}

function stopped(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
