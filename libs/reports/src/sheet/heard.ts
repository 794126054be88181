import {
  caseOf,
  hear,
  knownEvents,
  type Account,
  type KnownEvent,
  type Question,
  type RecordedDevelopment,
  type RecordReader,
} from '#domain';

/** One development as the sheet tells it: what was known of it, and the version that counts for the secretariat. */
export interface Heard {
  readonly known: KnownEvent;
  readonly account: Account;
  /** Other versions of it. */
  readonly variants: readonly Account[];
  /** False: no status follows from it, for it is denied by a higher-ranked voice, or only alleged. */
  readonly counts: boolean;
}

/** What the sheet is made from: the developments of the case, and those of its people, each once, in order of days. */
export interface HeardRecord {
  readonly ofCase: readonly Heard[];
  readonly all: readonly Heard[];
  readonly developments: ReadonlyMap<number, RecordedDevelopment>;
}

export async function heardOf(
  reader: RecordReader,
  reference: string,
  people: readonly string[],
  question: Question,
): Promise<HeardRecord> {
  const own = await reader.developmentsOf(reference, question.moment);
  const seqsOfCase = new Set(own.map(({ seq }) => seq));
  const bySeq = new Map(own.map((one) => [one.seq, one]));
  for (const person of people.filter((one) => one !== reference))
    for (const one of await reader.developmentsOf(person, question.moment)) bySeq.set(one.seq, one);
  const developments = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const all = knownEvents(developments)
    .flatMap((known) => heardBy(known))
    .filter(({ account }) => account.range.from <= question.asOf)
    .sort((a, b) => a.account.range.from - b.account.range.from || a.known.event.seq - b.known.event.seq);
  return { ofCase: all.filter(({ known }) => seqsOfCase.has(known.event.seq)), all, developments: bySeq };
}

function heardBy(known: KnownEvent): Heard[] {
  const heard = hear(known, 'working');
  return heard ? [{ known, account: heard.account, variants: heard.variants, counts: heard.counts }] : [];
}

/** That certainly happened by the day of the question, in order of their last days. */
export const happenedBy = (heard: readonly Heard[], { asOf }: Question): Heard[] =>
  heard
    .filter(({ account, counts }) => counts && account.range.to <= asOf)
    .toSorted((a, b) => a.account.range.to - b.account.range.to || a.known.event.seq - b.known.event.seq);

/** What happened to a group of people is logged where it happened; what is noted of one person is theirs. */
export const caseIn = ({ known }: Heard): string => caseOf(known.event.stream);
