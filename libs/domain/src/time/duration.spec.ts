import { isShorter } from './duration.js';

describe('a term is shorter than another', () => {
  it.each([
    ['P1Y', 'P2Y'],
    ['P10M', 'P1Y'],
    ['P5D', 'P1W'],
    ['P1Y', 'P1Y1D'],
    ['P40D', 'P2M'],
    ['P100Y', 'life'],
  ])('%s than %s', (one, other) => {
    expect(isShorter(one, other)).toBe(true);
    expect(isShorter(other, one)).toBe(false);
  });

  it.each([
    ['P12M', 'P1Y'],
    ['P1W', 'P7D'],
    // A month may have 28 days, and two of them 62.
    ['P29D', 'P1M'],
    ['P60D', 'P2M'],
    ['P365D', 'P1Y'],
    ['life', 'life'],
  ])('but not where %s and %s may be of one length', (one, other) => {
    expect(isShorter(one, other)).toBe(false);
    expect(isShorter(other, one)).toBe(false);
  });
});
