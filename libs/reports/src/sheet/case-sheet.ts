import { caseCard, membersOn, type Json, type Question, type RecordReader } from '#domain';
import { cardOf, type Card } from './card.js';
import { chronologyOf, type ChronologyEntry } from './chronology.js';
import { decisionOn, type PrintedDecision } from './decision.js';
import { heardOf } from './heard.js';
import { mentionedIn, type Mentioned } from './mentioned.js';
import { openRecommendations, type OpenRecommendation } from './recommendations.js';
import { earlierLabels, rosterOf, type Labelled, type RosterLine } from './roster.js';
import { situationOf, type MembersTold } from './situation.js';
import { victimsOf, type VictimsTold } from './victims.js';
import { violationsOf, type ViolationLine } from './violations.js';

/** What the Committee prints of a case, as of a day, by what was known at a moment. Without words of any language but the record's. */
export interface CaseSheet extends MembersTold {
  readonly reference: string;
  readonly label: string;
  readonly earlier: readonly string[];
  readonly kind: string;
  readonly country: string;
  readonly title: string | null;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly position: string;
  readonly lens: string;
  /** The decision adopted on that very day, whose card this is. */
  readonly decision: PrintedDecision | null;
  readonly roster: readonly RosterLine[];
  readonly violations: readonly ViolationLine[];
  readonly card: Card;
  readonly victims: VictimsTold;
  readonly chronology: readonly ChronologyEntry[];
  /** Whom its lines concern besides those on the roster. */
  readonly mentioned: readonly Mentioned[];
  readonly recommendations: readonly OpenRecommendation[];
}

/** The lens decides the statuses of `situation`; the rest is the secretariat's own reading with every voice beside it. */
export async function caseSheet(reader: RecordReader, reference: string, question: Question): Promise<CaseSheet> {
  const answer = await caseCard(reader, reference, question);
  const key = String(answer['reference']);
  const kind = String(answer['kind']);
  const members = await membersOn(reader, { reference: key, kind }, question);
  const record = await heardOf(reader, key, [...members.certain, ...members.possible], question);
  const decision = decisionOn(record, question);
  const before = decision ? await caseCard(reader, key, question, decision.eventId) : answer;
  const roster = await rosterOf(reader, members, question);
  const labels = answer['references'] as Labelled;
  const label = labels.at(-1)!.reference;
  const violations = await violationsOf(reader, answer, record, question);
  const chronology = chronologyOf(record, question);
  return {
    reference: key,
    label,
    earlier: earlierLabels(labels),
    kind,
    country: String(answer['country']),
    title: answer['title'] as string | null,
    ...question.echo,
    decision,
    roster,
    violations,
    card: cardOf(answer, before, record, question),
    victims: await victimsOf(reader, roster, kind === 'collective' ? (answer['members'] as Json) : null, question),
    ...(await situationOf(reader, key, roster, question)),
    chronology,
    mentioned: await mentionedIn(reader, { reference: key, roster, violations, chronology }, question),
    recommendations: openRecommendations(record, question),
  };
}
