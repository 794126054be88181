import { isoOf, type Question, type RecordReader } from '#domain';
import ical, { ICalEventTransparency, type ICalCalendar } from 'ical-generator';
import { dueItems, type FollowUpAsked } from './follow-up-answer.js';
import type { DueItem } from './due-item.js';

const MS_PER_DAY = 86_400_000;
const TITLE_CHARACTERS_MAX = 120;

const LABELS: Readonly<Record<DueItem['kind'], string>> = {
  recommendation: 'Recommendation due',
  reply: 'Reply due',
  mission: 'Mission not granted',
  ban: 'Ban ends',
  confirmation: 'To be confirmed',
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
  const calendar = ical({
    name: 'Habeas: follow-up',
    prodId: { company: 'Habeas', product: 'follow-up', language: 'EN' },
  });
  for (const item of await dueItems(reader, asked, question)) if (item.due !== null) addEvent(calendar, item, item.due);
  return `${calendar.toString()}\r\n`;
}

function addEvent(calendar: ICalCalendar, item: DueItem, due: number): void {
  const { kind, id, what, case: reference, parliamentarian, who, state, dueAsSaid } = item;
  const subject = parliamentarian ?? reference ?? '';
  calendar.createEvent({
    id: `${kind}-${id}@habeas`,
    stamp: new Date(item.knownSince),
    start: new Date(due * MS_PER_DAY),
    allDay: true,
    // Nobody is busy all day because something is due.
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: cut(`${subject}: ${LABELS[kind]}: ${what}`),
    description: [
      what,
      who === null ? '' : `Addressed to: ${who}`,
      `State: ${state}`,
      `Due: ${dueAsSaid ?? isoOf(due)}`,
      reference === null ? '' : `Case: ${reference}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  });
}

const cut = (text: string): string =>
  text.length > TITLE_CHARACTERS_MAX ? `${text.slice(0, TITLE_CHARACTERS_MAX - 1)}…` : text;
