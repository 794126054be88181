import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['bail']!;
const granted = (facts: Record<string, unknown> = {}, day = '2019-02-01') => ev(P, 'BailGranted', day, facts);
const verdict = (proceeding: string) => ev(P, 'VerdictDelivered', '2019-06-01', { proceeding, outcome: 'convicted' });

describe('bail', () => {
  it('is requested, denied, granted', () => {
    const lines = [
      ev(P, 'BailRequested', '2019-01-01'),
      ev(P, 'BailDenied', '2019-01-10'),
      granted({ conditions: ['stay at home'] }),
    ];
    expect(on('2019-01-01', ...lines).value).toBe('requested');
    expect(on('2019-01-10', ...lines).value).toBe('denied');
    expect(on('2019-02-01', ...lines)).toMatchObject({ value: 'on_bail', conditions: ['stay at home'] });
  });

  it('is not changed by requests and denials while it lasts', () => {
    expect(
      on('2019-03-01', granted(), ev(P, 'BailRequested', '2019-02-10'), ev(P, 'BailDenied', '2019-02-20')),
    ).toMatchObject({ value: 'on_bail', since: '2019-02-01' });
  });

  it('lasts until it is revoked', () => {
    expect(on('2019-03-01', granted(), ev(P, 'BailRevoked', '2019-03-01'))).toMatchObject({
      value: 'revoked',
      conditions: [],
    });
    expect(on('2019-03-01', ev(P, 'BailRevoked', '2019-03-01')).value).toBe('revoked');
  });

  it('ends with the verdict or the dropping of its proceeding', () => {
    expect(on('2019-06-01', granted({ proceeding: 'a' }), verdict('a')).value).toBe('ended');
    expect(on('2019-06-01', granted({ proceeding: 'a' }), verdict('b')).value).toBe('on_bail');
    expect(
      on('2019-06-01', granted({ proceeding: 'a' }), ev(P, 'ChargesDropped', '2019-06-01', { proceeding: 'a' })).value,
    ).toBe('ended');
  });

  it('ends with any verdict where it names no proceeding', () => {
    expect(on('2019-06-01', granted(), verdict('b')).value).toBe('ended');
  });

  it('lasts while it lasts in one of two proceedings', () => {
    const both = [
      granted({ proceeding: 'a', conditions: ['one'] }),
      granted({ proceeding: 'b', conditions: ['two'] }, '2019-03-01'),
    ];
    expect(on('2019-06-01', ...both)).toMatchObject({ conditions: ['one', 'two'] });
    expect(on('2019-06-01', ...both, verdict('b'))).toMatchObject({
      value: 'on_bail',
      since: '2019-02-01',
      lastConfirmed: '2019-03-01',
      conditions: ['one'],
    });
  });

  it('holds beside house arrest', () => {
    const status = given(
      opened(P),
      granted({}, '2018-09-10'),
      ev(P, 'HouseArrestImposed', '2018-09-10', { title: 'bail_condition' }),
    )
      .asOf('2018-09-10')
      .person(P);
    expect(status).toMatchObject({
      bail: { value: 'on_bail' },
      houseArrest: { value: 'in_force' },
      custody: { value: 'house_arrest' },
    });
  });

  it('ends with death, and what was over stays as it was', () => {
    expect(on('2019-06-01', granted(), ev(P, 'Died', '2019-06-01')).value).toBe('ended');
    expect(on('2019-06-01', granted(), ev(P, 'BailRevoked', '2019-03-01'), ev(P, 'Died', '2019-06-01')).value).toBe(
      'revoked',
    );
  });

  it('may always have been so before a report, as the view has no word for unknown', () => {
    const reported = report(P, 'bail', 'on_bail', '2019-03-01');
    expect(on('2019-01-01', reported)).toMatchObject({
      value: 'on_bail',
      certainty: 'possible',
      otherwise: ['none_recorded'],
    });
    expect(on('2019-06-01', reported, verdict('any')).value).toBe('ended');
  });
});
