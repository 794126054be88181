import { eventNamed, type Annotation, type CaseState } from './decide-state.js';
import { RuleError, conflict, notFound, refused, type Refusal } from './decide-error.js';
import { corrected, inForce, inNew, oldRefusals, type Correction } from './decide-rectified.js';
import { rosterRefusals, type KnownCases } from './decide-roster.js';
import { rectificationsOf, restingRefusals, targetRefusals, type Target } from './decide-target.js';
import type { Development } from './development.js';

/** What the record knows outside the case itself, by the time that the development becomes known. */
export interface KnownReferences extends KnownCases {
  /** That time: no corrected date lies after it. */
  readonly nowMs: number;
  /** The case that a label stands for, or stood for; case, hyphen and slash make no difference. */
  caseLabelled(label: string): string | null;
  /** The case whose reference a label spells. */
  caseSpelt(label: string): string | null;
  /** The case on whose stream an event is, by its event id. */
  elsewhere(eventId: string): CaseState | null;
  /** What was said about an event on other streams than its own. */
  annotationsElsewhere(eventId: string): readonly Annotation[];
  /** The content of the target of a rectification; null where it cannot be told, which refuses nothing. */
  contentOf(eventId: string): Development | null;
  /** In an import: a later line may have that key or event id. */
  mayComeLater(field: 'after' | 'before', name: string): boolean;
}

/** Lets the development pass, or says all that the record has against it. Decides nothing about revisions. */
export function decide(state: CaseState, development: Development, known: KnownReferences): void {
  const all = [...refusals(state, development, known)];
  const [first] = all;
  if (first) throw new RuleError(first, all);
}

export function* refusals(state: CaseState, development: Development, known: KnownReferences): Generator<Refusal> {
  const opening = openingRefusal(state, development, known);
  if (opening) {
    yield opening;
    return;
  }
  const kind = state.kind ?? (development.facts['kind'] as 'individual' | 'collective');
  if (kind !== 'collective' && (development.type === 'MembersAdded' || development.type === 'MembersRemoved'))
    yield refused('not-collective', '/type', `is for collective cases, and ${state.reference} is one parliamentarian`);
  yield* rosterRefusals(development, kind, known);
  yield* orderRefusals(state, development, known);
  if (development.type === 'CaseReferenceChanged')
    yield* labelRefusals(development, known, '/facts/reference', String(development.facts['reference']));
  if (development.type === 'CasesMerged') yield* mergerRefusals(development, known);
  if (development.target !== undefined) yield* aboutTarget(state, development, known, development.target);
}

function openingRefusal(state: CaseState, { type }: Development, known: KnownReferences): Refusal | null {
  const { reference } = state;
  if (type !== 'CaseOpened') return state.kind === null ? notOpen(reference, known) : null;
  if (state.kind !== null)
    return conflict('case-already-open', '/case', 'is open already: log developments to it, or open another reference');
  const other = known.caseLabelled(reference);
  if (other === null || other === reference) return null;
  return conflict('label-in-use', '/case', `is a label of ${other}: log to that case, or open another reference`);
}

function notOpen(reference: string, known: KnownReferences): Refusal {
  const near = known.nearest(reference);
  const remedy = near === null || near === reference ? '' : `, or did you mean ${near}?`;
  return notFound('case-not-open', '/case', `is not open: log a CaseOpened first${remedy}`, reference);
}

function* orderRefusals(state: CaseState, development: Development, known: KnownReferences): Generator<Refusal> {
  for (const field of ['after', 'before'] as const) {
    const name = development[field];
    if (name === undefined || eventNamed(state, name) !== null) continue;
    if (known.elsewhere(name) === null && !known.mayComeLater(field, name))
      yield refused('unknown-event', `/${field}`, `names no event of this case: ${NAME_OR_ID}`);
  }
}

const NAME_OR_ID = 'give the key of one, or the event id of an event of any case';

function* labelRefusals(
  { case: own }: Development,
  known: KnownReferences,
  path: string,
  label: string,
): Generator<Refusal> {
  const other = [known.caseLabelled(label), known.caseSpelt(label)].find((one) => one !== null && one !== own);
  if (other) yield conflict('label-in-use', path, `is in use for ${other} (case, hyphen and slash make no difference)`);
}

/** A case that goes on is not closed by that. */
function* mergerRefusals({ case: own, facts }: Development, known: KnownReferences): Generator<Refusal> {
  const into = String(facts['into']);
  if (into === own || known.caseLabelled(into) === own)
    yield refused('merged-into-itself', '/facts/into', 'is this case itself: name the case that goes on');
}

function* aboutTarget(
  state: CaseState,
  development: Development,
  known: KnownReferences,
  name: string,
): Generator<Refusal> {
  const target = targetNamed(state, known, name);
  if (target === null) {
    yield refused('unknown-target', '/target', NO_TARGET);
    return;
  }
  const found = [...targetRefusals(development, target)];
  yield* found;
  if (found.length > 0) return;
  if (development.type === 'Rectified') yield* aboutCorrection(development, target, known);
  if (development.type === 'Retracted' && target.type === 'Rectified') yield* aboutRested(state, target, known);
}

const NO_TARGET = `names no event of this case that was logged before: ${NAME_OR_ID}`;

function targetNamed(state: CaseState, known: KnownReferences, name: string): Target | null {
  const here = eventNamed(state, name) === null ? known.elsewhere(name) : state;
  const eventId = here && eventNamed(here, name);
  if (!here || eventId === null) return null;
  const annotationsOf = (of: string): readonly Annotation[] =>
    onceEach([
      ...(here.annotations.get(of) ?? []),
      ...(state.annotations.get(of) ?? []),
      ...known.annotationsElsewhere(of),
    ]);
  return {
    eventId,
    type: here.types.get(eventId)!,
    aboutNobody: here.aboutNobody.has(eventId),
    annotations: annotationsOf(eventId),
    annotationsOf,
  };
}

const onceEach = (annotations: readonly Annotation[]): Annotation[] =>
  annotations.filter(({ eventId }, index) => annotations.findIndex((one) => one.eventId === eventId) === index);

/** A rectification that is retracted: those of the same event that came later must not rest on it. */
function* aboutRested(state: CaseState, target: Target, known: KnownReferences): Generator<Refusal> {
  for (const [about, annotations] of state.annotations) {
    const own = annotations.find(({ eventId }) => eventId === target.eventId);
    if (!own) continue;
    const all = [...annotations, ...known.annotationsElsewhere(about)];
    yield* restingRefusals(own, rectificationsOf({ ...target, annotations: all }));
  }
}

function* aboutCorrection(development: Development, target: Target, known: KnownReferences): Generator<Refusal> {
  const content = known.contentOf(target.eventId);
  if (content === null) return;
  const { field, old, new: next } = development.facts as { field: string; old: unknown; new: unknown };
  const correction: Correction = { field, old, next };
  const now = inForce(content, rectificationsOf(target));
  const stale = [...oldRefusals(now, correction, known.nowMs)];
  yield* stale;
  if (stale.length > 0) return;
  const result = corrected(now, correction, known.nowMs);
  if ('refusals' in result) yield* result.refusals;
  else for (const refusal of resultRefusals(result.development, content, known)) yield inNew(refusal, field);
}

/** What the record has against the event as it would become. */
function* resultRefusals(result: Development, content: Development, known: KnownReferences): Generator<Refusal> {
  if (content.type === 'CaseOpened' && result.facts['kind'] !== content.facts['kind'])
    yield refused('kind-is-fixed', '/facts/kind', 'stays what the case was opened as: open another case');
  const kind = known.kindOf(content.case);
  if (kind !== null) yield* rosterRefusals(result, kind, known);
  if (content.type === 'CaseReferenceChanged')
    yield* labelRefusals(content, known, '/facts/reference', String(result.facts['reference']));
  if (content.type === 'CasesMerged') yield* mergerRefusals(result, known);
}
