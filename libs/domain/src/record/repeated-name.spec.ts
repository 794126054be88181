import fc from 'fast-check';
import { repeatedName } from './repeated-name.js';

const repeatedIn = (json: string) => repeatedName(json, JSON.parse(json));

describe('a name given twice', () => {
  it.each([
    ['side by side', '{"a":1,"a":2}', 'a'],
    ['deep inside', '{"a":[{"b":{}},{"b":1,"c":{},"b" : 2}]}', 'b'],
    ['with space before a colon', String.raw`{"a" :1,"a":"x","b":"\":"}`, 'a'],
    ['spelt otherwise', String.raw`{"type":1,"\u0074ype":2}`, 'type'],
  ])('is found %s', (_where, json, name) => expect(repeatedIn(json)).toBe(name));

  it.each([
    ['in two objects', '{"a":{"a":1},"b":{"a":2}}'],
    ['in a list', '[{"a":1},{"a":1}]'],
    ['as a value', '{"a":"a","b":"a"}'],
    ['within a text', String.raw`{"a":"{\"b\":1,\"b\":2}","b":"\\"}`],
  ])('is none %s', (_where, json) => expect(repeatedIn(json)).toBeNull());

  it('is looked for in a long text at once', () =>
    expect(repeatedIn(JSON.stringify({ text: '"\\{'.repeat(300_000), other: 1 }))).toBeNull());

  it('is never seen where nothing was lost, and always where it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', '"', '":', 'c'), fc.constantFrom(' :', ':'), fc.jsonValue())),
        (parts) => {
          const json = `{${parts.map(([name, colon, value]) => `${JSON.stringify(name)}${colon}${JSON.stringify(value)}`).join()}}`;
          const isTwice = new Set(parts.map(([name]) => name)).size < parts.length;
          expect(repeatedIn(json) !== null).toBe(isTwice);
        },
      ),
    );
  });
});
