import { caseNamed, exportLines, type EventStore } from '#event-store';
import type { Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CommandError, EXIT } from '../exit.js';
import { newFileRefused } from '../new-file.js';
import { withLog, type Parts } from '../parts.js';

interface Options {
  readonly case?: string;
  readonly out?: string;
  readonly progress?: true;
}

const TOLD_EVERY = 1_000;

export function addExportCommand(program: Command, parts: Parts): void {
  program
    .command('export')
    .description('the log, or one case, as an import file')
    .option('--case <reference>', 'only what stands on the stream of this case')
    .option('--out <file>', 'into a new file, readable by you alone; default: to stdout')
    .option('--progress', 'tells how far it is, also where nobody watches')
    .action((options: Options) => withLog(parts.config, (store) => run(parts, store, options)));
}

async function run({ output }: Parts, store: EventStore, options: Options): Promise<void> {
  const reference = options.case === undefined ? undefined : await known(store, options.case);
  const progress = output.progress(options.progress === true);
  const counted = async (write: (line: string) => Promise<void>): Promise<void> => {
    let lines = 0;
    for await (const line of exportLines(store, reference)) {
      await write(line);
      if (++lines % TOLD_EVERY === 0) progress.at('Exporting lines', lines);
    }
    progress.end();
  };
  if (options.out === undefined) await counted((line) => output.line(line));
  else await intoFile(options.out, counted);
}

async function known(store: EventStore, name: string): Promise<string> {
  const reference = await caseNamed(store, name);
  if (reference !== null) return reference;
  throw new CommandError(
    EXIT.nothingFound,
    `Nothing is known of ${JSON.stringify(name)}: "habeas cases" lists the cases that are known`,
  );
}

async function intoFile(path: string, fill: (write: (line: string) => Promise<void>) => Promise<void>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await opened(file, path);
  try {
    await fill(async (line) => {
      if (!file.write(`${line}\n`)) await once(file, 'drain');
    });
    file.end();
    await finished(file);
  } catch (error) {
    file.destroy();
    rmSync(path, { force: true });
    throw new CommandError(
      EXIT.fault,
      `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function opened(file: WriteStream, path: string): Promise<void> {
  try {
    await once(file, 'open');
  } catch (error) {
    throw newFileRefused('--out', path, error);
  }
}
