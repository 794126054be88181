import { collective, ev, given, opened, report, sourceAdded, type Line } from '../../../../test/support/given.js';

const [P, C] = ['TST-01', 'TST-COLL-01'];
const exile = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), collective(C), ...lines)
    .asOf(day)
    .person(P)['exile']!;
const inferred = { appliesTo: { references: [P], basis: 'inferred' } };

describe('certainty', () => {
  it('is established where nothing is recorded', () => {
    expect(exile('2019-01-01').certainty).toBe('established');
  });

  it('is established by two voices, or by the committee or a court alone', () => {
    for (const by of ['committee', 'court'] as const)
      expect(exile('2019-01-01', ev(P, 'Fled', '2019-01-01', {}, { by })).certainty).toBe('established');
    expect(
      exile('2019-01-01', ev(P, 'Fled', '2019-01-01', {}, { by: [{ by: 'complainant' }, { by: 'third_party' }] }))
        .certainty,
    ).toBe('established');
    expect(
      exile(
        '2019-01-01',
        ev(
          P,
          'Fled',
          '2019-01-01',
          {},
          {
            by: [
              { by: 'third_party', party: 'a' },
              { by: 'third_party', party: 'b' },
            ],
          },
        ),
      ).certainty,
    ).toBe('established');
  });

  it('is alleged by one voice over all deciding events', () => {
    const fled = ev(P, 'Fled', '2019-01-01', {}, { key: 'fled', by: { by: 'third_party', party: 'a' } });
    expect(exile('2019-01-01', fled).certainty).toBe('alleged');
    expect(
      exile('2019-03-01', fled, report(P, 'exile', 'in_exile', '2019-03-01', { by: { by: 'third_party', party: 'a' } }))
        .certainty,
    ).toBe('alleged');
    const other = report(P, 'exile', 'in_exile', '2019-03-01', { by: { by: 'third_party', party: 'b' } });
    expect(exile('2019-02-28', fled, other).certainty).toBe('alleged');
    expect(exile('2019-03-01', fled, other).certainty).toBe('established');
  });

  it('is established by the authorities about their own act, and alleged about anything else', () => {
    expect(exile('2019-01-01', ev(P, 'Expelled', '2019-01-01', {}, { by: 'authorities' })).certainty).toBe(
      'established',
    );
    expect(exile('2019-01-01', ev(P, 'Fled', '2019-01-01', {}, { by: 'authorities' })).certainty).toBe('alleged');
    const lines = [
      ev(P, 'Expelled', '2019-01-01', {}, { by: 'authorities' }),
      report(P, 'exile', 'in_exile', '2019-02-01', { by: 'authorities' }),
    ];
    expect(exile('2019-02-01', ...lines).certainty).toBe('established');
  });

  it('is inferred where the roster is, before it is alleged', () => {
    expect(exile('2019-01-01', ev(C, 'Fled', '2019-01-01', {}, { ...inferred, by: 'complainant' })).certainty).toBe(
      'inferred',
    );
    expect(exile('2019-01-01', ev(C, 'Fled', '2019-01-01', {}, { appliesTo: [P] })).certainty).toBe('established');
  });

  it('is no longer inferred once any roster of the event names the person', () => {
    const lines = [
      ev(C, 'Fled', '2019-01-01', {}, { ...inferred, key: 'fled' }),
      ev(C, 'ParticipantsIdentified', '2019-06-01', {}, { target: 'fled', appliesTo: [P] }),
    ];
    expect(exile('2019-01-01', ...lines).certainty).toBe('established');
  });

  it('is disputed where a voice denies a deciding event, before it is inferred', () => {
    const fled = ev(
      C,
      'Fled',
      '2019-01-01',
      {},
      { ...inferred, by: [{ by: 'committee' }, { by: 'authorities', stance: 'denies' }] },
    );
    expect(exile('2019-01-01', fled).certainty).toBe('disputed');
  });

  it('is disputed where one source contradicts itself', () => {
    const fled = ev(
      P,
      'Fled',
      '2019-01-01',
      { to: 'France' },
      { by: [{ by: 'committee' }, { by: 'committee', facts: { to: 'Spain' } }] },
    );
    expect(exile('2019-01-01', fled)).toMatchObject({ certainty: 'disputed', country: 'Spain' });
  });

  it('is possible before anything else', () => {
    const fled = ev(
      C,
      'Fled',
      '2019-01',
      {},
      { ...inferred, knownSince: '2019-02-10', by: [{ by: 'complainant' }, { by: 'authorities', stance: 'alleges' }] },
    );
    expect(exile('2019-01-10', fled).certainty).toBe('possible');
    expect(exile('2019-02-10', fled).certainty).toBe('inferred');
  });

  it('grows with a source added later, from when it is known', () => {
    const record = given(
      opened(P),
      ev(P, 'Fled', '2019-01-01', {}, { key: 'fled', by: 'complainant' }),
      sourceAdded(P, 'fled', '2019-06-01', { by: 'authorities' }),
    );
    expect(record.asOf('2019-01-01', { knownAt: '2019-05-31' }).person(P)['exile']!.certainty).toBe('alleged');
    expect(record.asOf('2019-01-01').person(P)['exile']!.certainty).toBe('established');
  });
});
