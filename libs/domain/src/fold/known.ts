import type { AppliesTo, Among, Assertion, Facts, Place, RecordedDevelopment, Total } from '../record/development.js';
import { setAtPointer } from './json-pointer.js';
import { forgetIfMuch, memo } from './memo.js';

/** An assertion and the event that brought it: the development itself or a later `SourceAdded`. */
export interface Told {
  readonly assertion: Assertion;
  readonly seq: number;
  readonly knownSince: string;
}

export interface Roster {
  readonly references: readonly string[];
  readonly basis: 'named' | 'inferred';
}

/** A development with the retractions, rectifications, sources and participants that were known by then. */
export interface KnownEvent {
  readonly event: RecordedDevelopment;
  readonly occurredOn: string;
  /** What caps the latest day of `occurredOn`: the event's known since, or that of the rectification which gave the date. */
  readonly dateKnownSince: string;
  readonly facts: Facts;
  readonly place: Place | undefined;
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly rosters: readonly Roster[];
  readonly totals: readonly Total[];
  readonly among: Among | undefined;
  /** False where no roster was written: an individual case then means its own person. */
  readonly hasRoster: boolean;
  readonly told: readonly Told[];
  readonly stillOn: readonly {
    readonly seq: number;
    readonly on: string;
    readonly knownSince: string;
    readonly told: readonly Told[];
  }[];
  /** In log order: what was applied to it. */
  readonly rectifications: readonly number[];
  readonly annotations: readonly number[];
}

/** Those on its rosters, each once. */
export const referencesNamed = ({ rosters }: KnownEvent): string[] => [
  ...new Set(rosters.flatMap(({ references }) => references)),
];

const ANNOTATIONS = new Set(['SourceAdded', 'ParticipantsIdentified', 'Rectified', 'Retracted']);
export const isAnnotation = (type: string): boolean => ANNOTATIONS.has(type);

/**
 * Step 1 of the fold (model.md 4): the developments known by the last of `events`, which are in log order and hold every annotation of what
 * they hold. A retracted annotation counts no more; a retracted retraction does not exist.
 */
export function knownEvents(events: readonly RecordedDevelopment[]): KnownEvent[] {
  forgetIfMuch();
  if (!events.some((event) => ANNOTATIONS.has(event.type))) return events.map(plain);
  const find = targetFinder(events);
  const retracted = new Set<RecordedDevelopment | undefined>();
  for (const event of events) if (event.type === 'Retracted') retracted.add(find(event));
  const annotations = new Map<RecordedDevelopment, RecordedDevelopment[]>();
  for (const event of events) {
    if (!ANNOTATIONS.has(event.type) || event.type === 'Retracted' || retracted.has(event)) continue;
    const target = find(event);
    if (target) annotations.set(target, [...(annotations.get(target) ?? []), event]);
  }
  return events
    .filter((event) => !ANNOTATIONS.has(event.type) && !retracted.has(event))
    .map((event) => (annotations.has(event) ? cached(event, annotations) : plain(event)));
}

const lastKnown = new WeakMap<RecordedDevelopment, { readonly annotations: string; readonly known: KnownEvent }>();

/** The same object as long as nothing more is known of the event: who folds again can tell what changed. */
function cached(
  event: RecordedDevelopment,
  annotations: ReadonlyMap<RecordedDevelopment, readonly RecordedDevelopment[]>,
): KnownEvent {
  const own = annotations.get(event) ?? [];
  const applied = own.flatMap((one) => [one, ...(annotations.get(one) ?? [])]);
  const key = applied.map((one) => one.seq).join();
  const last = lastKnown.get(event);
  if (last?.annotations === key) return last.known;
  const known = annotated(event, annotations);
  lastKnown.set(event, { annotations: key, known });
  return known;
}

/** Finds the event that another one speaks about: by its key within the same stream, or by its event id. */
export function targetFinder(
  events: readonly RecordedDevelopment[],
): (from: RecordedDevelopment, key?: string) => RecordedDevelopment | undefined {
  const byName = new Map<string, RecordedDevelopment>();
  for (const event of events) {
    byName.set(`${event.stream} ${event.key}`, event);
    byName.set(event.eventId, event);
  }
  return (from, key = from.target) =>
    key === undefined ? undefined : (byName.get(`${from.stream} ${key}`) ?? byName.get(key));
}

const plain = memo((event: RecordedDevelopment): KnownEvent => annotated(event, new Map()));

type Rectifiable = Pick<RecordedDevelopment, 'occurredOn' | 'appliesTo' | 'facts' | 'place' | 'after' | 'before'>;

function annotated(
  event: RecordedDevelopment,
  annotations: ReadonlyMap<RecordedDevelopment, readonly RecordedDevelopment[]>,
): KnownEvent {
  const own = annotations.get(event) ?? [];
  const rectifications = own.filter((one) => one.type === 'Rectified');
  const now = rectified(event, rectifications);
  const sources = own.filter((one) => one.type === 'SourceAdded');
  const identified = own
    .filter((one) => one.type === 'ParticipantsIdentified')
    .map((one) => rectified(one, rectificationsOf(one, annotations)));
  const told = [event, ...sources].flatMap(toldBy);
  return {
    event,
    occurredOn: now.occurredOn,
    dateKnownSince:
      rectifications.findLast((one) => one.facts['field'] === '/occurredOn')?.knownSince ?? event.knownSince,
    facts: now.facts,
    place: now.place,
    after: now.after,
    before: now.before,
    rosters: [now.appliesTo, ...identified.map((one) => one.appliesTo)]
      .filter((roster) => roster !== undefined)
      .map(rosterOf),
    totals: now.appliesTo?.totals ?? [],
    among: now.appliesTo?.among,
    hasRoster: now.appliesTo !== undefined,
    told,
    stillOn: sources.flatMap((one) => stillOn(one, rectified(one, rectificationsOf(one, annotations)))),
    rectifications: rectifications.map((one) => one.seq),
    annotations: own.map((one) => one.seq),
  };
}

const rectificationsOf = (
  event: RecordedDevelopment,
  annotations: ReadonlyMap<RecordedDevelopment, readonly RecordedDevelopment[]>,
) => (annotations.get(event) ?? []).filter((one) => one.type === 'Rectified');

/** The fields of an event after its rectifications, in log order. Also used to check the `old` of the next one. */
export function rectified(event: RecordedDevelopment, rectifications: readonly RecordedDevelopment[]): Rectifiable {
  const { occurredOn, appliesTo, facts, place, after, before } = event;
  const fields = { occurredOn, appliesTo, facts, place, after, before } as Rectifiable;
  return rectifications.reduce((now, one) => setAtPointer(now, String(one.facts['field']), one.facts['new']), fields);
}

const toldBy = (event: RecordedDevelopment): Told[] =>
  event.assertions.map((assertion) => ({ assertion, seq: event.seq, knownSince: event.knownSince }));

const rosterOf = (appliesTo: AppliesTo): Roster => ({
  references: appliesTo.references,
  basis: appliesTo.basis ?? 'named',
});

function stillOn(source: RecordedDevelopment, { facts }: Rectifiable): KnownEvent['stillOn'] {
  const on = facts['stillOn'];
  return typeof on === 'string' ? [{ seq: source.seq, on, knownSince: source.knownSince, told: toldBy(source) }] : [];
}
