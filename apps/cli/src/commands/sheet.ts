import {
  ChangesSince,
  fontsIn,
  IssuedReports,
  LANGUAGES,
  SHEET_FORMATS,
  sheetFile,
  type Language,
  type ReportFile,
  type SheetFormat,
} from '#reports';
import type { RecordReader } from '#domain';
import { Option, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { CommandError, EXIT } from '../exit.js';
import { newFileRefused } from '../new-file.js';
import type { Parts } from '../parts.js';
import { onBothClocks, question, type Asked } from '../questions.js';
import { RELEASE } from '../release.js';
import { printIssued } from '../print/issued.js';

type Using = <T>(parts: Parts, use: (reader: RecordReader) => Promise<T>) => Promise<T>;

interface SheetOptions extends Asked {
  readonly lang: Language;
  readonly format?: SheetFormat;
  readonly output?: string;
  readonly issue?: true;
}

const BINARY = new Set<SheetFormat>(['docx', 'pdf']);
const ENDING = /\.(\w+)$/;

/** The case sheet, asked of whatever `using` reads from. */
export function addSheetCommand(program: Command, parts: Parts, using: Using): void {
  onBothClocks(program.command('sheet').argument('<reference>'))
    .description("the case sheet in the Committee's layout")
    .addOption(new Option('--lang <language>', 'the language of its words').choices(LANGUAGES).default('en'))
    .addOption(new Option('--format <format>', 'default: by the ending of --output, else md').choices(SHEET_FORMATS))
    .option('--output <file>', 'into a new file, readable by you alone; default: to stdout')
    .option('--issue', 'keeps it for ever among the issued reports, and prints its digest instead of the sheet')
    .action((reference: string, options: SheetOptions) =>
      using(parts, (reader) => run(parts, reader, reference, options)),
    );
}

export function addIssuedCommand(program: Command, parts: Parts, using: Using): void {
  program
    .command('issued')
    .argument('[digest]', 'one of them, byte for byte')
    .description('the reports that were issued, and whether their answers changed since')
    .option('--output <file>', 'into a new file, readable by you alone; default: to stdout')
    .option('--json', 'the answer as the interface gives it over HTTP')
    .action((digest: string | undefined, options: { output?: string; json?: true }) =>
      digest === undefined ? using(parts, (reader) => list(parts, reader, options)) : fetch(parts, digest, options),
    );
}

async function run(parts: Parts, reader: RecordReader, reference: string, options: SheetOptions): Promise<void> {
  const { config, output, now } = parts;
  const { lang: language } = options;
  const format = formatOf(options);
  const fonts = await fontsIn(config.HABEAS_FONTS);
  const asked = await question(reader, options, now());
  const file = await sheetFile(reader, { reference, language, format, release: RELEASE, fonts }, asked);
  if (options.issue) {
    const issued = { report: 'sheet' as const, case: file.case, ...asked.echo, language, format, release: RELEASE };
    const by = { officer: config.HABEAS_OFFICER, now: now() };
    const { report, isNew } = await new IssuedReports(config.HABEAS_REPORTS).issue(file, issued, by);
    output.note(`${isNew ? 'Issued' : 'Issued before'}: ${report.digest}`);
    await output.line(report.digest);
  }
  if (options.output !== undefined || !options.issue) await deliver(parts, file, format, options.output);
}

function formatOf({ format, output, json }: SheetOptions): SheetFormat {
  if (format !== undefined || json) return format ?? 'json';
  const ending = ENDING.exec(output ?? '')?.[1]?.toLowerCase();
  if (ending === undefined) return 'md';
  const named = SHEET_FORMATS.find((one) => one === ending);
  if (named === undefined)
    throw new CommandError(
      EXIT.refused,
      `--output ${output} ends in .${ending}, which is none of ${SHEET_FORMATS.join(', ')}: name it by one of them, or say --format`,
    );
  return named;
}

async function deliver(
  { output }: Parts,
  { bytes }: Pick<ReportFile, 'bytes'>,
  format: string,
  path: string | undefined,
): Promise<void> {
  if (path !== undefined) return intoNewFile(path, bytes);
  if (output.isWatched && BINARY.has(format as SheetFormat))
    throw new CommandError(EXIT.refused, `A ${format} file is not for a screen: name a file with --output`);
  await output.bytes(bytes);
}

async function intoNewFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw newFileRefused('--output', path, error);
  }
}

async function list({ config, output }: Parts, reader: RecordReader, { json }: { json?: true }): Promise<void> {
  const changes = new ChangesSince(reader);
  const reports = [];
  for (const report of await new IssuedReports(config.HABEAS_REPORTS).list())
    reports.push({ ...report, since: await changes.of(report) });
  if (json) await output.json({ reports, next: null });
  else for (const line of printIssued(reports, output.width)) await output.line(line);
}

async function fetch(parts: Parts, digest: string, { output }: { output?: string }): Promise<void> {
  const issued = await new IssuedReports(parts.config.HABEAS_REPORTS).read(digest);
  if (!issued) throw new CommandError(EXIT.nothingFound, `No report was issued under the digest ${digest}`);
  await deliver(parts, issued, issued.report.format, output);
}
