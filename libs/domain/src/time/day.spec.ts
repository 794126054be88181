import fc from 'fast-check';
import { dayOf, isoOf, lastDayOfMonth, parseDay } from './day.js';

const MS_PER_DAY = 86_400_000;
const [FIRST, LAST] = [parseDay('0000-01-01')!, parseDay('9999-12-31')!];

describe('a day', () => {
  it('is the one that the platform counts, in every year of four digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), (day) => {
        const text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
        expect([isoOf(day), parseDay(text)]).toEqual([text, day]);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    '2018-02-29',
    '1900-02-29',
    '2020-02-30',
    '2018-04-31',
    '2018-13-01',
    '2018-00-01',
    '2018-01-00',
    '2018-1-1',
  ])('is not %s, which no calendar has', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it.each([
    [2000, 2, '2000-02-29'],
    [2018, 12, '2018-12-31'],
    [2100, 2, '2100-02-28'],
  ])('ends month %i-%i on %s', (year, month, last) => {
    expect(isoOf(lastDayOfMonth(year, month))).toBe(last);
  });

  it('may be named by a month beyond its year', () => {
    expect([dayOf(2018, 14, 1), dayOf(2018, -1, 1)].map(isoOf)).toEqual(['2019-02-01', '2017-11-01']);
  });
});
