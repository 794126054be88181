import type { Facts } from '../record/development.js';
import { entryOf, isEventType } from './catalogue.js';
import { money } from './justice.events.js';
import { Fine } from './justice.facts.js';
import { fieldsOf, type FactsClass } from './registry.js';
import { dated, printed, say, term, word, type Said } from './say.js';
import type { Spec } from './specs.js';

/** A fact as a summary would say it: what is one of our words as such, and what a source wrote as it stands. */
export function factSaid(type: string, name: string, value: unknown): Said {
  const spec = isEventType(type) ? specNamed(entryOf(type).facts, name) : undefined;
  return valueSaid(value, spec, LISTS[`${type}.${name}`] ?? LISTS[name]);
}

function valueSaid(value: unknown, spec?: Spec, list?: string): Said {
  if (typeof value === 'string') return textSaid(value, spec, list);
  if (typeof value === 'boolean') return word(value ? 'yes' : 'no');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? listSaid(value, spec, list) : partsSaid(value as Facts, spec);
}

function textSaid(value: string, spec?: Spec, list?: string): Said {
  if (spec?.kind === 'word') return word(value, list) ?? say`not stated`;
  if (spec?.kind === 'edtf') return dated(value);
  const duration = spec?.kind === 'duration' ? term(value) : undefined;
  return duration ?? told(value.replaceAll('_', ' '), value, list);
}

function listSaid(values: readonly unknown[], spec?: Spec, list?: string): Said {
  const of = spec?.kind === 'list' ? spec.of : undefined;
  return values.map((one) => (typeof one === 'string' ? told(one, one, list) : valueSaid(one, of)));
}

const told = (text: string, code: string, list?: string): Said =>
  list === undefined ? text : printed(text, list, code);

function partsSaid(value: Facts, spec?: Spec): Said {
  if (spec?.kind !== 'nested') return Object.entries(value).map(([name, part]) => say`${name}: ${valueSaid(part)}`);
  const of = spec.of();
  if (of === Fine || of.prototype instanceof Fine) return money(value);
  return fieldsOf(of)
    .filter(({ name }) => value[name] !== undefined)
    .map(({ name, spec: part }) => say`${word(name, 'facts')}: ${valueSaid(value[name], part, LISTS[name])}`);
}

const specNamed = (of: FactsClass, name: string): Spec | undefined =>
  fieldsOf(of).find((field) => field.name === name)?.spec;

/** Facts whose words are those of a list that summaries or other parts of a report have too. */
const LISTS: Readonly<Record<string, string>> = {
  gender: 'sexes',
  view: 'views',
  country: 'countries',
  rights: 'rights',
  'ComplaintSubmitted.category': 'complainantCategories',
  'CaseClosed.kind': 'closureKinds',
  'DevelopmentNoted.kind': 'noteKinds',
};
