import { dated, isoOf, say, word, worded, type Question, type RecordReader, type Said, type Wording } from '#domain';
import ical, { ICalEventTransparency, type ICalCalendar } from 'ical-generator';
import { wordingIn } from '../labels/index.js';
import { dueItems, type FollowUpAsked } from './follow-up-answer.js';
import { dueText, type DueItem } from './due-item.js';

const MS_PER_DAY = 86_400_000;
const TITLE_CHARACTERS_MAX = 120;

const LABELS: Readonly<Record<DueItem['kind'], Said>> = {
  recommendation: say`Recommendation due`,
  reply: say`Reply due`,
  mission: say`Mission not granted`,
  ban: say`Ban ends`,
  confirmation: say`To be confirmed`,
};

/**
 * What is due on a day, as iCalendar (RFC 5545): one whole-day event each. An event keeps its UID for as long as the same is due, and its DTSTAMP
 * is when the record learned of it, so that the same question gives the same bytes. What has no day is in the list alone.
 */
export async function followUpCalendar(
  reader: RecordReader,
  asked: FollowUpAsked,
  question: Question,
): Promise<string> {
  const { language = 'en' } = asked;
  const wording = wordingIn(language);
  const calendar = ical({
    name: worded(say`Habeas: follow-up`, wording),
    prodId: { company: 'Habeas', product: 'follow-up', language: language.toUpperCase() },
  });
  for (const item of await dueItems(reader, asked, question))
    if (item.due !== null) addEvent(calendar, item, item.due, wording);
  return `${calendar.toString()}\r\n`;
}

function addEvent(calendar: ICalCalendar, item: DueItem, due: number, wording: Wording): void {
  const { kind, id, what, case: reference, parliamentarian, who, state, dueAsSaid } = item;
  const subject = parliamentarian ?? reference ?? '';
  calendar.createEvent({
    id: `${kind}-${id}@habeas`,
    stamp: new Date(item.knownSince),
    start: new Date(due * MS_PER_DAY),
    allDay: true,
    // Nobody is busy all day because something is due.
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: cut(worded(say`${subject}: ${LABELS[kind]}: ${what}`, wording)),
    description: [
      what,
      say`Addressed to: ${who}`,
      say`State: ${word(state, 'states')}`,
      say`Due: ${dated(dueAsSaid ?? isoOf(due))}`,
      say`Case: ${reference}`,
    ]
      .map((said) => dueText(said, wording))
      .filter((line) => line !== '')
      .join('\n'),
  });
}

const cut = (text: string): string =>
  text.length > TITLE_CHARACTERS_MAX ? `${text.slice(0, TITLE_CHARACTERS_MAX - 1)}…` : text;
