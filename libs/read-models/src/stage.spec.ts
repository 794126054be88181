import { forget, Lately, timelinesOf, viewNamed, type RecordedDevelopment } from '#domain';
import { changedViews, Stage } from './stage.js';

const EVENT = {
  stream: 'case-TST-01',
  schemaVersion: 1,
  facts: {},
  knownSince: '2020-01-01',
  assertions: [{ by: 'committee', source: 's' }],
};

const told = (seq: number, type: string, occurredOn: string, facts: object = {}): RecordedDevelopment =>
  ({ ...EVENT, seq, eventId: `id${seq}`, key: `k${seq}`, type, occurredOn, facts }) as unknown as RecordedDevelopment;

describe('the views that an event changes', () => {
  it.each([
    ['kept in mind', () => undefined],
    ['forgotten meanwhile', forget],
  ])('include those whose events it puts on other days, what was worked out being %s', (_, meanwhile) => {
    const [opening, torture, death] = [
      told(1, 'CaseOpened', '2017', { kind: 'individual', country: 'IS', name: 'A' }),
      told(2, 'TortureReported', '2018'),
      told(3, 'Died', '2018-06-01'),
    ];
    const lately = new Lately();
    const before = new Stage('TST-01', [opening, torture], lately);
    timelinesOf(before.history('person')!, viewNamed('accountability')!);
    const now = new Stage('TST-01', [opening, torture, death], lately);
    meanwhile();
    expect(changedViews(before, now, 'person').map(({ name }) => name)).toContain('accountability');
  });
});
