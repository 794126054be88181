import type { RecordedDevelopment } from '#domain';
import { then, type Answer } from '../steps.js';
import type { DevelopmentCache } from './development-cache.js';
import type { Statements } from './statements.js';

/** Those that could be read, in the order asked for. */
export function developmentsAt(
  seqs: readonly number[],
  statements: Statements,
  cache: DevelopmentCache,
): Answer<RecordedDevelopment[]> {
  const known = new Map<number, RecordedDevelopment>();
  for (const seq of seqs) {
    const development = cache.get(seq);
    if (development) known.set(seq, development);
  }
  const inOrder = (): RecordedDevelopment[] => seqs.flatMap((seq) => known.get(seq) ?? []);
  if (known.size === seqs.length) return inOrder();
  const missing = statements.dialect.isOneOf(
    'seq',
    seqs.filter((seq) => !known.has(seq)),
  );
  const sql = `SELECT json FROM developments_v1 WHERE ${missing.text} AND json IS NOT NULL`;
  return then(statements.values<string>(sql, ...missing.values), (texts) => {
    for (const text of texts) {
      const development = JSON.parse(text) as RecordedDevelopment;
      // Whoever else read it meanwhile has the same object.
      const same = cache.get(development.seq) ?? development;
      if (same === development) cache.add(development);
      known.set(same.seq, same);
    }
    return inOrder();
  });
}
