import { foldEvent } from '../fold/fold-event.js';
import { knownEvents, type KnownEvent } from '../fold/known.js';
import { emptyStatus, type DescribedStatus } from '../fold/status-body.js';
import { hear } from '../fold/voice.js';
import type { Lens } from '../record/development.js';
import type { Day } from '../time/day.js';
import { PERSON_VIEWS } from '../views/catalogue.js';
import { membersOn } from './board-answer.js';
import { requireReference } from './cursor.js';
import type { Question } from './question.js';
import type { RecordReader } from './reader.js';
import { knownSubject } from './status-answer.js';
import { eventsOf, tellEvent, tellStatus, type Developments, type Json } from './tell.js';

export interface ChangesAsked {
  readonly case?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What changed between two pairs of days: new developments of a case, and the statuses that are other, with why. */
export async function changesAnswer(
  reader: RecordReader,
  from: Question,
  to: Question,
  asked: ChangesAsked,
): Promise<Json> {
  await requireReference(reader, asked.after, to);
  const people = await peopleOf(reader, asked.case, from, to);
  const page = people.filter((one) => asked.after === undefined || one > asked.after).slice(0, asked.limit);
  const statuses: Json[] = [];
  for (const reference of page) statuses.push(...(await changesOf(reader, reference, from, to)));
  const developments =
    asked.case === undefined
      ? null
      : (await reader.developmentsOf(asked.case, to.moment))
          .filter((event) => event.seq > from.moment.seq)
          .map(tellEvent);
  return {
    from: from.echo,
    to: to.echo,
    case: asked.case ?? null,
    developments,
    statuses,
    next: people.some((one) => one > (page.at(-1) ?? '\uffff')) ? page.at(-1) : null,
  };
}

async function peopleOf(
  reader: RecordReader,
  reference: string | undefined,
  from: Question,
  to: Question,
): Promise<string[]> {
  if (reference === undefined)
    return (await reader.subjects(to.moment, 'individual')).map((one) => one.reference).sort();
  const subject = await knownSubject(reader, reference, to, 'case');
  const members = await Promise.all([membersOn(reader, subject, from), membersOn(reader, subject, to)]);
  return [...new Set(members.flatMap(({ certain, possible }) => [...certain, ...possible]))].sort();
}

async function changesOf(reader: RecordReader, reference: string, from: Question, to: Question): Promise<Json[]> {
  const at = (asOf: Question, known: Question) =>
    reader.segments(reference, { asOf: asOf.asOf, moment: known.moment, lens: to.lens });
  const [before, now, learned, passed] = await Promise.all([at(from, from), at(to, to), at(from, to), at(to, from)]);
  const changed: Json[] = [];
  for (const view of PERSON_VIEWS) {
    const statusIn = (statuses: typeof now) => statuses.get(view.name) ?? emptyStatus(view);
    const [a, b] = [statusIn(before), statusIn(now)];
    if (shownKey(a) === shownKey(b)) continue;
    const developments = await reader.developments([...eventsOf(a), ...eventsOf(b)]);
    const why = whyChanged(shownKey(a), {
      hasHappened: decidingIn(b, developments).some((one) => isAfter(one, to.lens, from.asOf)),
      learned: shownKey(statusIn(learned)),
      passed: shownKey(statusIn(passed)),
    });
    changed.push({
      parliamentarian: reference,
      view: view.name,
      why,
      from: tellStatus(view, a, from.asOf, developments),
      to: tellStatus(view, b, to.asOf, developments),
    });
  }
  return changed;
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
 * As corrected: a correction, or a further source, is nothing that happened itself. Of a disputed status also what disputes it: that alone may
 * be what changed.
 */
function decidingIn({ certainty, body }: DescribedStatus, developments: Developments): readonly KnownEvent[] {
  const seqs = certainty === 'disputed' ? [...body.because, ...body.accounts] : body.because;
  const inOrder = [...new Set(seqs)].sort((a, b) => a - b);
  return knownEvents(inOrder.flatMap((seq) => developments.get(seq) ?? []));
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
