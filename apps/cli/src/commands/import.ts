import { importFiles, openEventStore, type EventStore, type ImportFault, type ImportReport } from '#event-store';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { CommandError, EXIT } from '../exit.js';
import type { Output } from '../output.js';
import { fileOf, type Parts } from '../parts.js';
import { printable } from '../print/table.js';

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
  readonly progress?: true;
}

const STEPS = { checking: 'Checking lines', deciding: 'Deciding lines', storing: 'Storing lines' } as const;

export function addImportCommand(program: Command, parts: Parts): void {
  program
    .command('import')
    .argument('<file...>', 'NDJSON, one development a line')
    .description('checks every line of the files, and stores them all or, where one has a fault, none')
    .option('--dry-run', 'checks everything and stores nothing')
    .option('--progress', 'tells how far it is, also where nobody watches')
    .option('--json', 'the report as JSON')
    .action((files: string[], options: Options) => run(parts, files, options));
}

async function run(parts: Parts, files: readonly string[], options: Options): Promise<void> {
  const { config, output, now } = parts;
  const dryRun = options.dryRun === true;
  const store = await openForImport(config.HABEAS_EVENT_STORE, dryRun);
  const progress = output.progress(options.progress === true);
  try {
    const report = await importFiles(store, files, {
      officer: config.HABEAS_OFFICER,
      now,
      dryRun,
      onProgress: ({ step, done, total }) => progress.at(STEPS[step], done, total),
    });
    progress.end();
    if (options.json) await output.json(report);
    else await tell(parts, report);
    if (report.faultCount > 0) throw new CommandError(EXIT.refused, refusal(report));
  } finally {
    await store.close();
  }
}

/** A trial leaves no log behind where there was none. */
const openForImport = (url: string, dryRun: boolean): Promise<EventStore> => {
  const file = fileOf(url);
  return openEventStore(dryRun && file !== null && !existsSync(file) ? 'sqlite::memory:' : url, { isBulk: true });
};

async function tell({ output }: Parts, report: ImportReport): Promise<void> {
  const { faults, faultCount, warnings, warningCount } = report;
  tellPlaces(output, faults, faultCount);
  if (faultCount > 0) return;
  tellPlaces(output, warnings, warningCount);
  const { lines, stored, alreadyStored, dryRun } = report;
  const storable = lines - alreadyStored;
  await output.line(
    dryRun
      ? `${lines} lines checked, nothing stored: ${storable} could be stored, ${alreadyStored} are stored already`
      : `${lines} lines: ${stored} stored, ${alreadyStored} stored already`,
  );
  if (warningCount > 0)
    output.note(
      `${warningCount === 1 ? 'A warning is' : `${warningCount} warnings are`} above: taken as they are said, and worth a second look.`,
    );
}

function tellPlaces(output: Output, told: readonly ImportFault[], count: number): void {
  for (const alike of together(told)) output.note(faultLine(alike));
  if (count > told.length) output.note(`… and ${count - told.length} more`);
}

/** A line has its own fault told in full; what very many lines have is said once, with the first of them. */
const TOLD_ALONE_MAX = 3;

function together(faults: readonly ImportFault[]): (readonly ImportFault[])[] {
  const alike = new Map<string, ImportFault[]>();
  for (const fault of faults) {
    // The place in a list says no more than the value that stands there.
    const same = JSON.stringify([fault.path.replace(/\/\d+(?=\/|$)/g, '/0'), fault.message, fault.value]);
    const others = alike.get(same);
    if (others) others.push(fault);
    else alike.set(same, [fault]);
  }
  return [...alike.values()].flatMap((one) => (one.length > TOLD_ALONE_MAX ? [one] : one.map((fault) => [fault])));
}

function faultLine(alike: readonly ImportFault[]): string {
  const { path, message, value } = alike[0]!;
  const places = alike.slice(0, TOLD_ALONE_MAX).map(({ file, line }) => (line === 0 ? file : `${file}:${line}`));
  const more = alike.length - places.length;
  const where = `${places.join(', ')}${more === 0 ? '' : ` and ${more} more lines`}`;
  const what = [path, message].filter((text) => text !== '').join(' ');
  return printable(`${where}: ${what}${value === undefined ? '' : ` (${value})`}`);
}

function refusal({ refusedCount, unreadFiles, lines, faultCount }: ImportReport): string {
  const refused = refusedCount - unreadFiles;
  const faults = faultCount - unreadFiles;
  const parts = [
    ...(unreadFiles === 0 ? [] : [`${unreadFiles === 1 ? 'a file' : `${unreadFiles} files`} could not be read`]),
    ...(refused === 0
      ? []
      : [
          `${refused} of ${lines} lines ${refused === 1 ? 'is' : 'are'} refused, with ${faults === 1 ? 'a fault' : `${faults} faults`}`,
        ]),
  ];
  return `Nothing was stored: ${parts.join(', and ')}. Correct that and import again.`;
}
