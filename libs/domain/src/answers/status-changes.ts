import type { Segment } from '../fold/cut.js';
import { foldEvent } from '../fold/fold-event.js';
import { isAnnotation, knownEvents, type KnownEvent } from '../fold/known.js';
import { emptyStatus, type DescribedStatus } from '../fold/status-body.js';
import { hear } from '../fold/voice.js';
import { streamOf, type Lens, type RecordedDevelopment } from '../record/development.js';
import type { Day } from '../time/day.js';
import type { AnyView } from '../views/view.js';
import { BEGINNINGS } from './beginnings.js';
import type { Question } from './question.js';
import type { RecordReader, StatusQuery } from './reader.js';
import { eventsOf, tellEvent, tellStatus, type Developments, type Json } from './tell.js';

/** Whether a case is before the Committee is no voice's to say. */
const OF_OPENINGS = 'working';

type OpeningOn = (query: Pick<StatusQuery, 'asOf' | 'moment'>) => KnownEvent | null;

export interface Compared {
  /** As a reader knows it. */
  readonly subject: string;
  readonly views: readonly AnyView[];
  /** Of a case. */
  readonly openingOn?: OpeningOn;
}

/** What holds by one question. */
interface Standing {
  readonly statuses: ReadonlyMap<string, Segment>;
  readonly opening: KnownEvent | null;
}

/** The statuses of one subject that are other, with why. Of a case that was opened since it is all of them, with what opened it. */
export async function statusChanges(
  reader: RecordReader,
  { subject, views, openingOn = () => null }: Compared,
  from: Question,
  to: Question,
): Promise<Json[]> {
  const at = async ({ asOf }: Question, { moment }: Question): Promise<Standing> => {
    const query = { asOf, moment, lens: to.lens };
    return { statuses: await reader.segments(subject, query), opening: openingOn(query) };
  };
  const [before, now, learned, passed] = await Promise.all([at(from, from), at(to, to), at(from, to), at(to, from)]);
  const opening = before.opening ? null : now.opening;
  const changed: Json[] = [];
  for (const view of views) {
    const statusIn = ({ statuses }: Standing) => statuses.get(view.name) ?? emptyStatus(view);
    const keyIn = (one: Standing): string => JSON.stringify([opening && one.opening !== null, shownKey(statusIn(one))]);
    if (keyIn(before) === keyIn(now)) continue;
    const [a, b] = [statusIn(before), statusIn(now)];
    const developments = await reader.developments([...eventsOf(a), ...eventsOf(b)]);
    const isNew = opening !== null && isAfter(opening, OF_OPENINGS, from.asOf);
    const hasHappened = isNew || decidingIn(b, developments).some((one) => isAfter(one, to.lens, from.asOf));
    changed.push({
      view: view.name,
      why: whyChanged(keyIn(before), { hasHappened, learned: keyIn(learned), passed: keyIn(passed) }),
      ...(opening && { opened: tellEvent(opening.event) }),
      from: tellStatus(view, a, from.asOf, developments),
      to: tellStatus(view, b, to.asOf, developments),
    });
  }
  return changed;
}

/** What brought a case before the Committee, where it certainly was by a day, as was known at a moment. */
export function openingsOf(reference: string, developments: readonly RecordedDevelopment[]): OpeningOn {
  const told = developments.filter(
    ({ type, stream }) => isAnnotation(type) || (BEGINNINGS.has(type) && stream === streamOf(reference)),
  );
  return ({ asOf, moment: { seq } }) => {
    const beginnings = knownEvents(told.filter((one) => one.seq <= seq)).flatMap((known) => {
      const heard = hear(known, OF_OPENINGS);
      return heard?.counts ? [{ known, by: heard.account.range.to }] : [];
    });
    const [first] = beginnings.toSorted((one, other) => one.by - other.by);
    return first && first.by <= asOf ? first.known : null;
  };
}

interface Causes {
  /** What decides it lies after the earlier day. */
  readonly hasHappened: boolean;
  /** The earlier day, as the later record tells it. */
  readonly learned: string;
  /** The later day, as the earlier record told it. */
  readonly passed: string;
}

/** `happened`: something, after the earlier day. `learned`: else, the record now tells that day otherwise. `time`: nothing new was needed. */
function whyChanged(before: string, { hasHappened, learned, passed }: Causes): 'learned' | 'time' | 'happened' {
  if (hasHappened) return 'happened';
  if (learned !== before) return 'learned';
  return passed !== before ? 'time' : 'happened';
}

/**
 * As corrected, and as every source tells it: a correction, or a further source, is nothing that happened itself. Of a disputed status also what
 * disputes it: that alone may be what changed.
 */
function decidingIn({ certainty, body }: DescribedStatus, developments: Developments): readonly KnownEvent[] {
  const inOrder = [...new Set([...body.because, ...body.accounts])].sort((a, b) => a - b);
  const known = knownEvents(inOrder.flatMap((seq) => developments.get(seq) ?? []));
  return certainty === 'disputed' ? known : known.filter(({ event }) => body.because.includes(event.seq));
}

/** Certainly: a vague date, or a beginning that nobody told, may mean that it had happened. */
function isAfter(known: KnownEvent, lens: Lens, day: Day): boolean {
  const heard = hear(known, lens);
  if (!heard) return false;
  const { from, open } = foldEvent(known, heard.account, 'named', '');
  return !open && from > day;
}

/** What of a status makes it another one when it changes. */
export const shownKey = ({ value, certainty, otherwise, body }: DescribedStatus): string =>
  JSON.stringify([value, certainty, otherwise, body.since, body.until, body.details]);
