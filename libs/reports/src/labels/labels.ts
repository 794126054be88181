import countries from 'i18n-iso-countries/index.js';
import countriesEn from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import countriesFr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word that a report prints beside those of the record. A language that lacks one of them does not compile. */
export type Labels = typeof en;

/** What a line may not begin with, nor be torn from; written here as plain spaces, which can be seen. */
const FRENCH_SPACES = [
  [/ (?=[:»])|(?<=«) /g, '\u00A0'],
  [/ (?=[;!?])/g, '\u202F'],
] as const;

const spaced = (text: string): string =>
  FRENCH_SPACES.reduce((done, [where, space]) => done.replace(where, space), text);

const LABELS: Readonly<Record<Language, Labels>> = {
  en,
  fr: JSON.parse(JSON.stringify(fr), (_, value: unknown) =>
    typeof value === 'string' ? spaced(value) : value,
  ) as typeof fr,
};

export const labelsIn = (language: Language): Labels => LABELS[language];

for (const names of [countriesEn, countriesFr]) countries.registerLocale(names);

/** The country of an ISO 3166-1 alpha-2 code, or the code itself where no name is known. */
export const countryIn = (language: Language, code: string): string => countries.getName(code, language) ?? code;

/** The word for a code of the record; a code that no vocabulary knows is printed as it stands. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  own(words, code) ?? code.replaceAll('_', ' ');

/** A code may be any word that an officer chose, `constructor` too, by which every object inherits something. */
export const own = <T>(words: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined;

/** Of a view; one that was added without words has its own name and values. */
export function viewLabels(
  view: string,
  labels: Labels,
): { readonly name: string; readonly values: Readonly<Record<string, string>> } {
  const views: Readonly<Record<string, { name: string; values: Readonly<Record<string, string>> }>> = labels.views;
  return views[view] ?? { name: view, values: {} };
}

/** A sentence with its places filled. */
export const fill = (template: string, parts: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in parts ? String(parts[name]) : whole));

/** A decimal number, its digits in groups. */
export function figureIn({ punctuation }: Labels, digits: string): string {
  const [whole = '', ...fraction] = digits.split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, punctuation.thousands), ...fraction].join(punctuation.decimal);
}

/** Small numbers in words, as decisions print them. */
export const numberIn = ({ numbers }: Labels, n: number): string => numbers[n] ?? String(n);

/** `a, b and c`. */
export function listIn({ punctuation }: Labels, items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${punctuation[joint]} ${items.at(-1)!}`;
}
