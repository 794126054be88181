import fc from 'fast-check';
import {
  catalogue,
  entryOf,
  EVENT_TYPES,
  eventTypes,
  isEventType,
  needsPeople,
  personalOf,
  schemaVersionOf,
  summaryOf,
  upcast,
} from './catalogue.js';
import { checkOf } from './compile.js';
import { GROUPS } from './define-events.js';
import { Faults } from './faults.js';
import { VIEWS } from '../views/catalogue.js';

const told = { occurredOn: '2018-09-10' };

describe.each(EVENT_TYPES)('%s', (type) => {
  const entry = entryOf(type);

  it('says what it means, where that comes from and in one line what happened', () => {
    expect(entry.meaning).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(entry.source).not.toBe('');
    expect(GROUPS).toContain(entry.group);
    expect(summaryOf({ type, facts: { ...entry.example }, ...told })).toMatch(
      /^(?!.*(undefined|null|NaN|\[object)).{4,}$/u,
    );
  });

  it('has an example that passes its own check unchanged', () => {
    const faults = new Faults();
    expect(checkOf(entry.facts)(entry.example, faults, false)).toEqual(entry.example);
    expect(faults.found).toEqual([]);
  });

  it('has a summary whatever facts a record holds', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...namesIn(entry.example)), fc.jsonValue())),
        (facts) => {
          const summary = summaryOf({ type, facts: facts as Record<string, unknown>, ...told });
          expect(summary.length).toBeLessThanOrEqual(300);
          expect(summary).toMatch(/^(?!.*undefined).+$/);
        },
      ),
      { numRuns: 50 },
    ));
});

const namesIn = (example: object): [string, ...string[]] => ['ends', ...Object.keys(example)];

describe('the table of event types', () => {
  it('lets exactly these types speak about another event', () =>
    expect(EVENT_TYPES.filter((type) => entryOf(type).needsTarget)).toEqual([
      'RecommendationAssessed',
      'SourceAdded',
      'ParticipantsIdentified',
      'Rectified',
      'Retracted',
    ]));

  it('holds no name but its own: not those of every JavaScript object', () => {
    expect(isEventType('Arrested')).toBe(true);
    for (const name of ['toString', '__proto__', 'constructor', 'arrested', '', null, 3])
      expect(isEventType(name)).toBe(false);
  });

  it('marks what is personal where it is declared', () => {
    expect(personalOf('CaseOpened')).toEqual(['/name', '/gender']);
    expect(personalOf('VerdictDelivered')).toEqual(['/damages/*/payee']);
    expect(personalOf('Returned')).toEqual([]);
  });

  it('counts a ruling as an act of whoever made it', () => {
    expect(eventTypes.VerdictDelivered.actOf).toBe('court');
    expect(eventTypes.Arrested.actOf).toBe('authorities');
    expect(eventTypes.Fled.actOf).toBeUndefined();
  });

  it('asks for people where something hits people, not for what is said of a party or a case', () => {
    expect(needsPeople('Arrested')).toBe(true);
    expect(needsPeople('DecisionAdopted')).toBe(false);
    expect(needsPeople('StatusReported', { view: 'custody' })).toBe(true);
    expect(needsPeople('StatusReported', { view: 'partyStatus' })).toBe(false);
  });
});

describe('stored facts', () => {
  it('of the current schema version come out as they are', () => {
    const facts = { to: 'abroad' };
    expect(upcast('Fled', schemaVersionOf('Fled'), facts)).toEqual(facts);
  });

  it.each([0, 99, 1.5, Number.NaN])('of schema version %s, which nobody here wrote, are refused', (version) =>
    expect(() => upcast('Fled', version, {})).toThrow(/newer Habeas/),
  );
});

describe('the catalogue', () => {
  it('tells a schema for every type, closed to unknown fields, with every field described', () => {
    for (const { jsonSchema } of catalogue()) {
      expect(jsonSchema).toMatchObject({
        $schema: expect.stringContaining('2020-12'),
        type: 'object',
        additionalProperties: false,
      });
      for (const property of Object.values(jsonSchema['properties'] as object))
        expect(property).toHaveProperty('description');
    }
  });

  it('is plain JSON', () => expect(JSON.parse(JSON.stringify(catalogue()))).toEqual(catalogue()));
});

describe('the words of the views', () => {
  it.each(VIEWS)('of $name stand there once each', ({ values }) => expect(new Set(values).size).toBe(values.length));
});
