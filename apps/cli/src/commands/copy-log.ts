import { copyLog, openEventStore } from '#event-store';
import type { Command } from 'commander';
import { openLog, type Parts } from '../parts.js';

interface Options {
  readonly json?: true;
  readonly progress?: true;
}

const STEPS = { comparing: 'Comparing events', copying: 'Copying events', verifying: 'Verifying the copy' } as const;

export function addCopyLogCommand(program: Command, parts: Parts): void {
  program
    .command('copy-log')
    .argument('<from>', 'the log to copy, such as sqlite:./data/log.db')
    .description('copies another log into the one of HABEAS_EVENT_STORE, event for event; run again, it goes on')
    .option('--progress', 'tells how far it is, also where nobody watches')
    .option('--json', 'the result as JSON')
    .action((from: string, options: Options) => run(parts, from, options));
}

async function run({ config, output }: Parts, url: string, options: Options): Promise<void> {
  const from = await openLog({ HABEAS_EVENT_STORE: url });
  try {
    const to = await openEventStore(config.HABEAS_EVENT_STORE);
    const progress = output.progress(options.progress === true);
    try {
      const report = await copyLog(from, to, (step, done) => progress.at(STEPS[step], done));
      progress.end();
      const { copied, before, summary } = report;
      if (options.json) await output.json(report);
      else {
        await output.line(`${copied} events copied, ${before} there already; both logs say the same`);
        await output.line(
          `heads digest ${summary.headsDigest}, the last at position ${summary.headPosition ?? 'none'}`,
        );
      }
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}
