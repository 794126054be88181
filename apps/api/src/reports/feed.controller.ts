import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get, Inject, Query, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { todayOf, type Day } from '#domain';
import { endOf, Feed, placeOf, positionIn, type FeedEntry, type Place } from '#reports';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../parts.js';
import { Problem } from '../problem.js';
import { Questions } from '../questions.js';
import type { Asked } from '../request/parameters.js';

const FEEDS_MAX = 100;
const POLL_MS = 200;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 1_000;
/** After midnight, until what was logged before it is surely in the rows. */
const EVENING_MS = 60_000;
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };

/** The record as it grows, as server-sent events. A follower that was cut off goes on after the last id that it saw. */
@Controller('feed')
export class FeedController implements BeforeApplicationShutdown {
  private readonly open = new Set<AbortController>();

  constructor(
    private readonly questions: Questions,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  @Get()
  async follow(@Query() asked: Asked, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const place = await this.placeFor(asked, request.headers['last-event-id']);
    void reply.headers(HEADERS);
    if (request.method === 'HEAD') return void reply.send('');
    if (this.open.size >= FEEDS_MAX)
      throw new Problem('too-many-feeds', { headers: { 'retry-after': String(HEARTBEAT_MS / 1_000) } });
    const end = new AbortController();
    this.open.add(end);
    reply.raw.once('close', () => {
      this.open.delete(end);
      end.abort();
    });
    void reply.send(
      Readable.from(this.told(new Feed(this.questions.reader, place), end.signal), { objectMode: false }),
    );
  }

  beforeApplicationShutdown(): void {
    for (const end of this.open) end.abort();
  }

  /** What a browser sends by itself when it connects again counts before what the address says. */
  private async placeFor({ after }: Asked, lastEventId: string | string[] | undefined): Promise<Place> {
    const { reader } = this.questions;
    const [parameter, text] =
      typeof lastEventId === 'string' && lastEventId !== '' ? ['Last-Event-ID', lastEventId] : ['after', after];
    if (text === undefined) return endOf(reader, this.today());
    await this.questions.reached(positionIn(text), parameter);
    return placeOf(reader, { text, parameter, today: this.today() });
  }

  /** Written as it is read: a slow follower holds up nobody, and nothing is kept for it. */
  private async *told(feed: Feed, end: AbortSignal): AsyncGenerator<string> {
    yield `retry: ${RETRY_MS}\n\n`;
    let spokenAt = Date.now();
    while (!end.aborted) {
      for await (const entry of feed.upTo(this.today())) {
        yield eventOf(entry);
        if (end.aborted) return;
        spokenAt = Date.now();
      }
      await wait(POLL_MS, undefined, { signal: end }).catch(() => undefined);
      if (Date.now() - spokenAt < HEARTBEAT_MS) continue;
      yield ': heartbeat\n\n';
      spokenAt = Date.now();
    }
  }

  private today(): Day {
    return todayOf(new Date(this.now().getTime() - EVENING_MS));
  }
}

const eventOf = ({ id, kind, data }: FeedEntry): string =>
  `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
