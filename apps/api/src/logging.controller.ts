import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { EVENT_TYPES, streamOf, type EventType } from '#domain';
import { Recorder, type EventStore, type Logged } from '#event-store';
import type { FastifyReply } from 'fastify';
import { STORE } from './parts.js';
import { Problem } from './problem.js';
import { problemOf } from './problem-of.js';
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
    const options = { expected, allowedTypes: FOLLOWING, ...keyed(idempotencyKey) };
    const logged = await this.recorder
      .log(body, { case: await this.keyOf(reference), ...options })
      .catch((error: unknown) => {
        throw namesCase(body) ? error : byAddress(error);
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

const namesCase = (body: unknown): boolean => typeof body === 'object' && body !== null && 'case' in body;

/** Only the address names the case: what is wrong with it is not in the body. */
function byAddress(error: unknown): unknown {
  const { code, parts } = problemOf(error);
  if (!parts.errors) return error;
  const errors = parts.errors.map((fault) => (fault.path === '/case' ? { ...fault, path: 'reference' } : fault));
  return new Problem(code, { ...parts, errors });
}

/** A repeat gets the first answer to the byte; only the status tells that nothing was stored anew. */
function answered(
  { outcome, case: reference, eventId, revision, position, knownSince, recordedAt, summary, warnings }: Logged,
  reply: FastifyReply,
) {
  void reply.code(outcome === 'stored' ? 201 : 200).header('etag', etagOf(revision));
  return { case: reference, eventId, revision, position, knownSince, recordedAt, summary, warnings };
}
