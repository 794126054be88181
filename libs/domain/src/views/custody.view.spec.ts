import { ev, given, opened, report, sourceAdded, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['custody']!;

const arrested = ev(
  P,
  'Arrested',
  '2019-01-01',
  {},
  { key: 'arrest', place: { text: 'police station', country: 'IS' } },
);
const ordered = (proceeding?: string, day = '2019-01-03', key = `order ${proceeding}`) =>
  ev(P, 'DetentionOrdered', day, { title: 'pretrial_order', ...(proceeding && { proceeding }) }, { key });
const convicted = (day: string, facts: Record<string, unknown>) =>
  ev(P, 'VerdictDelivered', day, { proceeding: 'p', outcome: 'convicted', inAbsentia: 'no', ...facts });

describe('custody', () => {
  it('is not recorded before anything happens', () => {
    expect(on('2018-12-31', arrested)).toMatchObject({
      value: 'none_recorded',
      since: null,
      because: [],
      titles: [],
      days: null,
    });
  });

  it('begins with an arrest', () => {
    expect(on('2019-01-02', arrested)).toMatchObject({
      value: 'arrested',
      title: 'arrest',
      since: '2019-01-01',
      place: 'police station',
      country: 'IS',
      days: 2,
    });
  });

  it('is not changed by an arrest of someone held elsewhere than at home', () => {
    const again = ev(P, 'Arrested', '2019-02-01');
    expect(on('2019-02-01', ordered(), again)).toMatchObject({
      value: 'pretrial_detention',
      since: '2019-01-03',
      lastConfirmed: '2019-02-01',
    });
  });

  it('is an arrest again for someone held at home', () => {
    const house = ev(P, 'HouseArrestImposed', '2019-01-01', { title: 'order' });
    expect(on('2019-02-01', house, ev(P, 'Arrested', '2019-02-01'))).toMatchObject({ value: 'arrested', days: 32 });
  });

  it.each([
    ['pretrial_order', 'pretrial_detention'],
    ['administrative_order', 'detained'],
    ['execution_of_sentence', 'imprisoned'],
    ['none_stated', 'detained'],
  ])('follows the title of an order: %s is %s', (title, value) => {
    expect(on('2019-01-05', arrested, ev(P, 'DetentionOrdered', '2019-01-03', { title }))).toMatchObject({
      value,
      title,
      since: '2019-01-03',
    });
  });

  it('replaces with an order every title that is not of another proceeding', () => {
    expect(on('2019-02-01', arrested, ordered('a'), ordered('a', '2019-02-01', 'again')).titles).toHaveLength(1);
    expect(on('2019-02-01', arrested, ordered('a'), ordered('b', '2019-02-01')).titles).toMatchObject([
      { proceeding: 'a' },
      { proceeding: 'b' },
    ]);
  });

  it('does not end when the term of an order runs out', () => {
    const order = ev(P, 'DetentionOrdered', '2019-01-03', { title: 'pretrial_order', until: '2019-07-03' });
    expect(on('2020-01-01', order)).toMatchObject({ value: 'pretrial_detention', until: null });
  });

  it('is house arrest by its order, and keeps days without a break but not the place of the prison', () => {
    const house = ev(P, 'HouseArrestImposed', '2019-02-01', { title: 'bail_condition' });
    expect(on('2019-02-01', arrested, house)).toMatchObject({
      value: 'house_arrest',
      title: 'bail_condition',
      place: null,
      days: 32,
    });
  });

  it('is served in prison by who is held and convicted, beside the titles already open', () => {
    expect(on('2019-03-01', ordered('q'), convicted('2019-03-01', { execution: 'prison' }))).toMatchObject({
      value: 'imprisoned',
      title: 'execution_of_sentence',
      titles: [{ title: 'pretrial_order' }, { title: 'execution_of_sentence' }],
    });
  });

  it('is not opened by a sentence of prison for someone free, nor by one in absentia', () => {
    expect(on('2019-03-01', convicted('2019-03-01', { execution: 'prison' })).value).toBe('none_recorded');
    expect(
      on('2019-03-01', ordered('q'), convicted('2019-03-01', { execution: 'prison', inAbsentia: 'yes' })).value,
    ).toBe('pretrial_detention');
  });

  it('is house arrest for someone free who is to serve the sentence at home', () => {
    expect(on('2019-03-01', convicted('2019-03-01', { execution: 'house_arrest' }))).toMatchObject({
      value: 'house_arrest',
      title: 'execution_of_sentence',
    });
  });

  it('does not restart when house arrest goes on as a sentence', () => {
    const house = ev(P, 'HouseArrestImposed', '2019-01-01', { title: 'bail_condition' });
    expect(on('2019-03-01', house, convicted('2019-03-01', { execution: 'house_arrest' }))).toMatchObject({
      value: 'house_arrest',
      since: '2019-01-01',
      title: 'execution_of_sentence',
    });
  });

  it('is imprisonment for who is held once the sentence is final on appeal', () => {
    const final = ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld', final: 'yes' });
    expect(on('2019-05-31', ordered('p'), convicted('2019-03-01', {}), final).value).toBe('pretrial_detention');
    expect(on('2019-06-01', ordered('p'), convicted('2019-03-01', {}), final)).toMatchObject({
      value: 'imprisoned',
      since: '2019-06-01',
    });
    expect(on('2019-06-01', convicted('2019-03-01', {}), final).value).toBe('none_recorded');
  });

  it('is no imprisonment when an acquittal, or a suspended sentence, becomes final', () => {
    const final = ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld', final: 'yes' });
    const acquitted = ev(P, 'VerdictDelivered', '2019-03-01', { proceeding: 'p', outcome: 'acquitted' });
    expect(on('2019-06-01', ordered('q'), acquitted, final).value).toBe('pretrial_detention');
    expect(on('2019-06-01', ordered('q'), convicted('2019-03-01', { execution: 'suspended' }), final).value).toBe(
      'pretrial_detention',
    );
  });

  it('keeps the title in force when an appeal is not final', () => {
    const upheld = ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld', final: 'no' });
    expect(on('2019-06-01', ordered('p'), convicted('2019-03-01', {}), upheld).value).toBe('pretrial_detention');
  });

  it('loses the title of a sentence that is quashed, and goes back to what is open beside it', () => {
    const quashed = ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'quashed' });
    expect(on('2019-06-01', ordered('q'), convicted('2019-03-01', { execution: 'prison' }), quashed).value).toBe(
      'pretrial_detention',
    );
    expect(on('2019-06-01', convicted('2019-03-01', { execution: 'house_arrest' }), quashed).value).toBe('released');
  });

  it.each([
    ['charge', ev(P, 'Charged', '2019-01-05', { proceeding: 'p', labels: [] })],
    ['trial', ev(P, 'TrialOpened', '2019-01-05', { proceeding: 'p' })],
    ['extension', ev(P, 'DetentionExtended', '2019-01-05')],
    ['refusal of bail', ev(P, 'BailDenied', '2019-01-05')],
  ])('counts an arrest as detention before trial, by inference, from the first %s', (_, event) => {
    expect(on('2019-01-04', arrested, event).value).toBe('arrested');
    expect(on('2019-01-05', arrested, event)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'inferred',
      title: 'arrest',
      since: '2019-01-05',
      days: 5,
    });
  });

  it('counts a reported arrest so too', () => {
    const charged = ev(P, 'Charged', '2019-01-05', { proceeding: 'p', labels: [] });
    expect(on('2019-01-05', report(P, 'custody', 'arrested', '2019-01-01'), charged).value).toBe('pretrial_detention');
  });

  it('is no longer inferred once an order says it', () => {
    const charged = ev(P, 'Charged', '2019-01-02', { proceeding: 'p', labels: [] });
    expect(on('2019-01-03', arrested, charged, ordered())).toMatchObject({
      certainty: 'established',
      since: '2019-01-02',
    });
  });

  it('is not touched by a charge before the arrest', () => {
    expect(on('2019-01-02', ev(P, 'Charged', '2018-12-01', { proceeding: 'p', labels: [] }), arrested).value).toBe(
      'arrested',
    );
  });

  it('is unacknowledged from an abduction until reappearance, release or an acknowledged detention', () => {
    const abducted = ev(P, 'Abducted', '2019-01-01');
    expect(on('2019-01-01', abducted).value).toBe('unacknowledged');
    expect(on('2019-02-01', abducted, ev(P, 'Reappeared', '2019-02-01')).value).toBe('released');
    expect(on('2019-02-01', abducted, ev(P, 'Released', '2019-02-01', { ends: 'all' })).value).toBe('released');
    expect(on('2019-02-01', abducted, ordered('p', '2019-02-01'))).toMatchObject({
      value: 'pretrial_detention',
      titles: [{ title: 'pretrial_order' }],
    });
    expect(on('2019-02-01', abducted, ev(P, 'Arrested', '2019-02-01')).titles).toHaveLength(1);
  });

  it('is unacknowledged when someone held disappears, and stays as it was when someone free does', () => {
    const disappeared = ev(P, 'Disappeared', '2019-02-01');
    expect(on('2019-02-01', arrested, disappeared).value).toBe('unacknowledged');
    expect(on('2019-02-01', disappeared).value).toBe('none_recorded');
  });

  it('becomes "detained" from the day of a report, without a break, for someone arrested', () => {
    const reported = report(P, 'custody', 'detained', '2019-01-10');
    expect(on('2019-01-09', arrested, reported)).toMatchObject({ value: 'arrested', certainty: 'established' });
    expect(on('2019-01-10', arrested, reported)).toMatchObject({
      value: 'detained',
      certainty: 'established',
      since: '2019-01-10',
      days: 10,
    });
  });

  it.each(['pretrial_order', 'execution_of_sentence'])(
    'is confirmed by a report of "detained" for someone held on %s',
    (title) => {
      const order = ev(P, 'DetentionOrdered', '2019-01-03', { title });
      const status = on(
        '2019-03-01',
        order,
        report(P, 'custody', 'detained', '2019-02-01', { place: { text: 'another prison' } }),
      );
      expect(status).toMatchObject({
        title,
        since: '2019-01-03',
        lastConfirmed: '2019-02-01',
        place: 'another prison',
      });
    },
  );

  it('may have changed on any day before a report of another value', () => {
    const reported = report(P, 'custody', 'imprisoned', '2019-06-01');
    expect(on('2019-03-01', ordered(), reported)).toMatchObject({
      value: 'imprisoned',
      certainty: 'possible',
      otherwise: ['pretrial_detention'],
    });
    expect(on('2019-06-01', ordered(), reported)).toMatchObject({ value: 'imprisoned', certainty: 'established' });
    expect(on('2019-01-03', ordered(), reported)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'established',
    });
  });

  it('stays released when somebody let go is reported at liberty', () => {
    const released = ev(P, 'Released', '2019-02-01', { ends: 'all' });
    expect(on('2019-06-01', arrested, released, report(P, 'custody', 'free', '2019-06-01'))).toMatchObject({
      value: 'released',
      certainty: 'established',
      lastConfirmed: '2019-06-01',
    });
  });

  it('ends with a release from all titles, with or without conditions', () => {
    const released = ev(P, 'Released', '2019-02-01', { ends: 'all', conditional: 'yes' }, { place: { country: 'IS' } });
    expect(on('2019-02-01', arrested, ordered('a'), ordered('b'), released)).toMatchObject({
      value: 'released',
      conditional: 'yes',
      titles: [],
      title: null,
      days: null,
    });
  });

  it('goes on after a release from some titles', () => {
    const released = ev(P, 'Released', '2019-02-01', { ends: ['order a'] });
    expect(on('2019-02-01', ordered('a'), ordered('b'), released)).toMatchObject({
      value: 'pretrial_detention',
      titles: [{ proceeding: 'b' }],
    });
    expect(on('2019-02-01', ordered('a'), released).value).toBe('released');
  });

  it('is released by a release with nothing open', () => {
    expect(on('2019-02-01', ev(P, 'Released', '2019-02-01', { ends: 'all' }))).toMatchObject({
      value: 'released',
      conditional: 'not_stated',
    });
  });

  it('ends with the house titles when house arrest is lifted', () => {
    const house = ev(P, 'HouseArrestImposed', '2019-01-01', { title: 'order', proceeding: 'a' });
    const lifted = ev(P, 'HouseArrestLifted', '2019-03-01');
    expect(on('2019-03-01', house, lifted).value).toBe('released');
    expect(on('2019-03-01', house, ordered('b'), lifted)).toMatchObject({
      value: 'pretrial_detention',
      since: '2019-01-03',
    });
    expect(on('2019-03-01', arrested, lifted).value).toBe('arrested');
  });

  it('becomes the sentence once a conviction is final, whatever was found of another offence', () => {
    const acquitted = ev(P, 'VerdictDelivered', '2019-03-01', {
      proceeding: 'p',
      outcome: 'acquitted',
      offence: 'incitement',
    });
    const riot = convicted('2019-03-01', { offence: 'riot', term: 'P5Y' });
    const final = ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld', final: 'yes' });
    for (const verdicts of [
      [riot, acquitted],
      [acquitted, riot],
    ])
      expect(on('2019-06-01', ordered('p'), ...verdicts, final)).toMatchObject({
        value: 'imprisoned',
        title: 'execution_of_sentence',
      });
  });

  it('stays the sentence while another conviction of the proceeding is served', () => {
    const prison = (offence: string) => convicted('2019-03-01', { offence, execution: 'prison' });
    const quashed = (offence: string, day: string) =>
      ev(P, 'AppealDecided', day, { proceeding: 'p', outcome: 'quashed', offence });
    const lines = [arrested, prison('riot'), prison('incitement'), quashed('riot', '2019-06-01')];
    expect(on('2019-06-01', ...lines).value).toBe('imprisoned');
    expect(on('2019-07-01', ...lines, quashed('incitement', '2019-07-01')).value).toBe('arrested');
  });

  it('ends with an escape', () => {
    expect(on('2019-02-01', arrested, ev(P, 'Escaped', '2019-02-01')).value).toBe('escaped');
  });

  it.each([
    ['an extension', ev(P, 'DetentionExtended', '2019-02-01')],
    ['a transfer', ev(P, 'Transferred', '2019-02-01', {}, { place: { text: 'far away' } })],
    ['a refusal of bail', ev(P, 'BailDenied', '2019-02-01')],
    ['a report on its conditions', ev(P, 'DetentionConditionsReported', '2019-02-01', { axis: 'visits', value: 'no' })],
  ])('is only confirmed by %s', (_, event) => {
    expect(on('2019-03-01', ordered(), event)).toMatchObject({
      value: 'pretrial_detention',
      since: '2019-01-03',
      lastConfirmed: '2019-02-01',
    });
  });

  it('is told at the place of the last transfer', () => {
    expect(
      on('2019-03-01', arrested, ev(P, 'Transferred', '2019-02-01', {}, { place: { text: 'far away' } })).place,
    ).toBe('far away');
  });

  it.each([
    ['a pardon', ev(P, 'Pardoned', '2019-02-01', { kind: 'pardon', covers: 'all', full: 'yes' })],
    ['bail granted alone', ev(P, 'BailGranted', '2019-02-01')],
  ])('is neither changed nor confirmed by %s', (_, event) => {
    expect(on('2019-03-01', ordered(), event)).toMatchObject({
      value: 'pretrial_detention',
      lastConfirmed: '2019-01-03',
    });
  });

  it('is confirmed by a later source that says the arrest still held, whatever title came since', () => {
    const still = sourceAdded(P, 'arrest', '2019-05-01', { stillOn: '2019-04-01' });
    expect(on('2019-06-01', arrested, ordered(), still)).toMatchObject({
      value: 'pretrial_detention',
      lastConfirmed: '2019-04-01',
    });
  });

  it('ends with death, and leaves who was released as they were', () => {
    const died = ev(P, 'Died', '2019-05-01');
    expect(on('2019-05-01', arrested, died)).toMatchObject({ value: 'ended', titles: [], days: null });
    expect(on('2019-05-01', arrested, ev(P, 'Released', '2019-02-01', { ends: 'all' }), died)).toMatchObject({
      value: 'released',
      since: '2019-02-01',
    });
    expect(on('2019-05-01', died).value).toBe('none_recorded');
  });

  it('grows stale a year after it was last confirmed', () => {
    expect(on('2020-01-03', ordered()).stale).toBe(false);
    expect(on('2020-01-04', ordered()).stale).toBe(true);
  });
});
