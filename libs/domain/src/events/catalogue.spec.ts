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
  Summary,
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

describe('the one line of an event', () => {
  it.each([
    [
      'VerdictDelivered',
      {
        proceeding: 'p',
        outcome: 'convicted',
        inAbsentia: 'yes',
        offence: 'treason',
        term: 'P1Y6M',
        fines: [{ amount: '1000', currency: 'ISK' }, { words: 'a sum' }],
        rightsLost: { rights: ['vote', 'public_office'], indefinite: true },
        execution: 'house_arrest',
        court: 'High Court',
      },
      'Convicted in absentia (p), treason, 1 year 6 months, fine 1000 ISK, a sum, loss of rights: vote, public_office, served: house arrest, by High Court',
    ],
    [
      'VerdictDelivered',
      { proceeding: 'p', outcome: 'acquitted', inAbsentia: 'no', execution: 'none' },
      'Acquitted (p)',
    ],
    [
      'AppealDecided',
      { proceeding: 'p', outcome: 'varied', termMin: 'P1M', termMax: 'P2W1D', final: 'yes' },
      'Appeal decided (p), varied, from 1 month up to 2 weeks 1 day, final',
    ],
    ['AppealDecided', { proceeding: 'p', outcome: 'not_stated', termMax: 'life' }, 'Appeal decided (p), up to life'],
    [
      'Pardoned',
      { kind: 'commutation', full: 'partial', covers: ['a', 'b'], term: 'P2Y', instrument: 'decree 7' },
      'Sentence commuted, for a, b, in part, 2 years left, decree 7',
    ],
    [
      'Arrested',
      { body: 'the  police\n', warrant: 'none shown' },
      'Arrested, in IS, by the police , warrant: none shown',
    ],
    [
      'DetentionConditionsReported',
      { axis: 'medicalCare', value: 'not_stated', detail: 'no doctor' },
      'Conditions of detention: medical care, no doctor',
    ],
    ['Released', { ends: ['a', 'b'], conditional: 'yes' }, 'Released from 2 of the titles held on, with conditions'],
    ['PerpetratorConvicted', { role: 'instigator', count: 2 }, '2 perpetrators convicted, instigator'],
    ['StatusReported', { view: 'houseArrest', value: 'in_force' }, 'Reported, house arrest: in force'],
    [
      'StatusReported',
      { view: 'party', value: 'member', details: { name: 'Rescue', side: 'opposition', office: 'president' } },
      'Reported, party: member, Rescue, president',
    ],
    ['DevelopmentNoted', { kind: 'election_held', text: 'As told.' }, 'election held: As told.'],
    [
      'Rectified',
      { field: '/facts/term', old: null, new: 'P5Y', reason: 'misread' },
      'Rectified /facts/term: nothing becomes P5Y, misread',
    ],
    ['CommunicationSent', { with: 'other', replyDue: '2019-03-01' }, 'Communication to others, reply due 2019-03-01'],
    [
      'DecisionAdopted',
      { body: 'committee', session: '203rd', mode: 'consensus', symbol: 'X' },
      'Decision of the Committee, session 203rd, consensus, X',
    ],
  ] as const)('%s %j', (type, facts, summary) => {
    expect(summaryOf({ type, facts, occurredOn: '2018-09-10', place: { country: 'IS' } })).toBe(summary);
    const told = new Summary({ type, facts, occurredOn: '2018-09-10', place: { country: 'IS' } });
    expect([JSON.stringify(told), String(told)]).toEqual([JSON.stringify(summary), summary]);
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
