import type { Facts, Place } from '../record/development.js';
import { isoOf, type Day } from '../time/day.js';
import type { Account, StillOn } from './voice.js';
import type { KnownEvent, Told } from './known.js';
import { memo, memoBy } from './memo.js';

/** An event as a view folds it: one account of it, and the days on which it can have happened. */
export interface FoldEvent {
  readonly seq: number;
  readonly type: string;
  readonly facts: Facts;
  readonly place: Place | undefined;
  /** EDTF for `since`: `../day` where the beginning is unknown. */
  readonly since: string;
  /** The days of one world or another; the same day twice for an exact date. */
  readonly from: Day;
  readonly to: Day;
  /** Its beginning is unknown: it was so by `to`, and began at some time since the view last said otherwise. */
  readonly open: boolean;
  /** The last day for which it vouches. */
  readonly confirms: Day;
  readonly time: string | undefined;
  readonly basis: 'named' | 'inferred';
  /** Later sources that say that it still held, each up to a day. */
  readonly stillOn: readonly StillOn[];
  /** Whose words it gathers. */
  readonly telling: readonly Told[];
  readonly known: KnownEvent;
  /** The reference of the one whose status is folded. */
  readonly whom: string;
  /** Of an event that comes by time alone, or of a later confirmation: the event that it belongs to. */
  readonly of?: FoldEvent;
}

/** By time alone: what `of` set comes to its end. */
export const ENDED_BY_TIME = '(ended by time)';
/** A later source says that what `of` set still held. */
export const STILL_HELD = '(still held)';

export const foldEvent = (known: KnownEvent, account: Account, basis: 'named' | 'inferred', whom: string): FoldEvent =>
  made[basis](account, whom, () => madeOf(known, account, basis, whom));

const made = { named: memoBy<Account, string, FoldEvent>(), inferred: memoBy<Account, string, FoldEvent>() };

function madeOf(known: KnownEvent, account: Account, basis: 'named' | 'inferred', whom: string): FoldEvent {
  const { range, occurredOn, stillOn } = account;
  const report = known.event.type === 'StatusReported';
  const open = range.kind === 'open' || (report && range.kind !== 'span');
  return {
    seq: known.event.seq,
    type: known.event.type,
    facts: account.facts,
    place: account.place,
    since: sinceOf(occurredOn, range.kind, open, isState(known.event.type)),
    ...begunBy(stillOn, daysOf(account, isState(known.event.type))),
    open,
    confirms: range.to,
    time: range.time,
    basis,
    stillOn,
    telling: account.telling,
    known,
    whom,
  };
}

export const isFoldEvent = (value: object): value is FoldEvent => 'known' in value && 'whom' in value;

const isState = (type: string): boolean => type === 'StatusReported' || type === 'DetentionConditionsReported';

/** `a/b` is a state that held from a; an act that took from a to b is done on b. */
function daysOf({ range }: Account, state: boolean): { from: Day; to: Day } {
  if (range.kind !== 'span') return { from: range.from, to: range.to };
  if (state) return { from: range.from, to: Math.min(range.lastBegin ?? range.from, range.to) };
  return { from: Math.max(range.firstEnd ?? range.to, range.from), to: range.to };
}

/** What still held on a day had begun by then, wherever its own date allows that. */
function begunBy(stillOn: readonly StillOn[], { from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  return { from, to: Math.min(to, ...stillOn.map(({ on }) => on).filter((on) => on >= from)) };
}

function sinceOf(occurredOn: string, kind: string, open: boolean, state: boolean): string {
  if (kind === 'span') return occurredOn.split('/')[state ? 0 : 1]!;
  return open && kind !== 'open'
    ? `../${
        occurredOn.startsWith('[')
          ? occurredOn
              .slice(1, -1)
              .split(/\.\.|,/)
              .at(-1)!
          : occurredOn
      }`
    : occurredOn;
}

export const endedByTime = (of: FoldEvent, from: Day, to: Day): FoldEvent =>
  ends(of, `${String(from)} ${String(to)}`, () => ({
    ...of,
    type: ENDED_BY_TIME,
    from,
    to,
    open: false,
    confirms: to,
    since: from === to ? isoOf(from) : `[${isoOf(from)}..${isoOf(to)}]`,
    time: undefined,
    of,
  }));

const ends = memoBy<FoldEvent, string, FoldEvent>();

export const stillHeld = (of: FoldEvent, confirms: (still: StillOn) => boolean = () => true): FoldEvent[] =>
  of.stillOn.filter(confirms).map((still) => confirmations(of, still, () => confirmation(of, still)));

const confirmations = memoBy<FoldEvent, StillOn, FoldEvent>();

const confirmation = (of: FoldEvent, { seq, on, said }: StillOn): FoldEvent => ({
  ...of,
  seq,
  type: STILL_HELD,
  from: on,
  to: on,
  open: false,
  confirms: on,
  since: said,
  time: undefined,
  stillOn: [],
  of,
});

/** A report of what began on its own day, where that follows from what was so before. */
export const begunThen = memo((report: FoldEvent): FoldEvent => ({
  ...report,
  open: false,
  since: report.since.replace(/^\.\.\//, ''),
}));
