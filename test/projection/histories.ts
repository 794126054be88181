import { createHash } from 'node:crypto';
import type { StoredEvent } from '#event-store';
import fc from 'fast-check';
import { DAY_ZERO, dateDraw, dateOf, iso, type DateDraw } from './dates.js';
import { PERSON_FACTS, CASE_FACTS } from './facts.js';

export const PEOPLE = ['TST-01', 'TST-02', 'TST-03', 'TST-04'] as const;
export const CASES = ['TST-COLL-01', 'TST-COLL-02'] as const;
const VOICES = ['committee', 'third_party', 'authorities', 'complainant', 'court'] as const;
const STANCES = [undefined, undefined, undefined, undefined, 'alleges', 'denies'] as const;

type Draw = fc.Arbitrary<number>;
const nat: Draw = fc.nat(999);

interface VoiceDraw {
  readonly by: number;
  readonly stance: number;
  readonly tells: number;
  readonly date: DateDraw;
}

/** Everything random about one event; what it becomes depends on what was logged before it. */
interface StepDraw {
  readonly what: number;
  readonly fact: number;
  readonly who: number;
  readonly roster: number;
  readonly later: number;
  readonly date: DateDraw;
  readonly voices: readonly VoiceDraw[];
  readonly order: number;
  readonly pick: number;
}

const voice = fc.record({ by: nat, stance: nat, tells: nat, date: dateDraw });

const step: fc.Arbitrary<StepDraw> = fc.record({
  what: nat,
  fact: nat,
  who: nat,
  roster: nat,
  later: fc.oneof(fc.constant(0), fc.nat(90)),
  date: dateDraw,
  voices: fc.array(voice, { minLength: 1, maxLength: 2 }),
  order: nat,
  pick: nat,
});

export const history = (steps: { minLength: number; maxLength: number }): fc.Arbitrary<readonly StoredEvent[]> =>
  fc.array(step, steps).map((draws) => new Historian().tell(draws));

type Fields = Record<string, unknown>;

class Historian {
  private readonly events: StoredEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private known = DAY_ZERO;

  tell(draws: readonly StepDraw[]): readonly StoredEvent[] {
    PEOPLE.slice(0, 3).forEach((reference) => this.open(reference, 'individual'));
    this.open(CASES[0], 'collective');
    for (const draw of draws) this.step(draw);
    return this.events;
  }

  private open(reference: string, kind: string): void {
    const country = reference === 'TST-03' || reference === 'TST-04' ? 'NO' : 'IS';
    const facts = {
      kind,
      country,
      ...(kind === 'individual' ? { name: `Person ${reference}` } : { title: `Case ${reference}` }),
    };
    this.log(reference, {
      type: 'CaseOpened',
      occurredOn: '2017-01-01',
      facts,
      assertions: [{ by: 'committee', source: 's' }],
    });
  }

  private step(draw: StepDraw): void {
    this.known += draw.later;
    const unopened = [PEOPLE[3], CASES[1]].find((reference) => !this.revisions.has(`case-${reference}`));
    const what = draw.what % 100;
    if (what < 2 && unopened) this.open(unopened, unopened === PEOPLE[3] ? 'individual' : 'collective');
    else if (what < 25) this.annotate(draw);
    else if (what < 40) this.ofCase(draw);
    else this.ofPeople(draw);
  }

  private ofPeople(draw: StepDraw): void {
    const [type, facts] = PERSON_FACTS[draw.fact % PERSON_FACTS.length]!;
    const onCase = draw.who % 3 === 0;
    const reference = onCase ? pick(this.opened(CASES), draw.who) : pick(this.opened(PEOPLE), draw.who);
    const appliesTo = onCase || draw.roster % 10 === 0 ? this.rosterOf(draw) : undefined;
    this.log(reference, { ...this.common(draw), type, facts, ...(appliesTo && { appliesTo }) });
  }

  private ofCase(draw: StepDraw): void {
    const [type, facts] = CASE_FACTS[draw.fact % CASE_FACTS.length]!;
    const needsRoster = type === 'MembersAdded' || type === 'MembersRemoved';
    const cases = this.opened(draw.who % 4 === 0 && !needsRoster ? PEOPLE : CASES);
    const references = this.someOf(draw.roster);
    const withRoster = needsRoster || draw.roster % 4 === 0;
    this.log(pick(cases, draw.who), {
      ...this.common(draw),
      type,
      facts,
      ...(withRoster && { appliesTo: { references } }),
    });
  }

  private annotate(draw: StepDraw): void {
    const target = pick(this.events, draw.pick);
    const byId = draw.order % 5 === 0;
    const stream = byId ? pick(this.events, draw.who).stream : target.stream;
    const annotation = this.annotation(draw, target.data as Fields);
    this.log(stream.slice('case-'.length), {
      ...this.common(draw),
      ...annotation,
      target: byId ? target.eventId : (target.data as Fields)['key'],
    });
  }

  private annotation(draw: StepDraw, target: Fields): Fields {
    const kind = draw.fact % 10;
    if (kind < 3)
      return { type: 'SourceAdded', facts: draw.roster % 2 ? { stillOn: dateOf(draw.date, this.known) } : {} };
    if (kind < 7) return { type: 'Rectified', facts: { ...this.rectification(draw, target), reason: 'r' } };
    if (kind < 8) return { type: 'Retracted', facts: { reason: 'r' } };
    return {
      type: 'ParticipantsIdentified',
      facts: {},
      appliesTo: { references: this.someOf(draw.roster), ...(draw.who % 4 === 0 && { basis: 'inferred' }) },
    };
  }

  private rectification(draw: StepDraw, target: Fields): Fields {
    const fields: readonly (() => Fields)[] = [
      () => ({ field: '/occurredOn', new: dateOf(draw.date, this.known) }),
      () => ({ field: '/appliesTo', new: this.rosterOf(draw) }),
      () => this.withoutRoster(target),
      () => ({ field: '/after', new: this.keyOf(draw.roster) }),
      () => ({ field: '/place/country', new: 'SE' }),
      () => otherFacts(target),
      () =>
        target['type'] === 'CaseOpened'
          ? { field: '/facts/country', new: 'SE' }
          : { field: '/facts/proceeding', new: 'q' },
      () =>
        target['type'] === 'StatusReported'
          ? { field: '/facts/details', new: { name: 'Green' } }
          : this.withAmong(target),
    ];
    return fields[draw.roster % fields.length]!();
  }

  private readonly rosterless = new Set<unknown>();

  private withoutRoster(target: Fields): Fields {
    this.rosterless.add(target);
    return { field: '/appliesTo', new: null };
  }

  /** Only where there is a roster and always was: the rest would be refused. */
  private withAmong(target: Fields): Fields {
    const hasRoster = target['appliesTo'] !== undefined && !this.rosterless.has(target);
    return hasRoster
      ? { field: '/appliesTo/among', new: { case: CASES[0] } }
      : { field: '/occurredOn', new: iso(this.known) };
  }

  private rosterOf({ roster, who }: StepDraw): Fields {
    const references = this.someOf(who + 1);
    const among = {
      case: pick(this.opened(CASES), who),
      ...(roster % 3 === 0 && { except: this.someOf(roster) }),
      ...(roster % 4 === 0 && { references: this.someOf(who) }),
    };
    return {
      references: roster % 6 === 0 ? [] : references,
      ...(roster % 5 === 0 && { basis: 'inferred' }),
      ...((roster % 3 === 0 || roster % 6 === 0) && { totals: [{ words: 'some', atLeast: 2, atMost: 9 }] }),
      ...(roster % 4 < 2 && { among }),
    };
  }

  private common({ date, voices, order, pick: drawn }: StepDraw): Fields {
    return {
      occurredOn: dateOf(date, this.known),
      assertions: voices.map((one) => this.assertion(one)),
      ...(order % 4 === 0 && { place: { text: `place ${order % 3}`, country: 'IS' } }),
      ...(order % 5 === 0 && this.neighbour(date, order, drawn)),
    };
  }

  /** Before or after another event, and so imprecise that it matters. */
  private neighbour({ back, width }: DateDraw, order: number, drawn: number): Fields {
    const occurredOn = `[${iso(this.known - back - 2 * width)}..${iso(this.known - Math.floor(back / 4))}]`;
    return { occurredOn, [order % 2 ? 'after' : 'before']: this.keyOf(drawn) };
  }

  private assertion({ by, stance, tells, date }: VoiceDraw): Fields {
    const said = STANCES[stance % STANCES.length];
    return {
      by: VOICES[by % VOICES.length],
      source: `s${by % 5}`,
      ...(said && { stance: said }),
      ...(tells % 10 === 0 && { occurredOn: dateOf(date, this.known) }),
      ...(tells % 10 === 1 && { facts: { court: 'another', proceeding: 'q' } }),
      ...(tells % 10 === 2 && { place: { country: 'DK' } }),
    };
  }

  /** A key that exists, the id of an event elsewhere, or a key or id that is only logged later, or never. */
  private keyOf(draw: number): string {
    const later = this.events.length + 2;
    if (draw % 7 === 0) return draw % 2 ? `k${later}` : idOf(`k${later}`);
    const event = pick(this.events, draw >> 1);
    return draw % 3 > 0 ? event.eventId : String((event.data as Fields)['key']);
  }

  private opened<T extends string>(references: readonly T[]): T[] {
    return references.filter((reference) => this.revisions.has(`case-${reference}`));
  }

  private someOf(draw: number): string[] {
    const people = this.opened(PEOPLE);
    const some = people.filter((_, index) => ((draw >> index) & 1) === 1);
    return some.length > 0 ? some : [people[0]!];
  }

  private log(reference: string, fields: Fields): void {
    const stream = `case-${reference}`;
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    const seq = this.events.length + 1;
    const key = `k${seq}`;
    const eventId = idOf(key);
    const type = String(fields['type']);
    const knownSince = iso(this.known);
    const recordedAt = `${knownSince}T12:00:00.000Z`;
    this.events.push({
      position: String(seq), stream, revision, eventId, type, schemaVersion: 1,
      data: { case: reference, key, facts: {}, ...fields },
      knownSince, recordedAt, recordedBy: 'ada', backfilled: false, correlationId: eventId, causationId: null, digest: '',
    }); // prettier-ignore
  }
}

/** Facts of the same type as another event of it has them. */
function otherFacts(target: Fields): Fields {
  const entry = [...PERSON_FACTS, ...CASE_FACTS].findLast(([type]) => type === target['type']);
  return entry ? { field: '/facts', new: entry[1] } : { field: '/place/country', new: 'SE' };
}

const idOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

const pick = <T>(list: readonly T[], draw: number): T => list[draw % list.length]!;
