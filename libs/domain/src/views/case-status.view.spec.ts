import { collective, ev, given, type Line } from '../../../../test/support/given.js';

const C = 'TST-COLL-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(collective(C), ...lines)
    .asOf(day)
    .case(C);
const complaint = ev(C, 'ComplaintSubmitted', '2011-11-01');
const admissible = ev(C, 'AdmissibilityDecided', '2012-01-01', { outcome: 'admissible' });
const decision = (day: string) => ev(C, 'DecisionAdopted', day, { body: 'committee' });
const closed = ev(C, 'CaseClosed', '2015-01-01', { kind: 'satisfactory_settlement', form: 'release' });

describe('the status of a case', () => {
  it('is received with a complaint, then admissible or not', () => {
    expect(on('2011-10-31', complaint).value).toBe('none_recorded');
    expect(on('2011-11-01', complaint).value).toBe('received');
    expect(on('2012-01-01', complaint, admissible).value).toBe('admissible');
    expect(
      on('2012-01-01', complaint, ev(C, 'AdmissibilityDecided', '2012-01-01', { outcome: 'inadmissible' })).value,
    ).toBe('inadmissible');
  });

  it.each([
    ['decision', decision('2013-01-01')],
    ['mission', ev(C, 'MissionConducted', '2012-12-30/2013-01-01')],
    ['hearing', ev(C, 'HearingHeld', '2013-01-01', { with: 'the delegation' })],
  ])('is under examination with a %s, and confirmed by the next', (_, event) => {
    expect(on('2013-01-01', complaint, admissible, event).value).toBe('under_examination');
    expect(on('2014-01-01', complaint, event, decision('2014-01-01'))).toMatchObject({
      since: '2013-01-01',
      lastConfirmed: '2014-01-01',
    });
  });

  it('is suspended and resumed', () => {
    const suspended = ev(C, 'ExaminationSuspended', '2014-01-01');
    expect(on('2014-06-01', decision('2013-01-01'), suspended, decision('2014-06-01')).value).toBe('suspended');
    expect(on('2015-01-01', suspended, ev(C, 'ExaminationResumed', '2015-01-01')).value).toBe('under_examination');
  });

  it('is closed, of a kind; also by a merger', () => {
    expect(on('2015-01-01', decision('2013-01-01'), closed)).toMatchObject({
      value: 'closed',
      closure: { kind: 'satisfactory_settlement', form: 'release' },
    });
    expect(on('2015-01-01', ev(C, 'CasesMerged', '2015-01-01', { into: 'TST-COLL-02' }))).toMatchObject({
      value: 'closed',
      closure: { kind: 'merged', into: 'TST-COLL-02' },
    });
  });

  it('is reopened by nothing but a reopening', () => {
    expect(on('2016-01-01', closed, decision('2016-01-01')).value).toBe('closed');
    expect(on('2016-01-01', closed, ev(C, 'CaseReopened', '2016-01-01'))).toMatchObject({
      value: 'reopened',
      closure: null,
    });
  });

  it('is also that of a case for which a decision was logged elsewhere', () => {
    const both = ev('TST-COLL-02', 'DecisionAdopted', '2013-01-01', { body: 'committee' }, { appliesTo: [C] });
    expect(given(collective(C), collective('TST-COLL-02'), both).asOf('2013-01-01').case(C).value).toBe(
      'under_examination',
    );
  });
});
