import fc from 'fast-check';
import canonicalize from 'canonicalize';
import { canonicalOf } from './canonical.js';
import { defaultKeyOf, eventIdOf } from './event-id.js';

describe('an event id', () => {
  it('is for ever the same for a case and a key', () =>
    expect(eventIdOf('TST-01', 'arrest')).toBe('5a42c286-2c79-8230-96fe-dc6cd870d1c9'));

  it('is a UUID of version 8', () =>
    expect(eventIdOf('TST-01', 'x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

  it('does not mix up where the case ends and the key begins', () =>
    expect(eventIdOf('TST-1', '2')).not.toBe(eventIdOf('TST-12', '')));
});

describe('the default key', () => {
  const line = {
    case: 'TST-01',
    type: 'Fled',
    occurredOn: '2019',
    facts: {},
    assertions: [{ by: 'committee', source: 's' }],
  } as const;

  it('is the same whatever the order of the fields', () =>
    expect(defaultKeyOf(Object.fromEntries(Object.entries(line).reverse()) as unknown as typeof line)).toBe(
      defaultKeyOf(line),
    ));

  it('is for ever the same for the same content', () =>
    expect(defaultKeyOf(line)).toBe('h-3e43781cf2f9ff322e71ac72db63ba13'));
});

describe('the canonical form', () => {
  it('is that of RFC 8785 for any JSON', () =>
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(canonicalOf(value)).toBe(canonicalize(value)))));

  it.each([
    [{ b: 1, a: [-0, 1e21] }, '{"a":[0,1e+21],"b":1}'],
    [{ 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine"}'],
    [JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])('of %j is %s', (value, text) => expect(canonicalOf(value)).toBe(text));
});
