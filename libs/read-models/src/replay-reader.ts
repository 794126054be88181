import {
  caseOf,
  knownEvents,
  partyNamedBy,
  RecordAt,
  silence,
  streamOf,
  viewNamed,
  viewsOf,
  type AnyView,
  type BoardCount,
  type BoardQuery,
  type Day,
  type Lens,
  type Moment,
  type Placed,
  type RecordedDevelopment,
  type RecordReader,
  type Segment,
  type SpellQuery,
  type StatusQuery,
  type SubjectRow,
  type Turn,
  PERSON_VIEWS,
} from '#domain';
import { developmentsAbout, membersAddedBy } from './about-case.js';
import { identityOf, isPerson, labelOf } from './identity.js';
import { BEFORE_ALL } from './moments.js';
import { byDay } from './turns.js';
import type { ReplayedLog } from './replay-log.js';
import type { IdentityVersion, SubjectKind } from './row-store.js';

/** Answers from the log alone, by folding everything known at the moment: slow, simple, and the judge of the rows. */
export class ReplayReader implements RecordReader {
  private readonly records = new Map<number, RecordAt>();

  constructor(private readonly log: ReplayedLog) {}

  async momentAt(knownBy: number | null): Promise<Moment> {
    return Promise.resolve(
      this.log.entries.findLast((entry) => knownBy === null || entry.knownSinceMs <= knownBy) ?? BEFORE_ALL,
    ).then(momentOnly);
  }

  async momentOf(position: string): Promise<Moment | null> {
    if (position === BEFORE_ALL.position) return BEFORE_ALL;
    const entry = this.log.entries.find((one) => one.position === position);
    return Promise.resolve(entry ? momentOnly(entry) : null);
  }

  async subject(reference: string, moment: Moment): Promise<SubjectRow | null> {
    const label = labelOf(reference);
    const found = this.identities(moment).filter((one) => one.labels.includes(label));
    return Promise.resolve(rowOf(found.find((one) => one.reference === reference) ?? found[0]));
  }

  async subjects(moment: Moment, kind?: SubjectRow['kind']): Promise<readonly SubjectRow[]> {
    const all = this.identities(moment).filter((one) => kind === undefined || one.kind === kind);
    return Promise.resolve(all.map((one) => rowOf(one)!).sort((a, b) => (a.reference < b.reference ? -1 : 1)));
  }

  async subjectsNamed(references: readonly string[], moment: Moment): Promise<ReadonlyMap<string, SubjectRow>> {
    const named = (await this.subjects(moment)).filter(({ reference }) => references.includes(reference));
    return new Map(named.map((subject) => [subject.reference, subject]));
  }

  async segments(subject: string, { moment, asOf, lens }: StatusQuery): Promise<ReadonlyMap<string, Segment>> {
    const onDay = new Map<string, Segment>();
    for (const view of viewsOf(kindOf(subject))) {
      const segment = this.of(subject, view, moment, lens).find(({ from, to }) => from <= asOf && asOf < to);
      if (segment) onDay.set(view.name, segment);
    }
    return Promise.resolve(onDay);
  }

  async timeline(subject: string, view: string, moment: Moment, lens: Lens): Promise<readonly Segment[]> {
    return Promise.resolve(this.of(subject, viewNamed(view)!, moment, lens));
  }

  async boardCounts(query: BoardQuery): Promise<readonly BoardCount[]> {
    const placed = await this.everybody(query);
    const values = query.value === undefined ? viewNamed(query.view)!.values.slice(1) : [query.value];
    const counts = values.map((value) => {
      const listed = placed.filter((one) => valuesOf(one).includes(value));
      const possible = listed.filter(({ segment }) => segment.certainty === 'possible').length;
      return { value, certain: listed.length - possible, possible };
    });
    return counts.filter(({ certain, possible }) => certain + possible > 0);
  }

  async boardRows(query: BoardQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const placed = (await this.everybody(query)).filter((one) => isAsked(one, query));
    return placed.filter(({ reference }) => after === null || reference > after).slice(0, limit);
  }

  async groups(query: BoardQuery): Promise<readonly Placed[]> {
    const record = this.record(query.moment);
    const first = viewNamed(query.view)!.values[0];
    const groups = record.known.filter((known) => known.totals.length > 0).map(({ event }) => event);
    const inCountry = groups.filter(
      ({ stream }) => query.country === undefined || record.countryOf(caseOf(stream)) === query.country,
    );
    const placed = inCountry.map(({ eventId }) => ({
      reference: eventId,
      segment: this.on(`group:${eventId}`, query),
    }));
    const held = placed.filter((one) => isAsked(one, query) && query.value !== first);
    return Promise.resolve(held.sort((a, b) => (a.reference < b.reference ? -1 : 1)));
  }

  async spells(query: SpellQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const spells = new Map<string, Placed[]>();
    for (const { reference } of await this.subjects(query.moment, 'individual')) {
      if (after !== null && reference <= after) continue;
      const matching = this.of(reference, viewNamed(query.view)!, query.moment, query.lens)
        .map((segment) => ({ reference, segment }))
        .filter((one) => valuesOf(one).some((value) => query.values.includes(value)))
        .filter(({ segment }) => segment.from <= query.to && segment.to > query.from)
        .filter(({ segment: { body } }) => isConfirmedIn(query.confirmed, body.confirmed));
      if (matching.length > 0) spells.set(reference, matching);
      if (spells.size === limit) break;
    }
    return [...spells.values()].flat();
  }

  async turns(from: Day, to: Day, moment: Moment): Promise<readonly Turn[]> {
    const turns: Turn[] = [];
    for (const { reference } of await this.subjects(moment, 'individual'))
      for (const view of PERSON_VIEWS) {
        const days = this.of(reference, view, moment, 'working').map((segment) => segment.from);
        const within = days.filter((day) => from <= day && day <= to);
        turns.push(...within.map((day) => ({ reference, view: view.name, day })));
      }
    return turns.sort(byDay);
  }

  async developmentsAfter(seq: number, moment: Moment, limit: number): Promise<readonly RecordedDevelopment[]> {
    return Promise.resolve(
      this.knownBy(moment)
        .filter((one) => one.seq > seq)
        .slice(0, limit),
    );
  }

  async developments(seqs: readonly number[]): Promise<ReadonlyMap<number, RecordedDevelopment>> {
    const asked = new Set(seqs);
    return Promise.resolve(
      new Map(this.log.developments.filter(({ seq }) => asked.has(seq)).map((one) => [one.seq, one])),
    );
  }

  async developmentsOf(reference: string, moment: Moment): Promise<readonly RecordedDevelopment[]> {
    return Promise.resolve(developmentsAbout(reference, this.knownBy(moment)));
  }

  async everMembers(reference: string, moment: Moment): Promise<readonly string[]> {
    return Promise.resolve(membersAddedBy(reference, this.record(moment).known));
  }

  async partyCountries(name: string, moment: Moment): Promise<readonly string[]> {
    const record = this.record(moment);
    const naming = record.known.filter((known) => partyNamedBy(known) === name);
    const countries = naming
      .map(({ event }) => record.countryOf(caseOf(event.stream)))
      .filter((country) => country !== undefined);
    return Promise.resolve([...new Set(countries)].sort());
  }

  async incompleteSince(reference: string): Promise<{ readonly stream: string; readonly revision: number } | null> {
    const known = knownEvents(this.log.developments);
    const isTheirs = (stream: string): boolean =>
      stream === streamOf(reference) || membersAddedBy(caseOf(stream), known).includes(reference);
    const parked = this.log.parked.find(({ stream, references }) => references.has(reference) || isTheirs(stream));
    return Promise.resolve(parked ? { stream: parked.stream, revision: parked.revision } : null);
  }

  private async everybody(query: BoardQuery): Promise<Placed[]> {
    const people = (await this.subjects(query.moment, 'individual')).filter(
      ({ reference, country }) =>
        (query.country === undefined || country === query.country) && (query.among?.includes(reference) ?? true),
    );
    return people.map(({ reference }) => ({ reference, segment: this.on(reference, query) }));
  }

  private on(subject: string, { view, moment, lens, asOf }: BoardQuery): Segment {
    const segments = this.of(subject, viewNamed(view)!, moment, lens);
    return segments.find(({ from, to }) => from <= asOf && asOf < to) ?? silence(viewNamed(view)!)[0]!;
  }

  private of(subject: string, view: AnyView, moment: Moment, lens: Lens): readonly Segment[] {
    const kind = kindOf(subject);
    const reference = kind === 'person' ? subject : subject.slice(subject.indexOf(':') + 1);
    const record = this.record(moment);
    if (kind === 'person' && !isPerson(reference, record.known)) return [];
    return record.segments(kind, reference, view, lens);
  }

  private identities(moment: Moment): IdentityVersion[] {
    const { known } = this.record(moment);
    const references = known
      .filter(({ event }) => event.type === 'CaseOpened')
      .map(({ event }) => caseOf(event.stream));
    return references.map((reference) => identityOf(reference, known)!);
  }

  private record({ seq }: Moment): RecordAt {
    const record = this.records.get(seq) ?? new RecordAt(this.knownBy({ seq }));
    this.records.set(seq, record);
    return record;
  }

  private knownBy({ seq }: Pick<Moment, 'seq'>): RecordedDevelopment[] {
    return this.log.developments.filter((one) => one.seq <= seq);
  }
}

const momentOnly = ({ seq, position }: Moment): Moment => ({ seq, position });

const rowOf = (identity: IdentityVersion | undefined): SubjectRow | null =>
  identity
    ? { reference: identity.reference, kind: identity.kind, country: identity.country, name: identity.name }
    : null;

function kindOf(subject: string): SubjectKind {
  const [kind] = subject.split(':', 1);
  return kind === 'case' || kind === 'party' || kind === 'group' ? kind : 'person';
}

const valuesOf = ({ segment }: Placed): string[] => [segment.value, ...segment.otherwise];

function isAsked(placed: Placed, { view, value }: BoardQuery): boolean {
  const first = viewNamed(view)!.values[0];
  return value === undefined ? valuesOf(placed).some((one) => one !== first) : valuesOf(placed).includes(value);
}

const isConfirmedIn = (days: SpellQuery['confirmed'], day: Day | null): boolean =>
  !days || (day !== null && days.from <= day && day <= days.to);
