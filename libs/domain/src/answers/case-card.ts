import { emptyStatus } from '../fold/status-body.js';
import { streamOf } from '../record/development.js';
import type { PrintedLine } from '../views/violations.view.js';
import { viewNamed } from '../views/catalogue.js';
import { membersOn, type Members } from './board-answer.js';
import { identityAnswer, referencesOf, toldOf } from './identity-answer.js';
import { QuestionError, type Question } from './question.js';
import type { RecordReader, SubjectRow } from './reader.js';
import { knownSubject } from './status-answer.js';
import { eventsOf, tellEvents, tellStatus, type Json } from './tell.js';

type Told = Awaited<ReturnType<typeof toldOf>>;
type Said = Told['said'][number];

/** The fields that a decision prints, each with its reasons: answers.md 4. */
export async function caseCard(
  reader: RecordReader,
  reference: string,
  question: Question,
  before?: string,
): Promise<Json> {
  const subject = await knownSubject(reader, reference, question);
  const told = await toldOf(reader, subject, question);
  const said = happenedBy(told, question, before);
  const members = await membersOn(reader, subject, question);
  return {
    reference: subject.reference,
    ...question.echo,
    kind: subject.kind,
    country: subject.country,
    title: subject.name,
    references: referencesOf(subject.reference, told.known, question),
    status: await statusOf(reader, subject, question),
    complaint: complaintOf(said, told),
    members: await memberFields(reader, members, said, told, question),
    ...violationsOf(await boxesOf(reader, subject, said, question), members, told),
    lastDecision: last(said, told, ['DecisionAdopted'], ({ account }) => ({
      date: account.occurredOn,
      body: account.facts['body'],
      session: account.facts['session'] ?? null,
      symbol: account.facts['symbol'] ?? null,
      mode: account.facts['mode'] ?? 'not_stated',
      reservations: account.facts['reservations'] ?? [],
    })),
    lastMission: last(said, told, ['MissionConducted'], ({ account }) => missionOf(account.occurredOn)),
    lastHearing: last(said, told, ['HearingHeld'], ({ account }) => ({
      date: account.occurredOn,
      with: account.facts['with'],
      occasion: account.facts['occasion'] ?? null,
    })),
    communications: communicationsOf(said, told),
  };
}

/** What certainly happened by that day, in order of days; a decision being printed leaves itself out of its own card. */
function happenedBy(told: Told, { asOf }: Question, before?: string): Said[] {
  if (before !== undefined && !told.known.some(({ event }) => event.eventId === before || event.key === before))
    throw new QuestionError(
      'invalid-parameter',
      'before',
      'before must be the event id of a decision of this case that was known by then',
    );
  return told.said
    .filter(
      ({ known, account }) => account.range.to <= asOf && known.event.eventId !== before && known.event.key !== before,
    )
    .toSorted((a, b) => a.account.range.to - b.account.range.to || a.known.event.seq - b.known.event.seq);
}

function last(
  said: readonly Said[],
  told: Told,
  types: readonly string[],
  show: (one: Said) => Json,
  where: (one: Said) => boolean = () => true,
): Json | null {
  const one = said.findLast((each) => types.includes(each.known.event.type) && where(each));
  return one
    ? { ...show(one), because: tellEvents([one.known.event.seq, ...one.known.rectifications], told.developments) }
    : null;
}

async function statusOf(reader: RecordReader, subject: SubjectRow, question: Question): Promise<Json> {
  const view = viewNamed('caseStatus')!;
  const status = (await reader.segments(`case:${subject.reference}`, question)).get('caseStatus') ?? emptyStatus(view);
  return tellStatus(view, status, question.asOf, await reader.developments(eventsOf(status)));
}

function complaintOf(said: readonly Said[], told: Told): Json | null {
  return last(said, told, ['ComplaintSubmitted'], ({ account }) => ({
    submitted: account.occurredOn,
    category: account.facts['category'] ?? null,
    asPrinted: account.facts['asPrinted'] ?? null,
  }));
}

function missionOf(occurredOn: string): Json {
  const [from, to] = occurredOn.split('/');
  return { date: occurredOn, from: to === undefined ? null : from, to: to ?? null };
}

async function memberFields(
  reader: RecordReader,
  members: Members,
  said: readonly Said[],
  told: Told,
  question: Question,
): Promise<Json> {
  const identities = await Promise.all(members.certain.map((reference) => identityAnswer(reader, reference, question)));
  const genders = identities.map((one) => (one['gender'] as { value: string }).value);
  const chambers: Record<string, number> = {};
  for (const { chamber } of identities as { chamber?: string | null }[])
    if (chamber) chambers[chamber] = (chambers[chamber] ?? 0) + 1;
  return {
    listed: members.certain.length,
    possible: members.possible.length,
    men: genders.filter((gender) => gender === 'male').length,
    women: genders.filter((gender) => gender === 'female').length,
    chambers,
    references: members.certain,
    stated: last(
      said,
      told,
      ['DecisionAdopted'],
      ({ account }) => totalsOf(account.facts['memberTotals'] as Json),
      ({ account }) => account.facts['memberTotals'] !== undefined,
    ),
  };
}

const totalsOf = (totals: Json): Json => ({
  total: totals['total'] ?? null,
  men: totals['men'] ?? null,
  women: totals['women'] ?? null,
  chambers: totals['chambers'] ?? null,
});

/** A printed box, and whom each of its lines concerned on its day. */
interface Box {
  readonly said: Said;
  readonly lines: readonly { readonly line: PrintedLine; readonly concerns: readonly string[] }[];
}

async function boxesOf(
  reader: RecordReader,
  subject: SubjectRow,
  said: readonly Said[],
  question: Question,
): Promise<Box[]> {
  const boxes: Box[] = [];
  for (const one of said) {
    if (one.known.event.type !== 'ViolationsListed' || one.known.event.stream !== streamOf(subject.reference)) continue;
    const then = await membersOn(reader, subject, { ...question, asOf: one.account.range.to });
    boxes.push({ said: one, lines: linesOf(one).map((line) => ({ line, concerns: concerned(line, then) })) });
  }
  return boxes;
}

/** The box in force, and for each of its lines whom it, or a line of an earlier box with the same code, ever concerned. */
function violationsOf(
  boxes: readonly Box[],
  members: Members,
  told: Told,
): { violations: Json[]; violationCount: number } {
  const box = boxes.at(-1);
  if (!box) return { violations: [], violationCount: 0 };
  const { event, rectifications } = box.said.known;
  const because = tellEvents([event.seq, ...rectifications], told.developments);
  const printed = boxes.flatMap(({ lines }) => lines);
  const violations = box.lines.map(({ line }) => {
    const currently = concerned(line, members);
    const ever = printed
      .filter((one) => one.line === line || one.line.codes.some((code) => line.codes.includes(code)))
      .flatMap((one) => [...one.concerns, ...(one.line.previously ?? [])]);
    return {
      label: line.label,
      codes: line.codes,
      currently,
      previously: line.previously ?? [],
      atAnyTime: [...new Set([...currently, ...ever])].sort(),
      because,
    };
  });
  return { violations, violationCount: box.lines.length };
}

const linesOf = ({ account }: Said): readonly PrintedLine[] => account.facts['lines'] as readonly PrintedLine[];

const concerned = (line: PrintedLine, members: Members): readonly string[] =>
  line.currently === 'all' ? members.certain.filter((member) => !line.previously?.includes(member)) : line.currently;

function communicationsOf(said: readonly Said[], told: Told): Json {
  const latest = (type: string, party: string) =>
    last(
      said,
      told,
      [type],
      ({ account }) => ({ date: account.occurredOn, correspondent: account.facts['correspondent'] ?? null }),
      ({ account }) => account.facts['with'] === party,
    );
  return {
    fromAuthorities: latest('CommunicationReceived', 'authorities'),
    toAuthorities: latest('CommunicationSent', 'authorities'),
    fromComplainant: latest('CommunicationReceived', 'complainant'),
    toComplainant: latest('CommunicationSent', 'complainant'),
  };
}
