import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';
import type { Assertion, Lens } from '../record/development.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['life']!;
const killed = (facts: Record<string, unknown> = {}, by: Partial<Assertion>[] = [{ by: 'committee' }]) =>
  ev(P, 'Killed', '2025-01-07', facts, { by, place: { text: 'Bangkok', country: 'TH' } });

describe('life', () => {
  it('records no death before one is recorded', () => {
    expect(on('2025-01-06', killed())).toMatchObject({ value: 'no_death_recorded', motive: { value: 'not_stated' } });
  });

  it('tells a disappearance and a reappearance', () => {
    const lines = [ev(P, 'Disappeared', '2020-01-01'), ev(P, 'Reappeared', '2020-02-01')];
    expect(on('2020-01-01', ...lines).value).toBe('disappeared');
    expect(on('2020-02-01', ...lines).value).toBe('reappeared');
  });

  it('tells a killing, where it happened and in which country', () => {
    expect(on('2025-01-07', killed())).toMatchObject({ value: 'killed', place: 'Bangkok', country: 'TH' });
  });

  it('tells a death, and stays so whatever is told later', () => {
    expect(on('2025-02-01', ev(P, 'Died', '2025-01-07'), ev(P, 'Disappeared', '2025-02-01')).value).toBe('died');
  });

  it('is killed rather than died where both are told, in whatever order', () => {
    expect(on('2025-02-01', ev(P, 'Died', '2025-01-07'), ev(P, 'Killed', '2025-01-07')).value).toBe('killed');
    expect(on('2025-02-01', killed(), ev(P, 'Died', '2025-01-08'))).toMatchObject({
      value: 'killed',
      since: '2025-01-07',
    });
    expect(on('2025-02-01', killed(), report(P, 'life', 'died', '2025-01-20'))).toMatchObject({
      value: 'killed',
      certainty: 'established',
    });
  });

  it('takes the motive from its voices: contested where they differ', () => {
    expect(on('2025-01-07', killed({ motive: 'political' })).motive).toMatchObject({ value: 'political' });
    const voices: Partial<Assertion>[] = [
      { by: 'third_party', party: 'an NGO', facts: { motive: 'political' } },
      { by: 'authorities', facts: { motive: 'not_political' } },
    ];
    expect(on('2025-01-07', killed({}, voices)).motive).toMatchObject({ value: 'contested' });
  });

  it('takes the motive as the voice of the lens tells it, and as disputed by the others', () => {
    const voices: Partial<Assertion>[] = [
      { by: 'third_party', facts: { motive: 'political' } },
      { by: 'authorities', facts: { motive: 'not_political' } },
    ];
    const record = given(opened(P), killed({}, voices));
    const motive = (lens: Lens): unknown => record.asOf('2025-01-07', { lens }).person(P)['life']!.motive;
    expect(motive('authorities')).toMatchObject({ value: 'not_political', certainty: 'disputed' });
    expect(motive('third_party')).toMatchObject({ value: 'political', certainty: 'disputed' });
    expect(motive('working')).toMatchObject({ value: 'contested', certainty: 'disputed' });
  });

  it('leaves the motive undisputed by who says nothing of it', () => {
    const voices: Partial<Assertion>[] = [{ by: 'third_party', facts: { motive: 'political' } }, { by: 'authorities' }];
    expect(on('2025-01-07', killed({}, voices))).toMatchObject({
      certainty: 'established',
      motive: { value: 'political', certainty: 'established' },
    });
  });

  it('is not changed by a death that is only alleged, and disputed by it', () => {
    const alleged = ev(P, 'Died', '2019-01-01', {}, { by: [{ by: 'third_party', stance: 'alleges' }] });
    expect(on('2019-01-01', alleged)).toMatchObject({
      value: 'no_death_recorded',
      certainty: 'disputed',
      accounts: [{ stance: 'alleges' }],
    });
  });

  it('may have been a disappearance on any day before a report, as the view has no word for unknown', () => {
    expect(on('2019-01-01', report(P, 'life', 'disappeared', '2019-02-01'))).toMatchObject({
      value: 'disappeared',
      otherwise: ['no_death_recorded'],
    });
  });
});
