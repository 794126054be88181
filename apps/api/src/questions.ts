import { Inject, Injectable } from '@nestjs/common';
import { QuestionError, resolve, todayOf, type Question, type RecordReader } from '#domain';
import { PositionError, type EventStore } from '#event-store';
import { ReadModels } from '#read-models';
import { notOfTheRecord, Problem } from './problem.js';
import { CLOCK, STORE, type Clock } from './parts.js';
import type { Asked } from './request/parameters.js';

/** How long a question waits for the rows to reach `after`. */
const WAIT_MS = 5_000;
const RETRY_AFTER_SECONDS = '1';
const BEGINS_WITH_A_DAY = /^\d{4}-/;

/** What every question begins with: rows that have seen the asker's own writes, and both clocks resolved. */
@Injectable()
export class Questions {
  constructor(
    private readonly rows: ReadModels,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  get reader(): RecordReader {
    return this.rows.reader;
  }

  async of({ asOf, knownAt, lens, after }: Asked): Promise<Question> {
    await this.reached(after);
    if (knownAt !== undefined && !BEGINS_WITH_A_DAY.test(knownAt)) await this.reachedIfInTheLog(knownAt);
    return resolve(this.reader, { asOf, knownAt, lens }, todayOf(this.now()));
  }

  /** One of two pairs of days, named by the parameters that it came in. */
  async ofPair(which: 'from' | 'to', asked: Asked): Promise<Question> {
    try {
      return await this.of({
        asOf: asked[`${which}AsOf`],
        knownAt: asked[`${which}KnownAt`],
        lens: asked.lens,
        after: asked.after,
        limit: asked.limit,
      });
    } catch (error) {
      if (!(error instanceof QuestionError) || error.parameter === 'lens') throw error;
      const { code, parameter, message } = error;
      const named = `${which}${parameter[0]!.toUpperCase()}${parameter.slice(1)}`;
      throw new QuestionError(code, named, message.replace(parameter, named));
    }
  }

  /** Refuses rather than answer from rows that have not seen what the asker wrote. */
  async reached(after: string | undefined, parameter = 'after'): Promise<void> {
    if (after === undefined || (await this.reader.momentOf(after))) return;
    await this.requireInTheLog(after, parameter);
    if (await this.rows.projected(after, WAIT_MS)) return;
    throw new Problem('behind', {
      detail: `The rows had not reached it after ${WAIT_MS / 1_000} s`,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }

  /** What was written just now is a position of this record, though the rows may not know it yet. */
  private async reachedIfInTheLog(position: string): Promise<void> {
    try {
      if (await this.isInTheLog(position)) await this.reached(position);
    } catch (error) {
      // Not a position at all: the question says so by the name of its own parameter.
      if (!(error instanceof PositionError)) throw error;
    }
  }

  /** Nobody was given a position beyond the end, so waiting for it would be in vain. */
  private async requireInTheLog(position: string, parameter: string): Promise<void> {
    try {
      if (await this.isInTheLog(position)) return;
    } catch (error) {
      throw error instanceof PositionError ? notOfTheRecord(parameter) : error;
    }
    throw notOfTheRecord(parameter, 'is beyond the end of the record');
  }

  private async isInTheLog(position: string): Promise<boolean> {
    const head = await this.store.head();
    return head !== null && this.store.comparePositions(position, head.position) <= 0;
  }
}
