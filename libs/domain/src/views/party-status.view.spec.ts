import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), opened('OTH-01', 'NO'), ...lines)
    .asOf(day)
    .party('Rescue');
const of = (
  type: 'PartyDissolutionRequested' | 'PartyDissolved' | 'PartyDisqualified' | 'PartyReinstated',
  day: string,
) => ev(P, type, day, { party: 'Rescue' });
const member = (day: string, where = P) => report(where, 'party', 'member', day, { details: { name: 'Rescue' } });

describe('the status of a party', () => {
  it('is existing from the first day that any event names it so', () => {
    expect(on('2016-02-16', member('2016-02-17')).value).toBe('unknown');
    expect(on('2016-02-17', member('2016-02-17'), member('2017-01-01'))).toMatchObject({
      value: 'existing',
      since: '2016-02-17',
    });
  });

  it('follows its own events', () => {
    const lines = [
      member('2016-02-17'),
      of('PartyDissolutionRequested', '2017-10-06'),
      of('PartyDissolved', '2017-11-16'),
      of('PartyReinstated', '2020-01-01'),
      of('PartyDisqualified', '2023-05-15'),
    ];
    expect(on('2017-10-06', ...lines).value).toBe('dissolution_requested');
    expect(on('2017-11-16', ...lines).value).toBe('dissolved');
    expect(on('2020-01-01', ...lines).value).toBe('existing');
    expect(on('2023-05-15', ...lines).value).toBe('disqualified');
  });

  it('stays dissolved when somebody is later said to be a member', () => {
    expect(on('2018-01-01', of('PartyDissolved', '2017-11-16'), member('2018-01-01')).value).toBe('dissolved');
    expect(
      on('2018-01-01', of('PartyDissolved', '2017-11-16'), of('PartyDissolutionRequested', '2018-01-01')).value,
    ).toBe('dissolved');
  });

  it('is that of the party of one country', () => {
    expect(on('2018-01-01', member('2016-02-17', 'OTH-01')).value).toBe('unknown');
  });

  it('may be reported itself', () => {
    const dissolved = report(P, 'partyStatus', 'dissolved', '2018-01-01', { details: { name: 'Rescue' } });
    expect(on('2017-06-01', member('2016-02-17'), dissolved)).toMatchObject({
      value: 'dissolved',
      otherwise: ['existing'],
    });
  });
});
