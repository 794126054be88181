import type { RecordReader } from '#domain';
import { LANGUAGES } from '#reports';
import { Option, type Command } from 'commander';
import type { Readable } from 'node:stream';
import type { Parts } from '../parts.js';
import { inCountry, onBothClocks, onTwoPairs } from '../questions.js';
import type { Reports } from './report-answers.js';
import { writeInto } from './report-into.js';
import { checked, type ReportAsked } from './report-options.js';

type Using = (parts: Parts, use: (reader: RecordReader) => Promise<void>) => Promise<void>;
type Answering = (reports: Reports, reader: RecordReader, asked: ReportAsked) => Promise<string | Readable>;

/** Reports, of whatever `using` reads from: the rows, or the log alone. */
export function addReportCommands(program: Command, parts: Parts, using: Using): void {
  const report = program
    .command('report')
    .description('reports: what changed, statistics, what is due, tables, pictures');
  const add = (name: string, formats: readonly string[], answer: Answering, clocks = onBothClocks): Command => {
    const command = clocks(report.command(name));
    if (!formats.includes('json')) command.options.find(({ long }) => long === '--json')?.hideHelp();
    return command
      .option('--format <format>', `one of ${formats.join(', ')} (default: ${formats[0]!})`)
      .option('--output <file>', 'into a new file, readable by you alone; default: to stdout')
      .option('--progress', 'tells how far it is, also where nobody watches')
      .action((asked: ReportAsked) =>
        using(parts, async (reader) => {
          // What writes spreadsheets takes longer to load than most commands take to run.
          const { Reports } = await import('./report-answers.js');
          const content = await answer(new Reports(parts), reader, checked(asked, formats));
          await writeInto(parts.output, asked.output, content);
        }),
      );
  };
  const worded = (command: Command): Command =>
    command.addOption(new Option('--lang <language>', 'the language of its words').choices(LANGUAGES).default('en'));
  const scoped = (command: Command): Command =>
    inCountry(worded(command).option('--case <reference>', 'only of this case'));
  scoped(add('changes', ['text', 'json'], (reports, ...ask) => reports.changes(...ask), onTwoPairs)).description(
    'what changed between two pairs of days, sorted by why, and the deadlines that passed',
  );
  scoped(
    add('follow-up', ['text', 'json', 'csv', 'xlsx', 'ics'], (reports, ...ask) => reports.followUp(...ask)),
  ).description('what is due, by day');
  inCountry(worded(add('statistics', ['text', 'json', 'csv', 'xlsx'], (reports, ...ask) => reports.statistics(...ask))))
    .description('how many cases and people, of a year or of a day')
    .option('--year <year>', 'a calendar year: the days of it that have come, or those up to --as-of')
    .option('--by <dimension>', 'broken down by country, region, sex, chamber, side, violation or yearlyLabel')
    .option('--suppress-below <number>', 'leave out smaller counts, and what they could be computed from')
    .option('--open <figure>', 'what one figure counts, by its id');
  scoped(add('board', ['csv', 'xlsx'], (reports, ...ask) => reports.board(...ask)))
    .description('a board as a table')
    .requiredOption('--view <view>', 'which question, such as custody')
    .option('--value <value>', 'only who has this value, certainly or possibly')
    .option('--bom', 'CSV begins with a byte order mark');
  scoped(add('timeline', ['csv', 'xlsx'], (reports, ...ask) => reports.timeline(...ask)))
    .description("a person's statuses, or the developments of a case, of a country or of all, as a table")
    .option('--person <reference>', 'the statuses of this parliamentarian')
    .option('--bom', 'CSV begins with a byte order mark');
  worded(add('picture', ['svg'], (reports, ...ask) => reports.picture(...ask)))
    .description('the statuses of a person, or one view of all who were members of a case, drawn over time')
    .option('--person <reference>', 'every status of this parliamentarian')
    .option('--case <reference>', 'one view of all who were members of this case')
    .option('--view <view>', 'with --case: which view (default: custody; of an individual case every view)');
  add('provenance', ['json'], (reports, ...ask) => reports.provenance(...ask))
    .description('where each statement of a case comes from, as PROV-O in JSON-LD')
    .requiredOption('--case <reference>', 'of this case');
}
