import { checkDevelopment } from './check-development.js';
import { decide, type KnownReferences } from './decide.js';
import { RuleError } from './decide-error.js';
import { annotationOf, evolve, newCase, type Annotation, type CaseState } from './decide-state.js';
import type { Development } from './development.js';
import { streamOf } from './development.js';
import { eventIdOf } from './event-id.js';

type Line = Readonly<Record<string, unknown>>;

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const line = (reference: string, type: string, more: Line = {}): Line => ({
  case: reference,
  type,
  occurredOn: '2020-03-01',
  assertions: [{ by: 'committee', source: 'made up' }],
  ...more,
});
const person = (reference: string): Line =>
  line(reference, 'CaseOpened', { key: 'open', facts: { kind: 'individual', country: 'IS', name: 'A Person' } });
const group = (reference: string): Line =>
  line(reference, 'CaseOpened', { key: 'open', facts: { kind: 'collective', country: 'IS', title: 'A case' } });
const rectified = (target: string, field: string, old: unknown, next: unknown, more: Line = {}): Line =>
  line('TST-01', 'Rectified', { target, facts: { field, old, new: next, reason: 'misread' }, ...more });
const retracted = (target: string, more: Line = {}): Line =>
  line('TST-01', 'Retracted', { target, facts: { reason: 'another person' }, ...more });
const arrest = line('TST-01', 'Arrested', { key: 'arrest' });

function developmentOf(input: Line): Development {
  const checked = checkDevelopment(input, { nowMs });
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  return checked.development;
}

/** The record after some lines, none of which is decided. */
function given(...lines: readonly Line[]) {
  const states = new Map<string, CaseState>();
  const contents = new Map<string, Development>();
  const labels = new Map<string, string>();
  const said: [target: string, annotation: Annotation][] = [];
  const stateOf = (reference: string): CaseState => states.get(reference) ?? newCase(reference);
  for (const development of lines.map(developmentOf)) {
    const { case: reference, key, facts, target } = development;
    const state = stateOf(reference);
    const eventId = eventIdOf(reference, key);
    const event = { ...development, eventId, stream: streamOf(reference), revision: state.revision + 1 };
    states.set(reference, evolve(state, event));
    contents.set(eventId, development);
    if (development.type === 'CaseReferenceChanged') labels.set(String(facts['reference']), reference);
    if (target !== undefined) said.push([target, annotationOf(event)]);
  }
  const known: KnownReferences = {
    nowMs,
    kindOf: (reference) => states.get(reference)?.kind ?? null,
    nearest: () => 'TST-01',
    caseLabelled: (label) => labels.get(label) ?? null,
    caseSpelt: (label) => (states.has(label) ? label : null),
    elsewhere: (eventId) => [...states.values()].find(({ types }) => types.has(eventId)) ?? null,
    annotationsElsewhere: (eventId) => said.filter(([target]) => target === eventId).map(([, one]) => one),
    contentOf: (eventId) => contents.get(eventId) ?? null,
    mayComeLater: () => false,
  };
  return {
    when(next: Line) {
      const decided = (): void => decide(stateOf(String(next['case'])), developmentOf(next), known);
      return {
        thenPasses: (): void => expect(decided).not.toThrow(),
        thenRefused: (...expected: readonly string[]): void => expect(refusalOf(decided)).toEqual(expected),
      };
    },
  };
}

function refusalOf(decided: () => void): string[] {
  try {
    decided();
  } catch (error) {
    if (error instanceof RuleError) return [error.kind, error.code, ...error.faults.map(({ path }) => path)];
    throw error;
  }
  return ['passes'];
}

describe('a case', () => {
  it('has to be open before anything is logged to it', () =>
    given().when(arrest).thenRefused('not_found', 'case-not-open', '/case'));
  it('is opened once', () =>
    given(person('TST-01'))
      .when({ ...person('TST-01'), key: 'again' })
      .thenRefused('conflict', 'case-already-open', '/case'));
  it('takes developments once it is open', () => given(person('TST-01')).when(arrest).thenPasses());
  it('has members only if it is collective', () =>
    given(person('TST-01'), person('TST-02'))
      .when(line('TST-01', 'MembersAdded', { appliesTo: ['TST-02'] }))
      .thenRefused('refused', 'not-collective', '/type'));
  it('is not given a label that another case has', () =>
    given(person('TST-01'), person('TST-02'))
      .when(line('TST-01', 'CaseReferenceChanged', { facts: { reference: 'TST-02' } }))
      .thenRefused('conflict', 'label-in-use', '/facts/reference'));
  it('may be given back a label of its own', () =>
    given(person('TST-01'), line('TST-01', 'CaseReferenceChanged', { facts: { reference: 'T/01' } }))
      .when(line('TST-01', 'CaseReferenceChanged', { facts: { reference: 'T/01' }, occurredOn: '2021-01-01' }))
      .thenPasses());
  it('is not merged into itself, by whatever label, nor by a correction', () => {
    const before = [
      person('TST-01'),
      person('TST-02'),
      line('TST-01', 'CaseReferenceChanged', { facts: { reference: 'OLD-01' } }),
    ];
    for (const into of ['TST-01', 'OLD-01'])
      given(...before)
        .when(line('TST-01', 'CasesMerged', { facts: { into } }))
        .thenRefused('refused', 'merged-into-itself', '/facts/into');
    const merged = line('TST-01', 'CasesMerged', { key: 'merged', facts: { into: 'TST-02' } });
    given(...before)
      .when(merged)
      .thenPasses();
    given(...before, merged)
      .when(rectified('merged', '/facts/into', 'TST-02', 'TST-01'))
      .thenRefused('refused', 'rectified-invalid', '/facts/new');
  });
  it('is not opened under a label of another one', () =>
    given(person('TST-01'), line('TST-01', 'CaseReferenceChanged', { facts: { reference: 'OLD-01' } }))
      .when(person('OLD-01'))
      .thenRefused('conflict', 'label-in-use', '/case'));
});

describe('whom a development hits', () => {
  const both = [group('TST-COLL'), person('TST-01'), person('TST-02')];
  it('has to be said on a collective case', () =>
    given(...both)
      .when(line('TST-COLL', 'Arrested'))
      .thenRefused('refused', 'nobody-meant', '/appliesTo'));
  it('need not be said on a collective case where it is about the case', () =>
    given(...both)
      .when(line('TST-COLL', 'MissionRequested'))
      .thenPasses());
  it('may be a number only', () =>
    given(...both)
      .when(line('TST-COLL', 'Arrested', { appliesTo: { totals: [{ words: 'nine', atLeast: 9 }] } }))
      .thenPasses());
  it('are only those whom the record knows, each of the others by its place', () =>
    given(...both)
      .when(line('TST-COLL', 'Arrested', { appliesTo: { references: ['TST-01', 'TST-09', 'TST-02', 'TST-10'] } }))
      .thenRefused('refused', 'unknown-reference', '/appliesTo/references/1', '/appliesTo/references/3'));
  it('is told the nearest known spelling', () =>
    expect(() =>
      given(...both)
        .when(line('TST-COLL', 'Arrested', { appliesTo: ['TST01'] }))
        .thenPasses(),
    ).toThrow(/did you mean TST-01\?/));
  it('are people, not cases', () =>
    given(...both)
      .when(line('TST-01', 'Arrested', { appliesTo: ['TST-COLL'] }))
      .thenRefused('refused', 'not-a-parliamentarian', '/appliesTo/references/0'));
  it('may be several cases where a decision is about them', () =>
    given(...both)
      .when(line('TST-01', 'DecisionAdopted', { appliesTo: ['TST-COLL'], facts: { body: 'committee' } }))
      .thenPasses());
  it('may be among the members of a collective case, and of no other', () =>
    given(...both)
      .when(line('TST-COLL', 'Arrested', { appliesTo: { among: { case: 'TST-01', except: ['TST-09'] } } }))
      .thenRefused('refused', 'not-collective', '/appliesTo/among/case', '/appliesTo/among/except/0'));
  it('are known in a box of violations too', () =>
    given(...both)
      .when(
        line('TST-COLL', 'ViolationsListed', {
          facts: { lines: [{ label: 'Exile', codes: ['E'], currently: ['TST-09'], previously: ['TST-10'] }] },
        }),
      )
      .thenRefused('refused', 'unknown-reference', '/facts/lines/0/currently/0', '/facts/lines/0/previously/0'));
});

describe('an event that another one names', () => {
  const before = [person('TST-01'), person('TST-02'), arrest];
  it('is found by its key', () =>
    given(...before)
      .when(line('TST-01', 'Released', { after: 'arrest', facts: { ends: 'all' } }))
      .thenPasses());
  it('is found by its event id, on any case', () =>
    given(...before)
      .when(line('TST-02', 'Arrested', { after: eventIdOf('TST-01', 'arrest') }))
      .thenPasses());
  it('has to exist', () =>
    given(...before)
      .when(line('TST-01', 'Released', { after: 'arest', before: 'no', facts: { ends: 'all' } }))
      .thenRefused('refused', 'unknown-event', '/after', '/before'));
  it('is not found by the key of another case', () =>
    given(...before)
      .when(line('TST-02', 'SourceAdded', { target: 'arrest' }))
      .thenRefused('refused', 'unknown-target', '/target'));
  it('has no word about it once it is retracted', () =>
    given(...before, retracted('arrest'))
      .when(line('TST-01', 'SourceAdded', { target: 'arrest' }))
      .thenRefused('conflict', 'target-retracted', '/target'));
  it('is retracted for other cases too', () =>
    given(...before, { ...retracted(eventIdOf('TST-01', 'arrest')), case: 'TST-02' })
      .when(line('TST-01', 'SourceAdded', { target: 'arrest' }))
      .thenRefused('conflict', 'target-retracted', '/target'));
  it('hits people if people of it are identified', () =>
    given(...before, line('TST-01', 'MissionRequested', { key: 'mission' }))
      .when(line('TST-01', 'ParticipantsIdentified', { target: 'mission', appliesTo: ['TST-02'] }))
      .thenRefused('refused', 'hits-nobody', '/target'));
  it('is a recommendation if it is assessed', () =>
    given(...before)
      .when(line('TST-01', 'RecommendationAssessed', { target: 'arrest', facts: { grade: 'A' } }))
      .thenRefused('refused', 'not-a-recommendation', '/target'));
  it('is told by another source in its own facts only', () =>
    given(...before)
      .when(
        line('TST-01', 'SourceAdded', {
          target: 'arrest',
          assertions: [{ by: 'third_party', source: 'made up', facts: { proceeding: 'p' } }],
        }),
      )
      .thenRefused('refused', 'facts-of-another-type', '/assertions/0/facts/proceeding'));
});

describe('a retraction', () => {
  it('of the opening of a case is refused', () =>
    given(person('TST-01')).when(retracted('open')).thenRefused('refused', 'not-retractable', '/target'));
  it('stands', () =>
    given(person('TST-01'), arrest, retracted('arrest', { key: 'gone' }))
      .when(retracted('gone'))
      .thenRefused('refused', 'not-retractable', '/target'));
  it('of a rectification is allowed', () =>
    given(person('TST-01'), arrest, rectified('arrest', '/occurredOn', '2020-03-01', '2020-03-02', { key: 'first' }))
      .when(retracted('first'))
      .thenPasses());
  it('of a rectification on which a later one rests is a conflict', () =>
    given(
      person('TST-01'),
      arrest,
      rectified('arrest', '/place', null, { text: 'a town' }, { key: 'first' }),
      rectified('arrest', '/place/country', null, 'IS', { key: 'second' }),
    )
      .when(retracted('first'))
      .thenRefused('conflict', 'rectification-rested-upon', '/target'));
  it('of a rectification is allowed again once the later one is retracted', () =>
    given(
      person('TST-01'),
      arrest,
      rectified('arrest', '/place', null, { text: 'a town' }, { key: 'first' }),
      rectified('arrest', '/place/country', null, 'IS', { key: 'second' }),
      retracted('second'),
    )
      .when(retracted('first'))
      .thenPasses());
});

describe('a rectification', () => {
  const before = [person('TST-01'), person('TST-02'), group('TST-COLL'), arrest];
  it('passes where old is what stands there', () =>
    given(...before)
      .when(rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-28'))
      .thenPasses());
  it('is a conflict where something else stands there', () =>
    given(...before)
      .when(rectified('arrest', '/occurredOn', '2020-03-02', '2020-02-28'))
      .thenRefused('conflict', 'old-does-not-match', '/facts/old'));
  it('goes on from the one before', () =>
    given(...before, rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-28'))
      .when(rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-27'))
      .thenRefused('conflict', 'old-does-not-match', '/facts/old'));
  it('takes no account of one that was retracted', () =>
    given(...before, rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-28', { key: 'r' }), retracted('r'))
      .when(rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-27'))
      .thenPasses());
  it('may say a default as old, which the record leaves out', () =>
    given(
      person('TST-01'),
      line('TST-01', 'VerdictDelivered', { key: 'v', facts: { proceeding: 'p', outcome: 'convicted' } }),
    )
      .when(rectified('v', '/facts/inAbsentia', 'not_stated', 'yes'))
      .thenPasses());
  it('may not make facts that could not be logged', () =>
    given(...before)
      .when(rectified('arrest', '/facts/colour', null, 'red'))
      .thenRefused('refused', 'rectified-invalid', '/facts/new'));
  it('may not take away what must be there', () =>
    given(
      person('TST-01'),
      line('TST-01', 'VerdictDelivered', { key: 'v', facts: { proceeding: 'p', outcome: 'convicted' } }),
    )
      .when(rectified('v', '/facts/outcome', 'convicted', null))
      .thenRefused('refused', 'rectified-invalid', '/facts/new'));
  it('may not name people whom the record does not know', () =>
    given(...before)
      .when(rectified('arrest', '/appliesTo', null, { references: ['TST-02', 'TST-09'] }))
      .thenRefused('refused', 'rectified-invalid', '/facts/new/references/1'));
  it('may not leave nobody on a collective case', () =>
    given(...before, line('TST-COLL', 'Arrested', { key: 'arrest', appliesTo: ['TST-02'] }))
      .when({ ...rectified('arrest', '/appliesTo', { references: ['TST-02'] }, null), case: 'TST-COLL' })
      .thenRefused('refused', 'rectified-invalid', '/facts/new'));
  it('of a rectification or a retraction is refused', () => {
    const after = given(
      ...before,
      rectified('arrest', '/occurredOn', '2020-03-01', '2020-02-28', { key: 'r' }),
      retracted('arrest', { key: 'gone' }),
    );
    after
      .when(rectified('r', '/occurredOn', '2020-03-01', '2020-02-27'))
      .thenRefused('refused', 'not-rectifiable', '/target');
    after
      .when(rectified('gone', '/occurredOn', '2020-03-01', '2020-02-27'))
      .thenRefused('refused', 'not-rectifiable', '/target');
  });
  it('leaves a case of the kind that it was opened as', () =>
    given(...before)
      .when(rectified('open', '/facts/kind', 'individual', 'collective'))
      .thenRefused('refused', 'rectified-invalid', '/facts/new'));
});
