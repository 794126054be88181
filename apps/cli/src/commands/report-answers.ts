import type { Question, RecordReader } from '#domain';
import {
  begun,
  boardTable,
  changesReport,
  csvOf,
  DIMENSIONS,
  followUpAnswer,
  followUpCalendar,
  followUpTable,
  openedFigure,
  pictureOfCaseSvg,
  pictureOfPersonSvg,
  provenanceOf,
  questionOfYear,
  statisticsAnswer,
  statisticsTable,
  timelineTable,
  wordingIn,
  xlsxOf,
  type StatisticsAsked,
  type Table,
  type TableCell,
} from '#reports';
import type { Readable } from 'node:stream';
import { CommandError, EXIT } from '../exit.js';
import type { Parts } from '../parts.js';
import { printChangesReport, printFollowUp, printOpened, printStatistics, type Shown } from '../print/reports.js';
import type { Json } from '../print/status.js';
import { pairOf, question, type Asked } from '../questions.js';
import type { ReportAsked } from './report-options.js';

/** What each report answers, in the format that was asked for. */
export class Reports {
  constructor(private readonly parts: Parts) {}

  async changes(reader: RecordReader, asked: ReportAsked): Promise<string> {
    const at = { reader, now: this.parts.now() };
    const [from, to] = [await pairOf('from', at, asked), await pairOf('to', at, asked)];
    const report = await changesReport(reader, from, to, asked);
    return asked.format === 'json' ? json(report) : lines(printChangesReport(report, this.shown(asked)));
  }

  async followUp(reader: RecordReader, asked: ReportAsked): Promise<string | Readable> {
    const at = await this.question(reader, asked);
    if (asked.format === 'ics') return followUpCalendar(reader, asked, at);
    if (isTable(asked)) return this.table(followUpTable(reader, asked, at), asked);
    const answer = await followUpAnswer(reader, asked, at);
    return asked.format === 'json' ? json(answer) : lines(printFollowUp(answer, this.shown(asked)));
  }

  async statistics(reader: RecordReader, asked: ReportAsked): Promise<string | Readable> {
    const figures = statisticsOf(asked);
    const day = await this.question(reader, asked);
    const { year } = figures;
    const at = year === undefined ? day : await questionOfYear(reader, day, { ...asked, year });
    if (isTable(asked)) return this.table(statisticsTable(reader, { ...figures, open: asked.open }, at), asked);
    const { open } = asked;
    const answer =
      open === undefined
        ? await statisticsAnswer(reader, figures, at)
        : await openedFigure(reader, { ...figures, open }, at);
    if (asked.format === 'json') return json(answer);
    return lines((open === undefined ? printStatistics : printOpened)(answer, this.shown(asked)));
  }

  async board(reader: RecordReader, asked: ReportAsked): Promise<Readable> {
    return this.table(boardTable(reader, asked, await this.question(reader, asked)), asked);
  }

  async timeline(reader: RecordReader, asked: ReportAsked): Promise<Readable> {
    if (asked.person !== undefined && (asked.case ?? asked.country) !== undefined)
      throw new CommandError(EXIT.refused, '--person stands alone: ask for a person, or for a case or a country');
    return this.table(timelineTable(reader, asked, await this.question(reader, asked)), asked);
  }

  async picture(reader: RecordReader, asked: ReportAsked): Promise<string> {
    const { person, case: reference, view } = asked;
    const language = asked.language ?? 'en';
    if ((person === undefined) === (reference === undefined))
      throw new CommandError(EXIT.refused, 'Give --person or --case, and not both: of whom the picture is');
    const at = await this.question(reader, asked);
    if (reference !== undefined) return pictureOfCaseSvg(reader, { reference, language, view }, at);
    if (view !== undefined) throw new CommandError(EXIT.refused, '--view goes with --case: a person has every view');
    return pictureOfPersonSvg(reader, { reference: person!, language }, at);
  }

  async provenance(reader: RecordReader, asked: ReportAsked): Promise<string> {
    return json(await provenanceOf(reader, asked.case!, await this.question(reader, asked)));
  }

  private shown({ language }: ReportAsked): Shown {
    return { width: this.parts.output.width, wording: wordingIn(language) };
  }

  private question(reader: RecordReader, asked: Asked): Promise<Question> {
    return question(reader, asked, this.parts.now());
  }

  /** Tells how far it is as its rows are made. */
  private async table(table: Table, { format, bom, progress: isAsked }: ReportAsked): Promise<Readable> {
    const { columns, rows, ...more } = await begun(table);
    const progress = this.parts.output.progress(isAsked === true);
    const counted = async function* (): AsyncGenerator<readonly TableCell[]> {
      let count = 0;
      for await (const row of rows) {
        yield row;
        progress.at('Rows', (count += 1));
      }
      progress.end();
    };
    const made = { ...more, columns, rows: counted() };
    return format === 'xlsx' ? xlsxOf(made) : csvOf(made, { bom: bom === true });
  }
}

const isTable = ({ format }: ReportAsked): boolean => format === 'csv' || format === 'xlsx';
const json = (answer: Json): string => `${JSON.stringify(answer)}\n`;
const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

function statisticsOf({ year, by, country, suppressBelow, language }: ReportAsked): StatisticsAsked {
  if (year !== undefined && !/^\d{4}$/.test(year)) throw refused('--year must be a calendar year, such as 2018');
  const dimension = DIMENSIONS.find((one) => one === by);
  if (by !== undefined && dimension === undefined) throw refused(`--by must be one of ${DIMENSIONS.join(', ')}`);
  if (suppressBelow !== undefined && !/^(?:[2-9]|[1-9]\d{1,2})$/.test(suppressBelow))
    throw refused('--suppress-below must be a whole number from 2 to 999');
  return {
    year,
    by: dimension,
    country,
    suppressBelow: suppressBelow === undefined ? undefined : Number(suppressBelow),
    language,
  };
}

const refused = (message: string): CommandError => new CommandError(EXIT.refused, message);
