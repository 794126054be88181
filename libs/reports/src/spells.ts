import type { Placed, RecordReader, SpellQuery } from '#domain';
import { breath } from './statistics/docket.js';

/** Each page looks through all that match: few and long ones. */
const PEOPLE_PER_PAGE = 10_000;

/** All segments that match, in the order of references and days. */
export async function* allSpells(reader: RecordReader, query: SpellQuery): AsyncGenerator<Placed> {
  for (let after: string | null = null; ;) {
    await breath();
    const page: readonly Placed[] = await reader.spells(query, after, PEOPLE_PER_PAGE);
    yield* page;
    if (new Set(page.map(({ reference }) => reference)).size < PEOPLE_PER_PAGE) return;
    after = page.at(-1)!.reference;
  }
}
