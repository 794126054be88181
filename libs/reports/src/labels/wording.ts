import { Summary, type Json, type Wording } from '#domain';
import { dateIn } from './dates.js';
import { countryIn, figureIn, fill, labelsIn, LANGUAGES, own, type Labels, type Language } from './labels.js';

type Word = (code: string) => string | undefined;

/** How a language tells the one-line summaries of events. */
export const wordingIn = (language: Language = 'en'): Wording => WORDINGS.get(language)!;

/** The one line of an event, as an answer has it. */
export const summaryIn = (summary: unknown, wording: Wording): string =>
  summary instanceof Summary ? summary.in(wording) : String(summary);

/** Of what is asked in a language. Default: English. */
export interface InLanguage {
  readonly language?: Language | undefined;
}

/** An answer with its summaries in the words of a language; what programs read in it is the same in every one. */
export const toldIn = (language: Language | undefined, answer: Json): Json =>
  retold(answer, wordingIn(language)) as Json;

function retold(value: unknown, wording: Wording): unknown {
  if (value instanceof Summary) return value.in(wording);
  if (Array.isArray(value)) return value.map((one) => retold(one, wording));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, retold(one, wording)]));
}

/** What has no entry in the labels of a language is told in English. */
function wordingOf(language: Language): Wording {
  const labels = labelsIn(language);
  const phrases: Readonly<Record<string, string>> = labels.phrases;
  const lists = listsOf(language, labels);
  return {
    phrase: (english) => phrases[english] ?? english,
    word: (code, of, english) => (of === undefined ? own(phrases, english) : lists(of)?.(code)) ?? english,
    date: (edtf) => dateIn(labels, edtf),
    figure: (digits) => figureIn(labels, digits),
  };
}

/** The lists of words that the labels have for other parts of a report too. */
function listsOf(language: Language, labels: Labels): (of: string) => Word | undefined {
  const inList =
    (words: Readonly<Record<string, string>>): Word =>
    (code) =>
      own(words, code);
  const views: Readonly<Record<string, { name: string; values: Readonly<Record<string, string>> }>> = labels.views;
  const lists: Readonly<Record<string, Word>> = {
    certainties: inList(labels.certainties),
    closureKinds: inList(labels.closureKinds),
    complainantCategories: (category) => categoryIn(labels, category),
    countries: (code) => countryIn(language, code),
    eventTypes: inList(labels.eventTypes),
    lenses: inList(labels.lenses),
    sessions: (session) => sessionIn(labels, session),
    sexes: inList(labels.roster.sexes),
    stances: inList(labels.stances),
    views: (view) => own(views, view)?.name,
    // What documents print stays as they print it in the language that they are in.
    violationCodes: (codes) => (labels.recordLanguage === '' ? undefined : violationsIn(labels, codes.split(' '))),
    voices: inList(labels.voices),
  };
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = labels.words;
  return (of) => lists[of] ?? (views[of] && inList(views[of].values)) ?? (words[of] && inList(words[of]));
}

/** Sessions are recorded as they were printed, in English: `201st`, or by their number alone. */
export function sessionIn({ heading: { ordinal } }: Labels, session: string): string | undefined {
  const number = /^(\d+)(st|nd|rd|th)?$/.exec(session)?.[1];
  return number === undefined
    ? undefined
    : fill(number === '1' ? ordinal.first : ordinal.other, { n: number, ordinal: ordinalOf(number) });
}

/** As English writes it: 201st, 212th. */
const ordinalOf = (number: string): string => `${number}${ENDINGS[ORDINALS.select(Number(number))] ?? 'th'}`;

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };

/** Of a complainant: `I.1(c)`, a section and its letter, is `I.1 c)` in French decisions. */
export function categoryIn({ card: { complainantCategory } }: Labels, category: string): string {
  const [, section, letter] = /^(.+)\((\w)\)$/.exec(category) ?? [];
  return letter === undefined ? category : fill(complainantCategory.lettered, { section: section!, letter });
}

/** Where there are words for all of the codes of a line. */
export function violationsIn({ violations, punctuation }: Labels, codes: readonly string[]): string | undefined {
  const words: Readonly<Record<string, string>> = violations.labels;
  const isKnown = codes.length > 0 && codes.every((code) => Object.hasOwn(words, code));
  return isKnown ? codes.map((code) => words[code]).join(punctuation.semicolon) : undefined;
}

const WORDINGS: ReadonlyMap<Language, Wording> = new Map(LANGUAGES.map((language) => [language, wordingOf(language)]));
