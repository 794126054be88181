import { eventTypes } from '../events/catalogue.js';
import type { Assertion, Facts, Lens, Place, Voice } from '../record/development.js';
import { isoOf, latestDayKnownAt, type Day } from '../time/day.js';
import { parseEdtf, type EdtfRange } from '../time/edtf.js';
import type { KnownEvent, Told } from './known.js';
import { memoBy } from './memo.js';

/** One version of an event: what a voice, or the weighing of voices, says of it. */
export interface Account {
  readonly facts: Facts;
  readonly place: Place | undefined;
  /** EDTF, as said; a span of several accounts where voices of one rank give different dates. */
  readonly occurredOn: string;
  readonly range: EdtfRange;
  readonly stillOn: readonly StillOn[];
  /** Whose words it gathers: all who claim it under `working`, else those of the lens; those of one voice where it tells its own facts. */
  readonly telling: readonly Told[];
}

/** By a later source: the last day on which the thing still held. */
export interface StillOn {
  readonly seq: number;
  readonly on: Day;
  /** EDTF, as said. */
  readonly said: string;
  readonly rank: number;
}

export interface Heard {
  readonly known: KnownEvent;
  /** The version that counts under this lens. */
  readonly account: Account;
  /** Other versions that somebody tells: the value is disputed on the days on which they would show something else. */
  readonly variants: readonly Account[];
  /** False: it changes no value, only stands in the accounts, and disputes the value while it would be another with it. */
  readonly counts: boolean;
}

const RANKS: Readonly<Record<Voice, number>> = {
  court: 3,
  committee: 5,
  third_party: 4,
  authorities: 3,
  complainant: 2,
};
const COURT_ABOUT_ITS_OWN_ORDER = 6;

/** Whose word outweighs whose (model.md 4.2): a court ranks first about its own orders, and with the authorities about anything else. */
export function rankOf(voice: Voice, type: string): number {
  return voice === 'court' && isCourtOrder(type) ? COURT_ABOUT_ITS_OWN_ORDER : RANKS[voice];
}

const isCourtOrder = (type: string): boolean => eventTypes[type as keyof typeof eventTypes]?.actOf === 'court';

const stanceOf = (told: Told) => told.assertion.stance ?? 'states';

/** Step 2 of the fold: what a lens hears of an event; null where it says nothing of it. */
export const hear = (known: KnownEvent, lens: Lens): Heard | null => heardBy(known, lens, () => listen(known, lens));

const heardBy = memoBy<KnownEvent, Lens, Heard | null>();

function listen(known: KnownEvent, lens: Lens): Heard | null {
  const stating = known.told.filter((told) => stanceOf(told) === 'states');
  const outvoted = stating.length === 0 || highest(known, 'denies') > highest(known, 'states');
  if (lens === 'working')
    return outvoted ? unheard(known) : heard(known, topOf(known, stating), stillOn(known), claiming(known));
  const own = stating.filter((told) => told.assertion.by === lens);
  if (own.length > 0) return heard(known, latestWord(own), stillOn(known, lens));
  const speaks = known.told.some((told) => told.assertion.by === lens);
  return outvoted || speaks ? unheard(known) : null;
}

function stillOn(known: KnownEvent, lens?: Voice): StillOn[] {
  return known.stillOn.flatMap(({ seq, on, knownSince, told }) => {
    const saying = told.filter((one) => stanceOf(one) === 'states' && (!lens || one.assertion.by === lens));
    const rank = Math.max(0, ...saying.map((one) => rankOf(one.assertion.by, known.event.type)));
    return rank === 0 ? [] : [{ seq, on: capped(on, knownSince).to, said: on, rank }];
  });
}

export const deniedBySomebody = (known: KnownEvent): boolean => known.told.some((told) => stanceOf(told) === 'denies');

/** The highest rank among those who state the event. */
export const statingRank = (known: KnownEvent): number => highest(known, 'states');

function highest(known: KnownEvent, stance: string): number {
  const ranks = known.told
    .filter((told) => stanceOf(told) === stance)
    .map((told) => rankOf(told.assertion.by, known.event.type));
  return Math.max(0, ...ranks);
}

function topOf(known: KnownEvent, told: readonly Told[]): Told[] {
  const top = Math.max(...told.map((one) => rankOf(one.assertion.by, known.event.type)));
  return told.filter((one) => rankOf(one.assertion.by, known.event.type) === top);
}

/** Who does not deny it. */
export const claiming = (known: KnownEvent): Told[] => known.told.filter((told) => stanceOf(told) !== 'denies');

function unheard(known: KnownEvent): Heard {
  const told = claiming(known);
  const account = weigh(known, told.length > 0 ? topOf(known, told) : [], [], told);
  return { known, account, variants: [], counts: false };
}

function heard(
  known: KnownEvent,
  counting: readonly Told[],
  still: readonly StillOn[],
  telling: readonly Told[] = counting,
): Heard {
  const account = weigh(known, counting, still, telling);
  return { known, account, variants: variantsOf(known, account), counts: true };
}

/** A single voice with two accounts is taken at its later word: facts, date and place each by the latest account of them. */
function latestWord(told: readonly Told[]): Told[] {
  const last = told.at(-1)!;
  const merged: Assertion = { ...last.assertion };
  for (const field of ['facts', 'occurredOn', 'place'] as const) {
    const latest = told.findLast((one) => one.assertion[field] !== undefined)?.assertion[field];
    if (latest !== undefined) Object.assign(merged, { [field]: latest });
  }
  return [{ ...last, assertion: merged }];
}

/** Of several who count the same, the latest that tells facts or a place; the worlds span their dates. */
function weigh(known: KnownEvent, told: readonly Told[], still: readonly StillOn[], telling: readonly Told[]): Account {
  const factsTold = told.findLast((one) => one.assertion.facts !== undefined)?.assertion.facts;
  const placeTold = told.findLast((one) => one.assertion.place !== undefined)?.assertion.place;
  return {
    facts: factsTold ? retold(known.facts, factsTold) : known.facts,
    place: placeTold ?? known.place,
    stillOn: still,
    telling,
    ...spanned(datesOf(known, told)),
  };
}

/** Of facts that exclude each other, such as a term and life, those told replace the others. */
const ALTERNATIVES = [
  ['term', 'termMin', 'termMax', 'life', 'death'],
  ['duration', 'until', 'untilInclusive', 'indefinite', 'not_stated'],
];

export function retold(facts: Facts, told: Facts): Facts {
  const replaced = ALTERNATIVES.filter((names) => names.some((name) => told[name] !== undefined)).flat();
  const kept = Object.entries(facts).filter(([name]) => !replaced.includes(name));
  return { ...Object.fromEntries(kept), ...told };
}

type Dated = Pick<Account, 'occurredOn' | 'range'>;

/** The dates that are told. The same one told twice is one: the day on which it was first known caps it (model.md 3). */
export function datesOf(known: KnownEvent, told: readonly Told[]): Dated[] {
  const own = { occurredOn: known.occurredOn, range: capped(known.occurredOn, known.dateKnownSince) };
  const dates = new Map<string, Dated>();
  for (const { assertion, knownSince } of told) {
    const occurredOn = assertion.occurredOn ?? own.occurredOn;
    if (dates.has(occurredOn)) continue;
    dates.set(occurredOn, occurredOn === own.occurredOn ? own : { occurredOn, range: capped(occurredOn, knownSince) });
  }
  return dates.size > 0 ? [...dates.values()] : [own];
}

function spanned(dates: readonly Dated[]): Dated {
  if (dates.length === 1) return dates[0]!;
  const ranges = dates.map(({ range }) => range);
  const from = Math.min(...ranges.map((range) => range.from));
  const to = Math.max(...ranges.map((range) => range.to));
  if (ranges.every((range) => range.kind === 'span')) {
    const lastBegin = Math.max(...ranges.map((range) => range.lastBegin ?? range.from));
    const firstEnd = Math.min(...ranges.map((range) => range.firstEnd ?? range.to));
    return {
      occurredOn: `${choice(from, lastBegin)}/${choice(firstEnd, to)}`,
      range: { kind: 'span', from, to, lastBegin, firstEnd },
    };
  }
  if (ranges.every((range) => range.kind === 'open'))
    return { occurredOn: `../${isoOf(to)}`, range: { kind: 'open', from, to } };
  return { occurredOn: choice(from, to), range: { kind: from === to ? 'day' : 'range', from, to } };
}

const choice = (from: Day, to: Day): string => (from === to ? isoOf(from) : `[${isoOf(from)}..${isoOf(to)}]`);

/** No latest day lies after the day on which the date became known. */
export function capped(occurredOn: string, knownSince: string): EdtfRange {
  const range = parseEdtf(occurredOn);
  if ('fault' in range) throw new Error(`An event with an unreadable date got past the checks: ${occurredOn}`);
  const latest = latestDayKnownAt(knownSince);
  if (range.to <= latest) return range;
  const cap = (day: Day | undefined) => (day === undefined ? {} : Math.max(range.from, Math.min(day, latest)));
  const to = cap(range.to) as Day;
  if (range.kind === 'range') return { ...range, to, kind: range.from === to ? 'day' : 'range' };
  if (range.kind === 'span')
    return { ...range, to, lastBegin: cap(range.lastBegin) as Day, firstEnd: cap(range.firstEnd) as Day };
  return range.kind === 'open' ? { ...range, from: latest, to: latest } : range;
}

function variantsOf(known: KnownEvent, account: Account): Account[] {
  if (known.told.length === 1) return [];
  const variants = claiming(known)
    .map((told) => weigh(known, [told], account.stillOn, told.assertion.facts ? [told] : account.telling))
    .filter((variant) => tellsOtherwise(variant, account));
  const distinct = new Map(variants.map(({ telling, ...said }) => [JSON.stringify(said), { telling, ...said }]));
  return [...distinct.values()];
}

/** A vaguer date contradicts nothing; one inside a span of accounts is already one of its worlds. */
function tellsOtherwise(variant: Account, account: Account): boolean {
  const sameDate = encloses(variant.range, account.range) || encloses(account.range, variant.range);
  return !sameDate || JSON.stringify([variant.facts, variant.place]) !== JSON.stringify([account.facts, account.place]);
}

export const encloses = (outer: EdtfRange, inner: EdtfRange): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;
