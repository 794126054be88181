import { QuestionError, resolve, todayOf, type Question, type RecordReader } from '#domain';
import countries from 'i18n-iso-countries/index.js';
import { InvalidArgumentError, type Command } from 'commander';

const LIMIT_MAX = 1_000;
export const LIMIT_DEFAULT = 100;

/** What the options of a reading command say. */
export interface Asked {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly lens?: string;
  readonly fromAsOf?: string;
  readonly fromKnownAt?: string;
  readonly toAsOf?: string;
  readonly toKnownAt?: string;
  readonly view?: string;
  readonly value?: string;
  readonly case?: string;
  readonly country?: string;
  readonly kind?: string;
  readonly q?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly before?: string;
  readonly cursor?: string;
  readonly limit: number;
  readonly json?: true;
}

const LENS = [
  "whose word counts: working (default, the secretariat's own reading), authorities, complainant, committee,",
  'court or third_party',
];

export const onBothClocks = (command: Command): Command =>
  command
    .option('--as-of <day>', 'the end of this day, YYYY-MM-DD (default: today, UTC)')
    .option('--known-at <moment>', 'what was known by then: a day, an instant or a position (default: all)')
    .option('--lens <lens>', LENS.join(' '))
    .option('--json', 'the answer as the interface gives it over HTTP');

export const onTwoPairs = (command: Command): Command =>
  command
    .option('--from-as-of <day>', 'the first pair: as of (default: today, UTC)')
    .option('--from-known-at <moment>', 'the first pair: known at (default: all that is known)')
    .option('--to-as-of <day>', 'the second pair: as of (default: today, UTC)')
    .option('--to-known-at <moment>', 'the second pair: known at (default: all that is known)')
    .option('--lens <lens>', LENS.join(' '))
    .option('--json', 'the answer as the interface gives it over HTTP');

export const inCountry = (command: Command): Command =>
  command.option('--country <code>', 'ISO 3166-1 alpha-2', countryOf);

export const paged = (command: Command): Command =>
  command
    .option('--limit <number>', `how many at most, 1 to ${LIMIT_MAX}`, limitOf, LIMIT_DEFAULT)
    .option('--cursor <next>', 'where the page before ended');

export const question = (reader: RecordReader, { asOf, knownAt, lens }: Asked, now: Date): Promise<Question> =>
  resolve(reader, { asOf, knownAt, lens }, todayOf(now));

/** One of two pairs of days, its faults named by the options that it came in. */
export async function pairOf(
  which: 'from' | 'to',
  { reader, now }: { readonly reader: RecordReader; readonly now: Date },
  asked: Asked,
): Promise<Question> {
  try {
    return await question(reader, { ...asked, ...pair(which, asked) }, now);
  } catch (error) {
    if (!(error instanceof QuestionError) || error.parameter === 'lens') throw error;
    const { code, parameter, message } = error;
    const named = `${which}${parameter[0]!.toUpperCase()}${parameter.slice(1)}`;
    throw new QuestionError(code, named, message.replace(parameter, named));
  }
}

function pair(which: 'from' | 'to', asked: Asked): Pick<Asked, 'asOf' | 'knownAt'> {
  const [asOf, knownAt] = which === 'from' ? [asked.fromAsOf, asked.fromKnownAt] : [asked.toAsOf, asked.toKnownAt];
  return { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) };
}

function countryOf(text: string): string {
  if (/^[A-Za-z]{2}$/.test(text) && countries.isValid(text)) return text;
  throw new InvalidArgumentError('It must be a country code of two letters (ISO 3166-1 alpha-2), such as KH.');
}

function limitOf(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${LIMIT_MAX}.`);
}
