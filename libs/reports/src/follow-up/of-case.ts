import {
  say,
  streamOf,
  tellEvents,
  toldOf,
  word,
  type Question,
  type RecordReader,
  type Said as Telling,
  type SubjectRow,
} from '#domain';
import { lastDayOf, type DueItem } from './due-item.js';

type Told = Awaited<ReturnType<typeof toldOf>>;
type Said = Told['said'][number];

const SIDES = ['authorities', 'complainant', 'other'] as const;
const MISSION = new Set(['MissionRequested', 'MissionRefused', 'MissionAccepted', 'MissionConducted']);
/** Largely satisfactory: nothing more is asked. Source: domain.md 3.8, the Human Rights Committee's grades. */
const SATISFIED = 'A';

/** What is due in the procedure of one case, of what certainly happened by that day and stands on its own stream. */
export async function dueOfCase(reader: RecordReader, subject: SubjectRow, question: Question): Promise<DueItem[]> {
  const told = await toldOf(reader, subject, question);
  const said = told.said
    .filter(
      ({ known, account }) => known.event.stream === streamOf(subject.reference) && account.range.to <= question.asOf,
    )
    .toSorted(inTime);
  const item = (one: Said, more: Pick<DueItem, 'kind' | 'due' | 'dueAsSaid' | 'who' | 'what' | 'state'>): DueItem => ({
    id: one.known.event.eventId,
    case: subject.reference,
    country: subject.country,
    parliamentarian: null,
    name: subject.name,
    since: one.account.occurredOn,
    because: tellEvents([one.known.event.seq, ...one.known.rectifications], told.developments),
    knownSince: one.known.event.knownSince,
    seq: one.known.event.seq,
    ...more,
  });
  return [
    ...recommendations(said, item),
    ...SIDES.flatMap((side) => replies(side, said, item)),
    ...mission(said, item),
  ];
}

const inTime = (a: Said, b: Said): number =>
  a.account.range.to - b.account.range.to || a.known.event.seq - b.known.event.seq;

type Making = (one: Said, more: Pick<DueItem, 'kind' | 'due' | 'dueAsSaid' | 'who' | 'what' | 'state'>) => DueItem;

const due = (edtf: unknown): Pick<DueItem, 'due' | 'dueAsSaid'> => ({
  due: lastDayOf(edtf),
  dueAsSaid: typeof edtf === 'string' ? edtf : null,
});

/** Until the last assessment finds it satisfied. */
function recommendations(said: readonly Said[], item: Making): DueItem[] {
  const issued = said.filter(({ known }) => known.event.type === 'RecommendationIssued');
  return issued.flatMap((one) => {
    const { eventId, key } = one.known.event;
    const grade = said.findLast(
      ({ known: { event } }) =>
        event.type === 'RecommendationAssessed' && (event.target === key || event.target === eventId),
    )?.account.facts['grade'];
    if (grade === SATISFIED) return [];
    const { addressee, text, due: day } = one.account.facts;
    const state = grade === undefined ? 'ungraded' : `grade ${String(grade)}`;
    return [item(one, { kind: 'recommendation', ...due(day), who: String(addressee), what: String(text), state })];
  });
}

/** What was sent after the last that came from that side waits for an answer; and what came, where it set a day and nothing was sent since. */
function replies(side: (typeof SIDES)[number], said: readonly Said[], item: Making): DueItem[] {
  const with_ = said.filter(({ account }) => account.facts['with'] === side);
  const lastOf = (type: string): number => with_.findLastIndex(({ known }) => known.event.type === type);
  const [sent, received] = [lastOf('CommunicationSent'), lastOf('CommunicationReceived')];
  const after = (index: number, type: string): Said[] =>
    with_.slice(index + 1).filter(({ known }) => known.event.type === type);
  const ours = after(sent, 'CommunicationReceived').filter(({ account }) => account.facts['replyDue'] !== undefined);
  const show = (one: Said, what: Telling, state: string): DueItem => {
    const { correspondent, replyDue } = one.account.facts;
    const who = typeof correspondent === 'string' ? correspondent : word(side, 'correspondents');
    return item(one, { kind: 'reply', ...due(replyDue), who, what, state });
  };
  return [
    ...after(received, 'CommunicationSent').map((one) => show(one, ANSWERS[side].ofThem, 'awaited')),
    ...ours.map((one) => show(one, ANSWERS[side].toThem, 'owed')),
  ];
}

const ANSWERS = {
  authorities: { ofThem: say`Answer of the authorities`, toThem: say`Answer to the authorities` },
  complainant: { ofThem: say`Answer of the complainant`, toThem: say`Answer to the complainant` },
  other: { ofThem: say`Answer of the correspondent`, toThem: say`Answer to the correspondent` },
};

/** Asked for, and neither accepted nor conducted since. */
function mission(said: readonly Said[], item: Making): DueItem[] {
  const steps = said.filter(({ known }) => MISSION.has(known.event.type));
  const granted = steps.findLastIndex(({ known: { event } }) =>
    ['MissionAccepted', 'MissionConducted'].includes(event.type),
  );
  const since = steps.slice(granted + 1);
  const asked = since.findLast(({ known }) => known.event.type === 'MissionRequested') ?? since.at(-1);
  if (!asked) return [];
  const state = since.at(-1)!.known.event.type === 'MissionRefused' ? 'refused' : 'requested';
  const who = word('authorities', 'correspondents');
  return [item(asked, { kind: 'mission', due: null, dueAsSaid: null, who, what: say`Mission`, state })];
}
