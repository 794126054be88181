import { repeatedName } from './repeated-name.js';

describe('a name given twice', () => {
  it.each([
    ['side by side', '{"a":1,"a":2}', 'a'],
    ['deep inside', '{"a":[{"b":{}},{"b":1,"c":{},"b" : 2}]}', 'b'],
    ['spelt otherwise', String.raw`{"type":1,"\u0074ype":2}`, 'type'],
  ])('is found %s', (_where, json, name) => expect(repeatedName(json)).toBe(name));

  it.each([
    ['in two objects', '{"a":{"a":1},"b":{"a":2}}'],
    ['in a list', '[{"a":1},{"a":1}]'],
    ['as a value', '{"a":"a","b":"a"}'],
    ['within a text', String.raw`{"a":"{\"b\":1,\"b\":2}","b":"\\"}`],
  ])('is none %s', (_where, json) => expect(repeatedName(json)).toBeNull());

  it('is looked for in a long text at once', () =>
    expect(repeatedName(JSON.stringify({ text: '"\\{'.repeat(300_000), other: 1 }))).toBeNull());
});
