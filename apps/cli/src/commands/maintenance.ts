import { verifyLog, type LogFault } from '#event-store';
import type { Command } from 'commander';
import { CommandError, EXIT } from '../exit.js';
import { openRows, withLog, type Parts } from '../parts.js';
import { differenceLines } from '../print/difference.js';

interface Options {
  readonly json?: true;
  readonly progress?: true;
  readonly back?: true;
}

/** More would say nothing new; the count says how many. */
const FAULTS_SHOWN_MAX = 1_000;

export function addMaintenanceCommands(program: Command, parts: Parts): void {
  program
    .command('verify')
    .description('recomputes the digest of every event: was anything altered, removed or put in?')
    .option('--json', 'the result as JSON')
    .action((options: Options) => verify(parts, options));
  program
    .command('rebuild')
    .description('builds the rows again from the log; the former ones answer until then')
    .option('--json', 'the result as JSON')
    .option('--progress', 'tells how far it is, also where nobody watches')
    .option(
      '--back',
      'puts the rows of before the last rebuild in their place again, brought up to date; on PostgreSQL',
    )
    .action((options: Options) => (options.back ? goBack(parts, options) : rebuild(parts, options)));
}

async function verify({ config, output }: Parts, options: Options): Promise<void> {
  const faults: LogFault[] = [];
  const summary = await withLog(config, (store) =>
    verifyLog(store, (fault) => {
      if (faults.length < FAULTS_SHOWN_MAX) faults.push(fault);
    }),
  );
  if (options.json) await output.json({ ...summary, found: faults });
  else {
    for (const { position, stream, revision, what } of faults)
      output.note(`position ${position} (${stream}, revision ${revision}): ${what}`);
    const { events, streams, headPosition, headsDigest } = summary;
    await output.line(`${events} events on ${streams} streams, the last at position ${headPosition ?? 'none'}`);
    await output.line(
      `heads digest ${headsDigest} (keep it elsewhere: it also shows when the newest events are missing)`,
    );
  }
  if (summary.faults > 0) throw new CommandError(EXIT.fault, `The log was altered: ${summary.faults} faults`);
  if (!options.json) await output.line('Nothing was altered.');
}

async function rebuild({ config, output }: Parts, options: Options): Promise<void> {
  const progress = output.progress(options.progress === true);
  const { checkpoint, difference } = await withLog(config, async (store) => {
    const rows = await openRows(config, store);
    try {
      return await rows.rebuild(({ phase, done }) =>
        progress.at(phase === 'reading' ? 'Reading events' : 'Folding subjects', done),
      );
    } finally {
      await rows.close();
    }
  });
  progress.end();
  const { count, digest, position } = checkpoint;
  if (options.json) await output.json({ events: count, position, digest, ...(difference && { difference }) });
  else {
    await output.line(`The rows were built again from ${count} events, up to position ${position ?? 'none'}`);
    if (difference) for (const line of differenceLines(difference, output.width)) await output.line(line);
  }
}

async function goBack({ config, output }: Parts, options: Options): Promise<void> {
  const { count, position, digest } = await withLog(config, async (store) => {
    const rows = await openRows(config, store);
    try {
      return await rows.goBack();
    } finally {
      await rows.close();
    }
  });
  if (options.json) await output.json({ events: count, position, digest });
  else
    await output.line(`The former rows answer again, brought up to position ${position ?? 'none'} (${count} events)`);
}
