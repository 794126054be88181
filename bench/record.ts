import { isoOf, parseDay } from '#domain';

/** Share of the generated record: 10 events a person, 2 % group events of 50, 5 % imprecise, 1 % corrected, 20 % logged late. */
const EVENTS_PER_PERSON = 10;
const GROUP_SHARE = 0.02;
const GROUP_SIZE = 50;
const IMPRECISE_SHARE = 0.05;
const CORRECTED_SHARE = 0.01;
const LATE_SHARE = 0.2;
const PEOPLE_PER_CASE = 500;
/** A person's events lie within this many people's, as cases that are worked on at one time do. */
const WINDOW = 2_000;

const FIRST_KNOWN = parseDay('2000-01-03')!;
const KNOWN_DAYS = 9_000;
const SOURCE = [{ by: 'committee', source: 'generated' }];

export type Line = Readonly<Record<string, unknown>>;

interface Person {
  readonly reference: string;
  readonly collective: string;
  events: number;
  last?: { key: string; occurredOn: string };
}

/** The same record for the same count, on every machine: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lines of an import file, in the order in which they became known. */
export function* generateRecord(events: number): Generator<Line> {
  const random = randomFrom(events);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const people: Person[] = [];
  const peopleMax = Math.ceil(events / EVENTS_PER_PERSON);
  let made = 0;
  const knownDay = () => FIRST_KNOWN + Math.floor((made / events) * KNOWN_DAYS);
  const occurred = (): string => {
    const known = knownDay();
    const day = known - (random() < LATE_SHARE ? 30 + Math.floor(random() * 700) : Math.floor(random() * 3));
    if (random() >= IMPRECISE_SHARE) return isoOf(day);
    return pick([isoOf(day).slice(0, 7), `[${isoOf(day - 5)}..${isoOf(day)}]`, `../${isoOf(day)}`]);
  };
  const line = (reference: string, type: string, facts: Line, more: Line = {}): Line => {
    made += 1;
    return {
      case: reference,
      type,
      key: `k${String(made)}`,
      occurredOn: isoOf(knownDay()),
      facts,
      assertions: SOURCE,
      knownSince: isoOf(knownDay()),
      ...more,
    };
  };
  while (made < events) {
    if (people.length < peopleMax && (people.length === 0 || random() < 1 / EVENTS_PER_PERSON)) {
      const number = people.length;
      const collective = `GEN-COLL-${String(Math.floor(number / PEOPLE_PER_CASE))}`;
      if (number % PEOPLE_PER_CASE === 0)
        yield line(collective, 'CaseOpened', { kind: 'collective', country: 'IS', title: 'Generated' });
      const reference = `GEN-${String(number)}`;
      people.push({ reference, collective, events: 1 });
      yield line(reference, 'CaseOpened', { kind: 'individual', country: 'IS', name: `Person ${String(number)}` });
      continue;
    }
    const oldest = Math.max(0, people.length - WINDOW);
    const person = people[oldest + Math.floor(random() * (people.length - oldest))]!;
    if (random() < GROUP_SHARE) {
      const members = people.slice(oldest).filter((one) => one.collective === person.collective);
      const references = [...new Set(Array.from({ length: GROUP_SIZE * 2 }, () => pick(members).reference))].slice(
        0,
        GROUP_SIZE,
      );
      const [type, facts] = pick(GROUP_EVENTS);
      yield line(person.collective, type, facts, { appliesTo: references, occurredOn: occurred() });
      continue;
    }
    if (person.last && random() < CORRECTED_SHARE) {
      const { key, occurredOn } = person.last;
      const day = isoOf(knownDay() - 10);
      if (day !== occurredOn)
        yield line(
          person.reference,
          'Rectified',
          { field: '/occurredOn', old: occurredOn, new: day, reason: 'corrected by the source' },
          { target: key },
        );
      delete person.last;
      continue;
    }
    const [type, facts] = PERSONAL_EVENTS[person.events % PERSONAL_EVENTS.length]!;
    person.events += 1;
    const occurredOn = occurred();
    const next = line(person.reference, type, facts, { occurredOn });
    person.last = { key: String(next['key']), occurredOn };
    yield next;
  }
}

const GROUP_EVENTS: readonly (readonly [string, Line])[] = [
  ['PoliticalBanImposed', { authority: 'Supreme Court', duration: 'P5Y' }],
  ['MandateRevoked', { authority: 'Assembly' }],
  [
    'VerdictDelivered',
    { proceeding: 'group', outcome: 'convicted', inAbsentia: 'yes', term: 'P8Y', execution: 'prison' },
  ],
];

const PERSONAL_EVENTS: readonly (readonly [string, Line])[] = [
  ['StatusReported', { view: 'mandate', value: 'sitting' }],
  ['Arrested', {}],
  ['DetentionOrdered', { title: 'pretrial_order', proceeding: 'p' }],
  ['Charged', { proceeding: 'p', labels: ['sedition'] }],
  ['BailDenied', {}],
  ['HouseArrestImposed', { title: 'order' }],
  [
    'VerdictDelivered',
    { proceeding: 'p', outcome: 'convicted', inAbsentia: 'no', term: 'P3Y', execution: 'suspended' },
  ],
  ['Released', { ends: 'all' }],
  ['Fled', {}],
  ['Returned', {}],
];
