import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { EVENT_TYPES, streamOf, type EventType } from '#domain';
import { Recorder, type EventStore, type Logged } from '#event-store';
import type { FastifyReply } from 'fastify';
import { STORE } from './parts.js';
import { Questions } from './questions.js';
import { etagOf, IdempotencyKey, IfMatch } from './request/headers.js';

/** Everything that is written: cases opened and developments logged. */
@Controller('cases')
export class LoggingController {
  constructor(
    private readonly recorder: Recorder,
    private readonly questions: Questions,
    @Inject(STORE) private readonly store: EventStore,
  ) {}

  @Post()
  async open(
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const logged = await this.recorder.log(opening(body), {
      expected: 'no_stream',
      allowedTypes: OPENING,
      ...keyed(idempotencyKey),
    });
    void reply.header('location', `/cases/${encodeURIComponent(logged.case)}`);
    return answered(logged, reply);
  }

  @Post(':reference/developments')
  async develop(
    @Param('reference') reference: string,
    @IfMatch() expected: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const logged = await this.recorder.log(body, {
      case: await this.keyOf(reference),
      expected,
      allowedTypes: FOLLOWING,
      ...keyed(idempotencyKey),
    });
    return answered(logged, reply);
  }

  /** A case is written to under the reference that it was opened with, whatever label it is spoken to by. */
  private async keyOf(reference: string): Promise<string> {
    const { reader } = this.questions;
    try {
      return (await reader.subject(reference, await reader.momentAt(null)))?.reference ?? reference;
    } catch (error) {
      // Logging goes on without the rows, which alone know the labels.
      if (await this.isKey(reference)) return reference;
      throw error;
    }
  }

  private async isKey(reference: string): Promise<boolean> {
    for await (const _ of this.store.readStream(streamOf(reference))) return true;
    return false;
  }
}

const OPENING: readonly EventType[] = ['CaseOpened'];
const FOLLOWING = EVENT_TYPES.filter((type) => type !== 'CaseOpened');

const keyed = (idempotencyKey: string | undefined) => (idempotencyKey === undefined ? {} : { idempotencyKey });

/** Nothing else opens a case, so the type need not be said. */
const opening = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && !('type' in body)
    ? { ...body, type: 'CaseOpened' }
    : body;

/** A repeat gets the first answer to the byte; only the status tells that nothing was stored anew. */
function answered(
  { outcome, case: reference, eventId, revision, position, knownSince, recordedAt, summary, warnings }: Logged,
  reply: FastifyReply,
) {
  void reply.code(outcome === 'stored' ? 201 : 200).header('etag', etagOf(revision));
  return { case: reference, eventId, revision, position, knownSince, recordedAt, summary, warnings };
}
