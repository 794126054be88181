import {
  confirmedBeforeStale,
  emptyStatus,
  eventsOf,
  isoOf,
  PERSON_VIEWS,
  shownKey,
  staleFrom,
  tellStatus,
  viewNamed,
  type AnyView,
  type Day,
  type DescribedStatus,
  type Json,
  type Moment,
  type RecordReader,
  type Segment,
} from '#domain';
import { allSpells } from '../spells.js';

/** What changed on a day without anything that happened on it. */
export interface ByTime {
  readonly day: Day;
  /** In the order of keys within a day. */
  readonly key: string;
  readonly kind: 'status' | 'stale';
  readonly data: Json;
}

/** By the record of one moment, from one day to another, both included: statuses that became others, and those that grew stale. */
export async function changedByTime(reader: RecordReader, moment: Moment, from: Day, to: Day): Promise<ByTime[]> {
  const found = [...(await turned(reader, moment, from, to)), ...(await grownStale(reader, moment, from, to))];
  return found.sort((a, b) => a.day - b.day || (a.key < b.key ? -1 : 1));
}

async function turned(reader: RecordReader, moment: Moment, from: Day, to: Day): Promise<ByTime[]> {
  const found: ByTime[] = [];
  for (const { reference, view: name, day } of await reader.turns(from, to, moment)) {
    const view = viewNamed(name)!;
    const timeline = await reader.timeline(reference, name, moment, 'working');
    const [before, now] = [statusOn(view, timeline, day - 1), statusOn(view, timeline, day)];
    if (shownKey(before) === shownKey(now)) continue;
    const told = {
      from: await tell(reader, view, before, day - 1),
      to: await tell(reader, view, now, day),
    };
    found.push({ day, key: `${reference}.${name}`, kind: 'status', data: head(reference, name, day, told) });
  }
  return found;
}

async function grownStale(reader: RecordReader, moment: Moment, from: Day, to: Day): Promise<ByTime[]> {
  const found: ByTime[] = [];
  for (const view of PERSON_VIEWS.filter(({ canEnd }) => canEnd.length > 0)) {
    const query = {
      moment,
      lens: 'working' as const,
      view: view.name,
      values: view.canEnd,
      from,
      to,
      confirmed: confirmedBeforeStale(view, from, to),
    };
    for await (const { reference, segment } of allSpells(reader, query)) {
      const day = staleFrom(view, segment);
      if (day === null || day < Math.max(from, segment.from) || day > to || day >= segment.to) continue;
      const data = head(reference, view.name, day, { status: await tell(reader, view, segment, day) });
      found.push({ day, key: `${reference}.${view.name}.stale`, kind: 'stale', data });
    }
  }
  return found;
}

const statusOn = (view: AnyView, timeline: readonly Segment[], day: Day): DescribedStatus =>
  timeline.find(({ from, to }) => from <= day && day < to) ?? emptyStatus(view);

const head = (parliamentarian: string, view: string, day: Day, more: Json): Json => ({
  parliamentarian,
  view,
  day: isoOf(day),
  ...more,
});

const tell = async (reader: RecordReader, view: AnyView, status: DescribedStatus, day: Day): Promise<Json> =>
  tellStatus(view, status, day, await reader.developments(eventsOf(status)));
