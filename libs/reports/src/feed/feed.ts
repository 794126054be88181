import { knownEvents, tellLogged, type Day, type Json, type RecordReader } from '#domain';
import { changedByTime } from './by-time.js';
import { dayKnown, idOf, type Place } from './place.js';

export interface FeedEntry {
  /** Resumes after this entry. */
  readonly id: string;
  readonly kind: 'development' | 'status' | 'stale';
  readonly data: Json;
}

const PAGE = 100;

/**
 * The record as it grows: each development as it was logged, in the order of the log, and between them, on its day, each status that changed by
 * time alone. What one day changed by time is told by the record of the evening before it: so the order is the same whenever it is followed.
 */
export class Feed {
  /** @param place where the follower is */
  constructor(
    private readonly reader: RecordReader,
    public place: Place,
  ) {}

  /** Everything from the place up to now; ends there. @param today the last day of which the record of the evening before is whole */
  async *upTo(today: Day): AsyncGenerator<FeedEntry> {
    const head = await this.reader.momentAt(null);
    for (;;) {
      const page = await this.reader.developmentsAfter(this.place.seq, head, PAGE);
      for (const event of page) {
        const day = dayKnown(event.knownSince);
        yield* this.byTimeUpTo(Math.min(day, today));
        const { seq, position } = event;
        this.place = { seq, position, day: Math.max(this.place.day, day), key: null };
        yield { id: idOf(this.place), kind: 'development', data: tellLogged(event, knownEvents([event])[0]) };
      }
      if (page.length === 0) break;
    }
    yield* this.byTimeUpTo(today);
  }

  private async *byTimeUpTo(to: Day): AsyncGenerator<FeedEntry> {
    const { seq, position, day, key } = this.place;
    const from = key === null ? day + 1 : day;
    if (to < from) return;
    const changes = seq === 0 ? [] : await changedByTime(this.reader, { seq, position }, from, to);
    for (const change of changes) {
      if (key !== null && change.day === day && change.key <= key) continue;
      this.place = { seq, position, day: change.day, key: change.key };
      yield { id: idOf(this.place), kind: change.kind, data: { ...change.data, position } };
    }
    this.place = { seq, position, day: to, key: null };
  }
}
