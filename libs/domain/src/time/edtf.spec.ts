import fc from 'fast-check';
import { isoOf, parseDay } from './day.js';
import { addDuration } from './duration.js';
import { parseEdtf } from './edtf.js';

const read = (text: string) => {
  const range = parseEdtf(text);
  return 'fault' in range
    ? range.fault
    : `${range.kind} ${isoOf(range.from)} ${isoOf(range.to)}${range.time ? ` ${range.time}` : ''}`;
};

describe('an EDTF text', () => {
  it.each([
    ['2017-09-03', 'day 2017-09-03 2017-09-03'],
    ['2017-09', 'range 2017-09-01 2017-09-30'],
    ['2016-02', 'range 2016-02-01 2016-02-29'],
    ['2017', 'range 2017-01-01 2017-12-31'],
    ['2017~', 'range 2017-01-01 2017-12-31'],
    ['2017-09-03?', 'day 2017-09-03 2017-09-03'],
    ['[2018-04-21..2018-04-30]', 'range 2018-04-21 2018-04-30'],
    ['[2018-04..2018-06]', 'range 2018-04-01 2018-06-30'],
    ['[2018-04-21,2018-04-30]', 'range 2018-04-21 2018-04-30'],
    ['2016-02-15/2016-02-17', 'span 2016-02-15 2016-02-17'],
    ['../2016-02-17', 'open 2016-02-17 2016-02-17'],
    ['../2016-02', 'open 2016-02-29 2016-02-29'],
    ['201X', 'range 2010-01-01 2019-12-31'],
    ['2016-02-XX', 'range 2016-02-01 2016-02-29'],
    ['2017-09-03T10:30', 'day 2017-09-03 2017-09-03 10:30'],
  ])('%s allows %s', (text, meaning) => expect(read(text)).toBe(meaning));

  it.each([
    '2017-02-30',
    '2016-21',
    '2016-13',
    '2016-02-17/..',
    '[2019-03-01..2019-02-01]',
    '2019-03-01/2019-02-01',
    'soon',
    '',
    '[..]',
    'Y17000',
    '2017-09-03T10:30Z',
  ])('%s is refused with a remedy', (text) => expect(parseEdtf(text)).toHaveProperty('fault'));

  it('never throws, whatever the text', () => fc.assert(fc.property(fc.string(), (text) => void parseEdtf(text))));

  it('of a day is that day again', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -300_000, max: 300_000 }),
        (day) => isoOf(day).length !== 10 || parseDay(isoOf(day)) === day,
      ),
    ));
});

describe('a duration', () => {
  it.each([
    ['2017-11-16', 'P5Y', '2022-11-16'],
    ['2016-02-29', 'P1Y', '2017-02-28'],
    ['2019-01-31', 'P1M', '2019-02-28'],
    ['2019-01-01', 'P1Y2M3D', '2020-03-04'],
  ])('from %s of %s ends, half-open, on %s', (from, duration, end) =>
    expect(isoOf(addDuration(parseDay(from)!, duration))).toBe(end),
  );
});
