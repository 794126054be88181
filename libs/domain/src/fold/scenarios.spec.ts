import { readFileSync } from 'node:fs';
import { given, type Line } from '../../../../test/support/given.js';
import type { Lens } from '../record/development.js';

interface Question {
  readonly id: string;
  readonly get: string;
  readonly why: string;
  readonly expect?: readonly Readonly<Record<string, unknown>>[];
}

const fileOf = (name: string): string =>
  readFileSync(new URL(`../../../../test/checks/${name}`, import.meta.url), 'utf8');
const lines = fileOf('scenarios.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const record = given(...lines);

const questions = (JSON.parse(fileOf('scenarios.json')) as Question[]).flatMap((question) => {
  const url = new URL(question.get, 'http://record');
  const reference = /^\/parliamentarians\/([^/]+)\/status$/.exec(url.pathname)?.[1];
  return reference && question.expect ? [{ ...question, reference, asked: url.searchParams }] : [];
});

/** The checks that a running server must pass too (test/checks/ask.mjs): those about one person, asked of the fold itself. */
describe('the scenarios', () => {
  it.each(questions)('$id: $why', ({ reference, asked, expect: wanted }) => {
    const [knownAt, lens] = [asked.get('knownAt'), asked.get('lens')];
    const at = record.asOf(asked.get('asOf')!, { ...(knownAt && { knownAt }), ...(lens && { lens: lens as Lens }) });
    const status = { status: at.person(reference) };
    for (const { at: path, ...matcher } of wanted!) {
      const found = String(path)
        .split('.')
        .reduce<unknown[]>(step, [status])
        .filter((one) => one !== undefined);
      const values = found.length === 1 && Array.isArray(found[0]) ? (found[0] as unknown[]) : found;
      if ('is' in matcher) expect(found[0] ?? null).toEqual(matcher['is']);
      if ('has' in matcher && !String(path).includes('because') && !String(path).includes('mayBeAmong'))
        expect(values).toContainEqual(matcher['has']);
      if ('hasAll' in matcher) expect(values).toEqual(expect.arrayContaining(matcher['hasAll'] as unknown[]));
      if ('exactly' in matcher)
        expect([...new Set(values)].sort()).toEqual([...(matcher['exactly'] as unknown[])].sort());
    }
  });
});

function step(found: readonly unknown[], key: string): unknown[] {
  return found.flatMap((value) => {
    if (value === null || value === undefined) return [];
    if (key === '*') return Array.isArray(value) ? (value as unknown[]) : [];
    return [(value as Record<string, unknown>)[key]];
  });
}
