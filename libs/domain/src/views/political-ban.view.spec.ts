import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['politicalBan']!;
const ban = (facts: Record<string, unknown>, day = '2017-11-16', key = 'ban') =>
  ev(P, 'PoliticalBanImposed', day, { authority: 'Supreme Court', ...facts }, { key });
const lifting = (ends: unknown, ground = 'rehabilitated') =>
  ev(P, 'PoliticalBanLifted', '2019-01-01', { ends, ground });
const verdict = (rightsLost: Record<string, unknown>, day = '2018-03-01') =>
  ev(P, 'VerdictDelivered', day, {
    proceeding: 'p',
    outcome: 'convicted',
    rightsLost: { rights: ['vote'], ...rightsLost },
  });

describe('the political ban', () => {
  it('holds for its term, half-open', () => {
    expect(on('2022-11-15', ban({ duration: 'P5Y' }))).toMatchObject({
      value: 'banned',
      until: '2022-11-16',
      bans: [{ authority: 'Supreme Court', from: '2017-11-16', until: '2022-11-16', state: 'in_force' }],
    });
    expect(on('2022-11-16', ban({ duration: 'P5Y' }))).toMatchObject({
      value: 'expired',
      until: null,
      bans: [{ state: 'expired' }],
      because: ['ban'],
    });
    expect(on('2019-12-31', ban({ until: '2020-01-01' })).value).toBe('banned');
    expect(on('2020-01-01', ban({ until: '2020-01-01' })).value).toBe('expired');
  });

  it('holds on its last day where the source counts it in', () => {
    expect(on('2020-01-01', ban({ until: '2020-01-01', untilInclusive: true }))).toMatchObject({
      value: 'banned',
      until: '2020-01-01',
      untilInclusive: true,
    });
    expect(on('2020-01-02', ban({ until: '2020-01-01', untilInclusive: true })).value).toBe('expired');
  });

  it('comes with the rights lost by a verdict too', () => {
    expect(on('2018-03-01', verdict({ duration: 'P10Y' }))).toMatchObject({
      value: 'banned',
      until: '2028-03-01',
      bans: [{ rights: ['vote'] }],
    });
  });

  it('lasts until the latest of the open ones; indefinite wins, then an end that is not stated', () => {
    expect(on('2018-03-01', ban({ duration: 'P5Y' }), verdict({ duration: 'P10Y' })).until).toBe('2028-03-01');
    expect(on('2018-03-01', ban({ not_stated: true }), verdict({ duration: 'P10Y' })).until).toBe('not_stated');
    expect(on('2018-03-01', ban({ not_stated: true }), verdict({ indefinite: true })).until).toBe('indefinite');
  });

  it('ends each by itself: a loss of rights goes on after a ban has expired', () => {
    const status = on('2023-01-01', ban({ duration: 'P5Y' }), verdict({ indefinite: true }));
    expect(status).toMatchObject({
      value: 'banned',
      since: '2017-11-16',
      lastConfirmed: '2018-03-01',
      bans: [{ state: 'expired' }, { state: 'in_force' }],
    });
  });

  it('leaves a gap between one that expired and the next', () => {
    const lines = [ban({ duration: 'P5Y' }), verdict({ indefinite: true }, '2023-03-03')];
    expect(on('2022-11-16', ...lines).value).toBe('expired');
    expect(on('2023-03-03', ...lines)).toMatchObject({ value: 'banned', since: '2023-03-03' });
  });

  it('is ended by a lifting of all, or of those that it names', () => {
    expect(on('2019-01-01', ban({ duration: 'P5Y' }), lifting('all')).value).toBe('rehabilitated');
    expect(on('2023-01-01', ban({ duration: 'P5Y' }), lifting('all')).value).toBe('rehabilitated');
    expect(on('2019-01-01', ban({ duration: 'P5Y' }), verdict({ indefinite: true }), lifting(['ban']))).toMatchObject({
      value: 'banned',
      bans: [{ state: 'rehabilitated' }, { state: 'in_force' }],
    });
    expect(on('2019-01-01', ban({ duration: 'P5Y' }), lifting(['ban'], 'quashed')).value).toBe('quashed');
  });

  it('was lifted where nothing else is known of it; a lifting after it expired changes nothing', () => {
    expect(on('2019-01-01', lifting('all')).value).toBe('rehabilitated');
    expect(on('2019-01-01', ban({ duration: 'P1Y' }), lifting('all')).value).toBe('expired');
  });

  it.each([{ outcome: 'quashed' }, { outcome: 'retrial' }, { outcome: 'varied', convicted: 'no' }])(
    'is quashed with its sentence: %j',
    (facts) => {
      const appeal = ev(P, 'AppealDecided', '2019-01-01', { proceeding: 'p', ...facts });
      expect(on('2019-01-01', verdict({ indefinite: true }), appeal).value).toBe('quashed');
      expect(on('2019-01-01', verdict({ indefinite: true }), ban({ duration: 'P5Y' }), appeal)).toMatchObject({
        value: 'banned',
        until: '2022-11-16',
      });
    },
  );

  it('is replaced by what an appeal makes of it', () => {
    const appeal = ev(P, 'AppealDecided', '2019-01-01', {
      proceeding: 'p',
      outcome: 'varied',
      rightsLost: { rights: ['stand'], duration: 'P2Y' },
    });
    expect(on('2019-01-01', verdict({ duration: 'P10Y' }), appeal)).toMatchObject({
      until: '2021-01-01',
      bans: [{ rights: ['stand'] }],
      since: '2018-03-01',
    });
    expect(on('2021-01-01', verdict({ duration: 'P10Y' }), appeal).value).toBe('expired');
  });

  it('expires possibly on any day of a range, where its first day is not known', () => {
    const vague = ev(P, 'PoliticalBanImposed', '2017-11', { duration: 'P5Y' }, { knownSince: '2017-12-10' });
    expect(on('2017-11-15', vague)).toMatchObject({
      value: 'banned',
      certainty: 'possible',
      otherwise: ['none_recorded'],
    });
    expect(on('2020-01-01', vague)).toMatchObject({ certainty: 'established', until: '[2022-11-01..2022-11-30]' });
    expect(on('2022-11-15', vague)).toMatchObject({ certainty: 'possible', value: 'expired', otherwise: ['banned'] });
    expect(on('2022-11-30', vague)).toMatchObject({ certainty: 'established', value: 'expired' });
  });

  it('never ends before it began, whatever end a source gives', () => {
    const vague = ev(P, 'PoliticalBanImposed', '2017-11', { until: '2017-01-01' }, { knownSince: '2017-12-10' });
    expect(on('2018-01-01', vague).value).toBe('expired');
    expect(on('2018-01-01', ban({ until: '2017-01-01' })).value).toBe('expired');
  });

  it('that was only reported ends by time where its end is told', () => {
    const reported = report(P, 'politicalBan', 'banned', '2018-01-01', { details: { until: '2020-01-01' } });
    expect(on('2018-01-01', reported)).toMatchObject({ value: 'banned', until: '2020-01-01' });
    expect(on('2020-01-01', reported).value).toBe('expired');
    expect(on('2030-01-01', report(P, 'politicalBan', 'banned', '2018-01-01'))).toMatchObject({
      value: 'banned',
      until: 'not_stated',
    });
  });

  it('is confirmed by a report', () => {
    expect(on('2019-01-01', ban({ duration: 'P5Y' }), report(P, 'politicalBan', 'banned', '2018-10-18'))).toMatchObject(
      { lastConfirmed: '2018-10-18', bans: [{}] },
    );
  });

  it('ends with death, and an expired one stays expired', () => {
    const died = ev(P, 'Died', '2023-01-01');
    expect(on('2023-01-01', ban({ indefinite: true }), died)).toMatchObject({
      value: 'ended',
      bans: [{ state: 'ended' }],
    });
    expect(on('2023-01-01', ban({ duration: 'P5Y' }), died).value).toBe('expired');
  });

  it('that was lifted by a day was lifted after it was imposed, and is certainly over from that day', () => {
    const lifted = ev(P, 'PoliticalBanLifted', '../2019-01-01', { ends: 'all', ground: 'quashed' });
    const imposed = ban({ indefinite: true });
    expect(on('2017-11-15', imposed, lifted).value).toBe('none_recorded');
    expect(on('2018-06-01', imposed, lifted).certainty).toBe('possible');
    expect(on('2019-01-01', imposed, lifted)).toMatchObject({ value: 'quashed', certainty: 'established' });
    // As another event of an unknown day, which has nothing to do with it, leaves it.
    const questioned = ev(P, 'Questioned', '2020', {});
    expect(on('2019-01-01', imposed, lifted, questioned)).toMatchObject({ value: 'quashed', certainty: 'established' });
    const sameDay = ban({ indefinite: true }, '2019-01-01');
    expect(on('2018-12-31', sameDay, lifted).value).toBe('none_recorded');
    expect(on('2019-01-01', sameDay, lifted)).toMatchObject({ value: 'quashed', certainty: 'established' });
  });

  it('and all others that were lifted by a day, or ended by a death by a day, are certainly over from that day', () => {
    const both = [ban({ indefinite: true }), ban({ indefinite: true }, '2018-02-01', 'second')];
    const lifted = ev(P, 'PoliticalBanLifted', '../2019-01-01', { ends: 'all', ground: 'quashed' });
    expect(on('2018-01-01', ...both, lifted)).toMatchObject({ value: 'banned', certainty: 'established' });
    expect(on('2018-06-01', ...both, lifted).certainty).toBe('possible');
    expect(on('2019-01-01', ...both, lifted)).toMatchObject({ value: 'quashed', certainty: 'established' });
    const died = ev(P, 'Died', '../2019-01-01', {});
    expect(on('2019-01-01', ...both, died)).toMatchObject({ value: 'ended', certainty: 'established' });
  });
});
