import fc, { type Arbitrary } from 'fast-check';
import { entryOf, EVENT_TYPES } from '../events/catalogue.js';
import { checkOf } from '../events/compile.js';
import { Faults } from '../events/faults.js';
import { fieldsOf, type FactsClass } from '../events/registry.js';
import type { Spec } from '../events/specs.js';
import { passes } from '../events/validators.js';
import { canonicalOf } from './canonical.js';
import { checkDevelopment } from './check-development.js';
import { DevelopmentPart } from './check-development-parts.js';

const options = { nowMs: Date.parse('2026-11-22T12:00:00Z'), allowKnownSince: true };

const anyJson = fc.jsonValue({ maxDepth: 2 });

/** Mostly what the field asks for, sometimes anything: both verdicts must come up often. */
const valueOf = (spec: Spec, junk: number): Arbitrary<unknown> =>
  fc.oneof({ weight: 100 - junk, arbitrary: soundValueOf(spec, junk) }, { weight: junk, arbitrary: anyJson });

function soundValueOf(spec: Spec, junk: number): Arbitrary<unknown> {
  switch (spec.kind) {
    case 'text':
      return fc.constantFrom(
        ...['a', 'TST-01', 'KHR', '12.50', '/facts/term', 'Two words', 'x'.repeat(64), ' ', 'line\nbreak'].filter(
          (text) => junk > 0 || soundText(spec, text),
        ),
      );
    case 'word':
      return fc.constantFrom(...spec.words);
    case 'edtf':
      return fc.constantFrom(
        '2018-09-10',
        '2018-09',
        '[2018-09-10..2018-09-14]',
        '../2018-09-10',
        ...(junk > 0 ? ['2018-02-30'] : []),
      );
    case 'duration':
      return fc.constantFrom('P5Y', 'P2Y6M', ...(spec.orLife || junk > 0 ? ['life'] : []));
    case 'country':
      return fc.constantFrom('IS', 'KH', ...(junk > 0 ? ['XX'] : []));
    case 'integer':
      return fc.constantFrom(spec.min, spec.max, 7, ...(junk > 0 ? [spec.min - 1, 1.5, -0] : []));
    case 'flag':
      return spec.onlyTrue && junk === 0 ? fc.constant(true) : fc.boolean();
    case 'counts':
      return fc.dictionary(fc.constantFrom('Senate', 'Lower House'), fc.nat());
    case 'json':
      return spec.object ? fc.dictionary(fc.constantFrom('name', 'side'), anyJson) : anyJson;
    case 'list':
      return listValueOf(spec, junk);
    case 'nested':
      return objectOf(spec.of(), junk);
  }
}

const soundText = ({ max, pattern, lines }: Spec & { kind: 'text' }, text: string): boolean =>
  text.length <= max && (pattern ?? /\S/).test(text) && (lines === true || !text.includes('\n'));

function listValueOf(spec: Spec & { kind: 'list' }, junk: number): Arbitrary<unknown> {
  const limits = { minLength: junk > 0 ? 0 : spec.min, maxLength: 3 };
  const item = valueOf(spec.of, junk);
  const list =
    spec.unique && junk < 30
      ? fc.uniqueArray(item, { ...limits, selector: (one) => JSON.stringify(one) })
      : fc.array(item, limits);
  return spec.words ? fc.oneof(fc.constantFrom(...spec.words), list) : list;
}

function objectOf(type: FactsClass, junk: number): Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(type);
  const model = Object.fromEntries(fields.map(({ name, spec }) => [name, valueOf(spec, junk)]));
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  const whole = fc.record(model, { requiredKeys: required }) as Arbitrary<Record<string, unknown>>;
  if (junk === 0) return whole;
  const odd = fc.record({ ...model, unknown: anyJson }, { requiredKeys: [] }) as Arbitrary<Record<string, unknown>>;
  return fc.oneof({ weight: 9, arbitrary: whole }, { weight: 1, arbitrary: odd });
}

function passesCompiled(type: FactsClass, value: unknown): boolean {
  const faults = new Faults();
  checkOf(type)(value, faults, false);
  return faults.found.length === 0;
}

/** The example of a type with one field changed or taken away: near what people write. */
function nearly(type: FactsClass, example: object): Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(type);
  if (fields.length === 0) return fc.constant({});
  return fc
    .constantFrom(...fields)
    .chain(({ name, spec }) =>
      fc
        .option(valueOf(spec, 10))
        .map((value) => (value === null ? { ...example, [name]: undefined } : { ...example, [name]: value })),
    )
    .map((facts) => JSON.parse(JSON.stringify(facts)) as Record<string, unknown>);
}

describe('the compiled check and class-validator give the same verdict', () => {
  const agree = (type: FactsClass, value: Record<string, unknown>, verdicts: Set<boolean>) => {
    const verdict = passesCompiled(type, value);
    verdicts.add(verdict);
    expect(passes(type, value)).toBe(verdict);
  };
  const examples = new Map(EVENT_TYPES.map((type) => [entryOf(type).facts as FactsClass, entryOf(type).example]));

  it.each([DevelopmentPart, ...examples.keys()].map((type) => [type.name, type] as const))('on %s', (_, type) => {
    const verdicts = new Set<boolean>();
    const any = fc.oneof(
      nearly(type, examples.get(type) ?? {}),
      objectOf(type, 0),
      objectOf(type, 5),
      objectOf(type, 30),
    );
    fc.assert(
      fc.property(any, (value) => agree(type, value, verdicts)),
      { numRuns: 120 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });
});

const line = fc.constantFrom(...EVENT_TYPES).chain((type) =>
  fc
    .record({
      common: objectOf(DevelopmentPart, 0),
      facts: objectOf(entryOf(type).facts, 0),
      type: fc.constant(type),
    })
    .map(({ common, facts }) => {
      const { target, knownSince, key, after, before, ...rest } = common;
      const assertions = (rest['assertions'] as object[]).map((one) => ({ ...one, facts: {} }));
      return { ...rest, type, facts, assertions, ...(entryOf(type).needsTarget ? { target: 'a' } : {}) };
    }),
);

describe('checking a development', () => {
  it('gives a normal form that is its own normal form, with the same digest', () => {
    let passed = 0;
    fc.assert(
      fc.property(line, (input) => {
        const first = checkDevelopment(input, options);
        if ('faults' in first) return;
        passed++;
        const again = checkDevelopment(JSON.parse(JSON.stringify(first.development)), options);
        expect('development' in again && canonicalOf(again.development)).toBe(canonicalOf(first.development));
        const { key, ...withoutKey } = first.development;
        expect(checkDevelopment(withoutKey, options)).toMatchObject({ development: { key } });
      }),
      { numRuns: 400 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('never throws, whatever the JSON, and tells a fault or a development', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), objectOf(DevelopmentPart, 30), line),
        fc.string(),
        fc.jsonValue(),
        (input, name, value) => {
          const odd =
            typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input, [name]: value } : input;
          for (const one of [input, odd]) expectVerdict(checkDevelopment(one, options));
        },
      ),
      { numRuns: 400 },
    ));

  it.each([
    [
      'nested deeper than a stack',
      `{"case":"TST-01","type":"StatusReported","facts":{"view":"party","value":"member","details":{"a":${'['.repeat(5000)}${']'.repeat(5000)}}}}`,
    ],
    ['named like the prototype', '{"__proto__":{"case":"TST-01"},"facts":{"__proto__":1},"constructor":1}'],
    ['with numbers beyond numbers', '{"type":"CaseOpened","facts":{"kind":"individual","country":1e999}}'],
    ['with halves of characters', '{"case":"\\ud800","type":"Arrested","facts":{"body":"\\udfff","\\ud800":1}}'],
    [
      'with a huge text',
      `{"case":"${'A'.repeat(1_000_000)}","type":"${'A'.repeat(1_000_000)}","occurredOn":"${'2'.repeat(1_000_000)}","key":"${' '.repeat(1_000_000)}x"}`,
    ],
    [
      'with many unknown fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, index]))),
    ],
    [
      'with many bad references',
      JSON.stringify({ case: 'TST-01', type: 'Arrested', appliesTo: Array.from({ length: 10_000 }, () => 'x') }),
    ],
  ])('refuses a line %s, soon and with few faults', (_, json) => {
    const checked = checkDevelopment(JSON.parse(json), options);
    expect('faults' in checked && checked.faults.length).toBeGreaterThan(0);
    expect('faults' in checked && checked.faults.length).toBeLessThanOrEqual(101);
    expect(JSON.stringify(checked).length).toBeLessThan(50_000);
  });
});

function expectVerdict(checked: ReturnType<typeof checkDevelopment>): void {
  if ('development' in checked) {
    expect(checked.development.key).not.toBe('');
    return;
  }
  expect(checked.faults.length).toBeGreaterThan(0);
  for (const { path, message } of checked.faults) {
    expect(path).toMatch(/^(\/|$)/);
    expect(message).not.toBe('');
  }
}
