import { tellEvents, type Json, type Place, type Question } from '#domain';
import { happenedBy, type Heard, type HeardRecord } from './heard.js';

/** The decision that was adopted on the day of the sheet: the one whose card this is. */
export interface PrintedDecision {
  readonly eventId: string;
  readonly body: string;
  readonly session: string | null;
  readonly mode: string;
  readonly symbol: string | null;
  readonly reservations: readonly string[];
  readonly place: Place | null;
  /** EDTF: the day of adoption, or the days of the session in which it falls, where they are recorded. */
  readonly date: string;
  readonly because: readonly Json[];
}

export function decisionOn(record: HeardRecord, question: Question): PrintedDecision | null {
  const happened = happenedBy(record.ofCase, question);
  const decision = happened.findLast(
    ({ known, account }) => known.event.type === 'DecisionAdopted' && account.range.to === question.asOf,
  );
  if (!decision || decision.account.range.kind === 'range') return null;
  const { facts, occurredOn, place } = decision.account;
  const session = sessionOf(decision, happened)?.account;
  const told = tellEvents([decision.known.event.seq, ...decision.known.rectifications], record.developments);
  return {
    eventId: decision.known.event.eventId,
    body: String(facts['body']),
    session: textOrNull(facts['session']),
    mode: String(facts['mode'] ?? 'not_stated'),
    symbol: textOrNull(facts['symbol']),
    reservations: (facts['reservations'] ?? []) as readonly string[],
    place: place ?? session?.place ?? null,
    date: session?.occurredOn ?? occurredOn,
    because: told,
  };
}

/** A session that lasted several days is noted as `session_held`. */
const sessionOf = ({ account }: Heard, happened: readonly Heard[]): Heard | undefined =>
  happened.find(
    (one) =>
      one.known.event.type === 'DevelopmentNoted' &&
      one.account.facts['kind'] === 'session_held' &&
      one.account.range.kind === 'span' &&
      one.account.range.from <= account.range.to &&
      account.range.to <= one.account.range.to,
  );

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
