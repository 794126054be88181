import { Pages } from './pages.js';

const listOf = (length: number) => ({ count: length, items: Array.from({ length }, (_, index) => index), next: null });

/** A report of so many rows, and how often it was computed. */
class Report {
  computed = 0;
  constructor(private readonly length: number) {}
  readonly whole = (): Promise<Readonly<Record<string, unknown>>> => {
    this.computed += 1;
    return Promise.resolve(listOf(this.length));
  };
}

describe('a report that is read page by page', () => {
  it('is computed once, and its pages together are the whole', async () => {
    const [pages, report] = [new Pages(), new Report(25)];
    const items: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await pages.of(['x', '7'], { cursor, limit: 10 }, report.whole);
      items.push(...(page['items'] as unknown[]));
      expect(page['count']).toBe(25);
      cursor = (page['next'] as string | null) ?? undefined;
    } while (cursor !== undefined);
    expect(items).toEqual(listOf(25).items);
    expect(report.computed).toBe(1);
  });

  it('is computed again at another position, and once its last page was given', async () => {
    const [pages, report] = [new Pages(), new Report(25)];
    await pages.of(['x', '7'], { limit: 10 }, report.whole);
    await pages.of(['x', '8'], { limit: 10 }, report.whole);
    expect(report.computed).toBe(2);
    await pages.of(['x', '7'], { cursor: '20', limit: 10 }, report.whole);
    expect(report.computed).toBe(2);
    await pages.of(['x', '7'], { cursor: '20', limit: 10 }, report.whole);
    expect(report.computed).toBe(3);
  });

  it('stays kept where somebody asks for a page that it does not have', async () => {
    const [pages, report] = [new Pages(), new Report(25)];
    await pages.of(['x'], { limit: 10 }, report.whole);
    await expect(pages.of(['x'], { cursor: '99', limit: 10 }, report.whole)).rejects.toMatchObject({
      parameter: 'cursor',
    });
    await pages.of(['x'], { cursor: '10', limit: 10 }, report.whole);
    expect(report.computed).toBe(1);
  });

  it('gives way to others: few are kept, and not many rows of all of them', async () => {
    const pages = new Pages();
    const small = [1, 2, 3, 4, 5].map(() => new Report(25));
    for (const [index, report] of small.entries()) await pages.of([index], { limit: 10 }, report.whole);
    for (const index of [4, 3, 2, 1, 0]) await pages.of([index], { cursor: '10', limit: 10 }, small[index]!.whole);
    expect(small.map(({ computed }) => computed)).toEqual([2, 1, 1, 1, 1]);
    const large = [0, 1].map(() => new Report(30_000));
    for (const [index, report] of large.entries()) await pages.of(['large', index], { limit: 10 }, report.whole);
    for (const index of [1, 0]) await pages.of(['large', index], { cursor: '10', limit: 10 }, large[index]!.whole);
    expect(large.map(({ computed }) => computed)).toEqual([2, 1]);
    const huge = new Report(60_000);
    for (const cursor of [undefined, '10']) await pages.of(['huge'], { cursor, limit: 10 }, huge.whole);
    expect(huge.computed).toBe(2);
  });
});
