import type { Segment } from '../fold/cut.js';
import type { Lens, RecordedDevelopment } from '../record/development.js';
import type { Day } from '../time/day.js';

/** The record up to one event: what was known when that was the end of the log. */
export interface Moment {
  /** Ordinal of the last event known; 0: nothing was. */
  readonly seq: number;
  readonly position: string;
}

export interface SubjectRow {
  readonly reference: string;
  readonly kind: 'individual' | 'collective';
  readonly country: string;
  /** The name of a parliamentarian, the title of a collective case, as last known by then. */
  readonly name: string | null;
}

export interface StatusQuery {
  readonly moment: Moment;
  readonly asOf: Day;
  readonly lens: Lens;
}

export interface BoardQuery extends StatusQuery {
  readonly view: string;
  /** Absent: every value but the first. */
  readonly value?: string;
  readonly country?: string;
  /** Only these people: the certain and possible members of a case. */
  readonly among?: readonly string[];
}

/** One subject's segment on the day of the question. */
export interface Placed {
  readonly reference: string;
  readonly segment: Segment;
}

/** Statuses that hold, certainly or possibly, on some day of a span, both ends included. */
export interface SpellQuery {
  readonly moment: Moment;
  readonly lens: Lens;
  readonly view: string;
  /** None of them the view's first: that is what holds where nothing is recorded. */
  readonly values: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** Only what was last confirmed on one of these days, both ends included. */
  readonly confirmed?: { readonly from: Day; readonly to: Day };
}

/** A day on which a status by `working` begins. */
export interface Turn {
  readonly reference: string;
  readonly view: string;
  readonly day: Day;
}

export interface BoardCount {
  readonly value: string;
  readonly certain: number;
  readonly possible: number;
}

/**
 * What answers are made from. Two things can give it: the rows, in one indexed read, and the plain replay of the log, which judges them.
 * Days that no segment covers have the view's first value.
 */
export interface RecordReader {
  /** The last event known by an instant (ms), or all of them. */
  momentAt(knownBy: number | null): Promise<Moment>;
  /** The event at a position that was given by this record; null where there is none. */
  momentOf(position: string): Promise<Moment | null>;
  /** By reference or by a label once in use; null where the record did not know it by then. */
  subject(reference: string, moment: Moment): Promise<SubjectRow | null>;
  subjects(moment: Moment, kind?: SubjectRow['kind']): Promise<readonly SubjectRow[]>;
  /** Every view of one subject that has a segment on that day. */
  segments(subject: string, query: StatusQuery): Promise<ReadonlyMap<string, Segment>>;
  /** All segments of one view of one subject, in order of days. */
  timeline(subject: string, view: string, moment: Moment, lens: Lens): Promise<readonly Segment[]>;
  boardCounts(query: BoardQuery): Promise<readonly BoardCount[]>;
  /** In the order of references, after `after`, at most `limit`. */
  boardRows(query: BoardQuery, after: string | null, limit: number): Promise<readonly Placed[]>;
  /** Groups that a source counts and does not fully name: one segment each, as of an unnamed member. */
  groups(query: BoardQuery): Promise<readonly Placed[]>;
  /** In the order of references and days: the people after `after`, at most `limit` of them, with all segments that match. */
  spells(query: SpellQuery, after: string | null, limit: number): Promise<readonly Placed[]>;
  /** Of people, with `from` and `to` included; in the order of days, references and views. */
  turns(from: Day, to: Day, moment: Moment): Promise<readonly Turn[]>;
  /** In the order of the log, after an ordinal, what could be read by the moment. */
  developmentsAfter(seq: number, moment: Moment, limit: number): Promise<readonly RecordedDevelopment[]>;
  developments(seqs: readonly number[]): Promise<ReadonlyMap<number, RecordedDevelopment>>;
  /** What stands on a case's stream or was logged elsewhere for it too, with all annotations known by then. */
  developmentsOf(reference: string, moment: Moment): Promise<readonly RecordedDevelopment[]>;
  /** Those who are known by then of the references, which are their own: no other label is looked for. */
  subjectsNamed(references: readonly string[], moment: Moment): Promise<ReadonlyMap<string, SubjectRow>>;
  /** All who were ever known as members of a collective case. */
  everMembers(reference: string, moment: Moment): Promise<readonly string[]>;
  /** Parties of that name, by country. */
  partyCountries(name: string, moment: Moment): Promise<readonly string[]>;
  /** Where the record of somebody stops, because an event on one of their cases could not be read. */
  incompleteSince(reference: string): Promise<{ readonly stream: string; readonly revision: number } | null>;
}
