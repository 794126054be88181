import { caseOf, isoOf, referencesNamed, sharedBy, Summary, type KnownEvent, type Place, type Question } from '#domain';
import { accountsOf, type AccountTold } from './accounts.js';
import type { Heard, HeardRecord } from './heard.js';

/** One entry of the summary: what happened, by the version that counts, and every version. */
export interface ChronologyEntry {
  readonly eventId: string;
  readonly case: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly text: string | Summary;
  readonly place: Place | null;
  /** Whom it concerns: those named, and how a group was told that was not, or not fully, named. */
  readonly people: readonly string[];
  readonly basis: 'named' | 'inferred';
  readonly unnamed: readonly string[];
  /** Whom exactly is not told: those among whom they may be. */
  readonly among: {
    readonly case: string;
    readonly references: readonly string[];
    readonly except: readonly string[];
  } | null;
  /** It may have happened after the day of the sheet. */
  readonly mayBeLater: boolean;
  /** Somebody denies it or tells it otherwise. */
  readonly isDisputed: boolean;
  /** False: no status follows from it. */
  readonly counts: boolean;
  readonly isCorrected: boolean;
  readonly stillOn: readonly string[];
  readonly knownSince: string;
  readonly backfilled: boolean;
  readonly accounts: readonly AccountTold[];
}

/** Told in other parts of the sheet, or bookkeeping of the case. */
const TOLD_ELSEWHERE = new Set([
  'CaseOpened',
  'CaseReferenceChanged',
  'IdentityRecorded',
  'ViolationsListed',
  'RecommendationIssued',
  'RecommendationAssessed',
]);
const KINDS_TOLD_ELSEWHERE = new Set([
  'session_held',
  'parliament_affiliated',
  'parliament_not_affiliated',
  'parliament_suspended',
]);

/** What happened, in order of days, with every party's version. */
export const chronologyOf = ({ all }: HeardRecord, question: Question): ChronologyEntry[] =>
  all.filter(belongsHere).map((heard) => entryOf(heard, question));

const belongsHere = ({ known, account }: Heard): boolean =>
  !TOLD_ELSEWHERE.has(known.event.type) && !KINDS_TOLD_ELSEWHERE.has(String(account.facts['kind']));

function entryOf({ known, account, variants, counts }: Heard, { asOf }: Question): ChronologyEntry {
  const accounts = accountsOf(known);
  const { event } = known;
  return {
    eventId: event.eventId,
    case: caseOf(event.stream),
    type: event.type,
    occurredOn: account.occurredOn,
    text: textOf(known),
    place: account.place ?? null,
    people: peopleOf(known),
    basis: known.rosters.some(({ basis }) => basis === 'named') || known.rosters.length === 0 ? 'named' : 'inferred',
    unnamed: known.totals.map(({ words }) => words),
    among: known.among
      ? { case: known.among.case, references: known.among.references ?? [], except: known.among.except ?? [] }
      : null,
    mayBeLater: account.range.to > asOf,
    isDisputed: variants.length > 0 || accounts.some(({ stance }) => stance === 'denies'),
    counts,
    isCorrected: known.rectifications.length > 0,
    stillOn: account.stillOn.filter(({ on }) => on <= asOf).map(({ on }) => isoOf(on)),
    knownSince: event.knownSince,
    backfilled: event.backfilled,
    accounts,
  };
}

/** A note in full; of anything else one line. It takes no side: what not all tell alike is told by each voice beside it. */
function textOf(known: KnownEvent): string | Summary {
  const { place: _, ...event } = known.event;
  const { facts, place } = sharedBy(known);
  const { text } = facts;
  return event.type === 'DevelopmentNoted' && typeof text === 'string'
    ? text
    : new Summary({ ...event, facts, ...(place && { place }) });
}

const peopleOf = (known: KnownEvent): string[] =>
  known.hasRoster || known.rosters.length > 0 ? referencesNamed(known) : [caseOf(known.event.stream)];
