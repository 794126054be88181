import fc from 'fast-check';
import { Problem } from '../problem.js';
import type { ParameterName } from './parameters.js';
import { readQuery } from './query.js';

const refusal = (text: string): unknown[] => {
  try {
    readQuery(text, ['asOf', 'knownAt', 'q', 'limit']);
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.parts.errors?.map(({ path }) => path)];
  }
  return [];
};

describe('a query', () => {
  it('is read as it was meant, with the page size that nobody named', () => {
    expect(readQuery('q=a+b%26c&asOf=2018-10-18', ['q', 'asOf'])).toEqual({
      q: 'a b&c',
      asOf: '2018-10-18',
      limit: 100,
    });
    expect(readQuery('', [])).toEqual({ limit: 100 });
  });

  it('is refused with the names of what is wrong, the gravest first', () => {
    expect(refusal('asof=1&q=a&q=b')).toEqual(['unknown-parameter', ['asof']]);
    expect(refusal('q=a&q=b&limit=x')).toEqual(['repeated-parameter', ['q']]);
    expect(refusal('q=&limit=0')).toEqual(['invalid-parameter', ['q', 'limit']]);
    expect(refusal('q=%e0')).toEqual(['malformed-url', undefined]);
  });

  it('is refused with what the parameter takes instead', () => {
    const messages = (text: string, required: ParameterName[] = []): unknown => {
      try {
        readQuery(text, ['year', 'suppressBelow', 'country', 'case', 'from', 'to'], { requiredQuery: required });
      } catch (error) {
        return (error as Problem).parts.errors?.map(({ message }) => message);
      }
      return [];
    };
    expect(messages('year=x&suppressBelow=1&country=KHM')).toEqual([
      'must be a year of four digits, such as 2018',
      'must be a whole number from 2 to 999, such as 5',
      'must be a country code of two letters (ISO 3166-1 alpha-2), such as KH',
    ]);
    expect(messages('from=2018-02-30&to=x&country=UK')).toEqual([
      'must be a day of the calendar, written YYYY-MM-DD, such as 2017-01-01',
      'must be a day of the calendar, written YYYY-MM-DD, such as 2018-12-31',
      'must be a country code of two letters (ISO 3166-1 alpha-2), such as KH',
    ]);
    expect(messages('', ['case'])).toEqual(['is missing: give it a value, such as KHM-COLL-03']);
  });

  it('never fails otherwise than by a refusal, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          expect(readQuery(text, ['q'])).toHaveProperty('limit');
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });

  it('names no more faults than somebody reads', () => {
    expect(refusal(Array.from({ length: 500 }, (_, n) => `x${n}=1`).join('&'))[1]).toHaveLength(20);
  });
});
