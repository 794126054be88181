import {
  caseOf,
  targetFinder,
  tellEvent,
  type Json,
  type Question,
  type RecordedDevelopment,
  type RecordReader,
  type SubjectRow,
} from '#domain';
import { breath } from '../statistics/docket.js';

export interface Scope {
  readonly subject: SubjectRow | null;
  readonly country: string | undefined;
  readonly subjects: ReadonlyMap<string, SubjectRow>;
}

const PAGE = 200;
type Find = ReturnType<typeof targetFinder>;

/** In the order of the log: what became known between the two, on a case or elsewhere for it too; whom it concerns, and what it is about. */
export async function developmentsBetween(
  reader: RecordReader,
  { subject, country, subjects }: Scope,
  from: Question,
  to: Question,
): Promise<Json[]> {
  if (subject) {
    const own = await reader.developmentsOf(subject.reference, to.moment);
    const find = targetFinder(own);
    return own.filter((event) => event.seq > from.moment.seq).map((event) => told(event, find));
  }
  const found: Json[] = [];
  for (let after = from.moment.seq; ;) {
    await breath();
    const page = await reader.developmentsAfter(after, to.moment, PAGE);
    const kept = page.filter(
      (event) => country === undefined || subjects.get(caseOf(event.stream))?.country === country,
    );
    const find = targetFinder(await targetsAmong(reader, kept, to));
    found.push(...kept.map((event) => told(event, find)));
    if (page.length === 0) return found;
    after = page.at(-1)!.seq;
  }
}

/** What those that speak about others may speak about: all that was logged on their cases, for it may be older than the first day. */
async function targetsAmong(
  reader: RecordReader,
  events: readonly RecordedDevelopment[],
  { moment }: Question,
): Promise<RecordedDevelopment[]> {
  const cases = new Set(events.filter(({ target }) => target !== undefined).map(({ stream }) => caseOf(stream)));
  const found: RecordedDevelopment[] = [];
  for (const reference of cases) found.push(...(await reader.developmentsOf(reference, moment)));
  return found;
}

function told(event: RecordedDevelopment, find: Find): Json {
  const about = find(event);
  return { ...toldAlone(event), about: about === undefined ? null : toldAlone(about) };
}

const toldAlone = (event: RecordedDevelopment): Json => ({
  case: caseOf(event.stream),
  ...tellEvent(event),
  concerns: event.appliesTo?.references ?? [],
  unnamed: (event.appliesTo?.totals ?? []).map(({ words }) => words),
});
