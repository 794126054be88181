import { Inject, Injectable } from '@nestjs/common';
import { QuestionError, resolve, todayOf, type Question, type RecordReader } from '#domain';
import { Problem } from './problem.js';
import { CLOCK, ROWS, type Clock, type RowsPort } from './parts.js';
import type { Asked } from './request/parameters.js';

/** How long a question waits for the rows to reach `after`. */
const WAIT_MS = 5_000;
const RETRY_AFTER_SECONDS = '1';

/** What every question begins with: rows that have seen the asker's own writes, and both clocks resolved. */
@Injectable()
export class Questions {
  constructor(
    @Inject(ROWS) private readonly rows: RowsPort,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  get reader(): RecordReader {
    return this.rows.reader;
  }

  async of({ asOf, knownAt, lens, after }: Asked): Promise<Question> {
    await this.reached(after);
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
  async reached(after: string | undefined): Promise<void> {
    if (after === undefined || (await this.rows.projected(after, WAIT_MS))) return;
    throw new Problem('behind', {
      detail: `The rows had not reached it after ${WAIT_MS / 1_000} s`,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }
}
