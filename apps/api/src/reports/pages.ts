import { Injectable } from '@nestjs/common';
import type { Json } from '#domain';
import { listsIn, pageOf, type PageAsked } from '#reports';

const ANSWERS_MAX = 4;
/** Of all that is kept together. */
const ROWS_MAX = 50_000;
const AGE_MS_MAX = 60_000;

/**
 * Reports that are being read page by page. Each page would else compute the whole again, so that is kept until its last page is given,
 * a minute has passed without one, or others take its room. A question names the position that it asks about: what is logged meanwhile changes no answer.
 */
@Injectable()
export class Pages {
  private readonly kept = new Map<string, { readonly answer: Json; readonly forgetting: NodeJS.Timeout }>();

  async of(question: readonly unknown[], asked: PageAsked, whole: () => Promise<Json>): Promise<Json> {
    const key = JSON.stringify(question);
    const answer = this.kept.get(key)?.answer ?? (await whole());
    const page = pageOf(answer, asked);
    this.forget(key);
    if (page['next'] !== null) this.keep(key, answer);
    return page;
  }

  private keep(key: string, answer: Json): void {
    const rows = rowsIn(answer);
    if (rows > ROWS_MAX) return;
    const forgetting = setTimeout(() => this.forget(key), AGE_MS_MAX).unref();
    this.kept.set(key, { answer, forgetting });
    // The oldest first: a page that is asked for again stands last.
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= ANSWERS_MAX && this.rows <= ROWS_MAX) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    clearTimeout(this.kept.get(key)?.forgetting);
    this.kept.delete(key);
  }

  private get rows(): number {
    return [...this.kept.values()].reduce((sum, { answer }) => sum + rowsIn(answer), 0);
  }
}

const rowsIn = (answer: Json): number => listsIn(answer).reduce((sum, { length }) => sum + length, 0);
