import { tellEvents, type Json, type Question } from '#domain';
import { accountsOf, type AccountTold } from './accounts.js';
import { happenedBy, type Heard, type HeardRecord } from './heard.js';

/** A field of the card: what it says, the event that it says it by, and who tells that event otherwise. */
export interface CardField {
  readonly date: string;
  readonly because: readonly Json[];
  readonly otherwise: readonly AccountTold[];
  readonly [detail: string]: unknown;
}

export const SIDES = ['fromAuthorities', 'fromComplainant', 'toAuthorities', 'toComplainant'] as const;

export interface Card {
  readonly status: Json;
  readonly affiliation: { readonly kind: string; readonly because: readonly Json[] } | null;
  readonly complaint: CardField | null;
  readonly members: Json;
  readonly lastDecision: CardField | null;
  readonly lastMission: CardField | null;
  /** Those of the latest date: a hearing of each side. */
  readonly lastHearings: readonly CardField[];
  readonly communications: Readonly<Record<(typeof SIDES)[number], CardField | null>>;
}

/** @param before the card without the decision that is being printed, for the recent decision is the one before it. */
export function cardOf(answer: Json, before: Json, record: HeardRecord, question: Question): Card {
  const told = (field: unknown, date = 'date') => fieldOf(field as Json | null, date, record);
  const communications = answer['communications'] as Readonly<Record<string, Json | null>>;
  return {
    status: answer['status'] as Json,
    affiliation: affiliationOf(record, question),
    complaint: told(answer['complaint'], 'submitted'),
    members: answer['members'] as Json,
    lastDecision: told(before['lastDecision']),
    lastMission: told(answer['lastMission']),
    lastHearings: hearingsOf(record, question),
    communications: Object.fromEntries(
      SIDES.map((side) => [side, told(communications[side])]),
    ) as Card['communications'],
  };
}

function fieldOf(field: Json | null, date: string, record: HeardRecord): CardField | null {
  if (!field) return null;
  const because = field['because'] as readonly Json[];
  const heard = record.all.find(({ known }) => known.event.eventId === because[0]?.['eventId']);
  return { ...field, date: String(field[date]), because, otherwise: heard ? otherwise(heard) : [] };
}

/** Those who tell another date. */
const otherwise = ({ known, account }: Heard): AccountTold[] =>
  accountsOf(known).filter(({ occurredOn }) => occurredOn !== null && occurredOn !== account.occurredOn);

const AFFILIATIONS = new Set(['parliament_affiliated', 'parliament_not_affiliated', 'parliament_suspended']);

/** Whether the parliament belongs to the IPU is noted by such a kind. */
function affiliationOf(record: HeardRecord, question: Question): Card['affiliation'] {
  const last = happenedBy(record.ofCase, question).findLast(
    ({ known, account }) => known.event.type === 'DevelopmentNoted' && AFFILIATIONS.has(String(account.facts['kind'])),
  );
  return last ? { kind: String(last.account.facts['kind']), because: because(last, record) } : null;
}

function hearingsOf(record: HeardRecord, question: Question): CardField[] {
  const hearings = happenedBy(record.ofCase, question).filter(({ known }) => known.event.type === 'HearingHeld');
  const last = hearings.at(-1);
  return hearings
    .filter(({ account }) => account.occurredOn === last?.account.occurredOn)
    .map((heard) => ({
      date: heard.account.occurredOn,
      with: heard.account.facts['with'],
      occasion: heard.account.facts['occasion'] ?? null,
      because: because(heard, record),
      otherwise: otherwise(heard),
    }));
}

const because = ({ known }: Heard, { developments }: HeardRecord): Json[] =>
  tellEvents([known.event.seq, ...known.rectifications], developments);
