import { needsPeople } from '../events/catalogue.js';
import { refused, type Refusal } from './decide-error.js';
import type { CaseKind } from './decide-state.js';
import type { Development } from './development.js';

/** What the rules ask about cases. */
export interface KnownCases {
  /** Null: the record knows no such case by then. */
  kindOf(reference: string): CaseKind | null;
  /** The known reference that a misspelt one most likely means. */
  nearest(reference: string): string | null;
}

/** A reference somewhere in a development, and where. */
export interface Mention {
  readonly path: string;
  readonly reference: string;
}

interface PrintedLine {
  readonly currently: 'all' | readonly string[];
  readonly previously?: readonly string[];
}

const NONE: readonly Mention[] = [];

/** Every reference that a roster names. */
export function mentionsIn({
  type,
  appliesTo,
  facts,
}: Pick<Development, 'type' | 'appliesTo' | 'facts'>): readonly Mention[] {
  if (appliesTo === undefined && type !== 'ViolationsListed') return NONE;
  const { references = [], among } = appliesTo ?? {};
  const lines = type === 'ViolationsListed' ? (facts['lines'] as readonly PrintedLine[]) : [];
  return [
    ...listed('/appliesTo/references', references),
    ...(among ? [{ path: '/appliesTo/among/case', reference: among.case }] : []),
    ...listed('/appliesTo/among/references', among?.references),
    ...listed('/appliesTo/among/except', among?.except),
    ...lines.flatMap(({ currently, previously }, index) => [
      ...listed(`/facts/lines/${index}/currently`, currently === 'all' ? [] : currently),
      ...listed(`/facts/lines/${index}/previously`, previously),
    ]),
  ];
}

const listed = (path: string, references: readonly string[] = []): Mention[] =>
  references.map((reference, index) => ({ path: `${path}/${index}`, reference }));

/** Whether those whom it hits are known by then, and whether anybody is. */
export function* rosterRefusals(
  development: Development,
  kind: CaseKind,
  known: KnownCases,
  own = development.case,
): Generator<Refusal> {
  const aboutPeople = needsPeople(development.type, development.facts);
  if (kind === 'collective' && aboutPeople && development.appliesTo === undefined)
    yield refused(
      'nobody-meant',
      '/appliesTo',
      `is missing: ${development.case} is a collective case, so say whom it hits, by references, totals or among`,
    );
  for (const mention of mentionsIn(development)) {
    const found = mention.reference === own ? kind : known.kindOf(mention.reference);
    const refusal = found === null ? unknownReference(mention, known) : kindRefusal(mention, found, aboutPeople);
    if (refusal) yield refusal;
  }
}

function kindRefusal({ path, reference }: Mention, found: CaseKind, aboutPeople: boolean): Refusal | null {
  if (path === '/appliesTo/among/case')
    return found === 'collective' ? null : refused('not-collective', path, ONE_PERSON, reference);
  if (found === 'individual' || !aboutPeople || !path.startsWith('/appliesTo/references/')) return null;
  return refused('not-a-parliamentarian', path, NO_PERSON, reference);
}

const ONE_PERSON = 'is an individual case: among.case is the collective case whose members may be meant';
const NO_PERSON = 'is a collective case: name its members, or say among.case where they are not named';

function unknownReference({ path, reference }: Mention, known: KnownCases): Refusal {
  const near = known.nearest(reference);
  const remedy = near === null ? 'open the case first (CaseOpened)' : `did you mean ${near}?`;
  return refused(
    'unknown-reference',
    path,
    `is not known to the record by then: ${remedy}; whoever becomes known later is a ParticipantsIdentified`,
    reference,
  );
}
