import { Projector, replayLog, ReplayReader, RevisionGapError, SqlReader } from '#read-models';
import type { StoredEvent } from '#event-store';
import fc from 'fast-check';
import { history } from './histories.js';
import { opened, storedEvents } from './stored.js';
import { describeRows, dumpOf, emptied, type RowsHost, type TestRows } from './stores.js';

const ASKED = { asOf: 18_300, lens: 'working' as const };

describeRows('a projection', ({ start, share }) => {
  let store: TestRows;
  let host: RowsHost;
  beforeAll(async () => {
    host = await start();
    store = await host.tables();
  });
  beforeEach(() => emptied(store));
  afterAll(async () => {
    await store.close();
    await host.close();
  });

  const project = (events: readonly StoredEvent[]) => new Projector(store).project(events);
  const custodyOf = async (person: string, reader = new SqlReader(store)) => {
    const moment = await reader.momentAt(null);
    return (await reader.segments(person, { ...ASKED, moment })).get('custody')?.value;
  };

  it('ends the same at one go, event by event, twice, and from zero', async () => {
    await fc.assert(
      fc.asyncProperty(history({ minLength: 8, maxLength: 30 }), async (events) => {
        await emptied(store);
        await project(events);
        const once = await dumpOf(store);
        await emptied(store);
        for (const event of events) await project([event]);
        expect(await dumpOf(store)).toEqual(once);
        await project(events);
        expect(await dumpOf(store)).toEqual(once);
      }),
      { numRuns: Math.ceil(40 * share) },
    );
  });

  it('refuses revision n+2 after n, and applies nothing of that batch', async () => {
    const events = storedEvents([opened('TST-01'), {}, {}, {}]);
    await project(events.slice(0, 2));
    await expect(project([events[3]!])).rejects.toThrow(RevisionGapError);
    expect(await store.checkpoint()).toMatchObject({ seq: 2, position: '2', count: 2 });
    await project(events.slice(2));
    expect(await store.checkpoint()).toMatchObject({ seq: 4, position: '4', count: 4 });
  });

  it('skips what it has applied before', async () => {
    const events = storedEvents([opened('TST-01'), {}]);
    await project(events);
    const before = await dumpOf(store);
    await project([...events, ...events]);
    expect(await dumpOf(store)).toEqual(before);
  });

  const POISONS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['of an unknown type', { type: 'Abolished' }],
    ['of a newer schema version', { schemaVersion: 99 }],
    ['with an unreadable date', { occurredOn: 'soon' }],
    ['that nobody vouches for', { assertions: [] }],
    ['without facts', { facts: null }],
    [
      'whose target is corrected to an unreadable date',
      { type: 'Rectified', target: 'k2', facts: { field: '/occurredOn', new: 'x', reason: 'r' } },
    ],
    ['that the fold cannot take', { type: 'ViolationsListed', facts: {} }],
  ];

  describe.each(POISONS)('meeting an event %s', (_, poison) => {
    const events = storedEvents([
      opened('TST-01'),
      opened('TST-02'),
      opened('TST-COLL-01', 'collective'),
      { case: 'TST-COLL-01', type: 'MembersAdded', appliesTo: { references: ['TST-01'] } },
      {},
      poison,
      { type: 'Released', facts: { ends: 'all' } },
      { case: 'TST-02' },
      {
        case: 'TST-COLL-01',
        type: 'Released',
        facts: { ends: 'all' },
        appliesTo: { references: ['TST-01', 'TST-02'] },
        on: '2019-06-01',
      },
    ]);

    it.each([
      ['at one go', 99],
      ['one by one', 1],
    ])('parks its case alone, %s', async (_how, size) => {
      for (let from = 0; from < events.length; from += size) await project(events.slice(from, from + size));
      expect(await store.checkpoint()).toMatchObject({ seq: 9, count: 9 });
      expect(await store.parked()).toMatchObject([
        { stream: 'case-TST-01', revision: 2, seq: 6, reason: expect.any(String) },
      ]);
      const reader = new SqlReader(store);
      expect(await reader.incompleteSince('TST-01')).toEqual({ stream: 'case-TST-01', revision: 2 });
      expect(await reader.incompleteSince('TST-02')).toBeNull();
      expect(await custodyOf('TST-01')).toBe('released');
      expect(await custodyOf('TST-02')).toBe('released');
      expect((await reader.developmentsOf('TST-01', await reader.momentAt(null))).map(({ seq }) => seq)).toEqual([
        1, 4, 5, 9,
      ]);
    });
  });

  it('tells who is named by an event that could not be read, and the members of its case', async () => {
    await project(
      storedEvents([
        opened('TST-01'),
        opened('TST-02'),
        opened('TST-03'),
        opened('TST-COLL-01', 'collective'),
        { case: 'TST-COLL-01', type: 'MembersAdded', appliesTo: { references: ['TST-02'] } },
        { case: 'TST-COLL-01', type: 'Abolished', appliesTo: { references: ['TST-03'] } },
      ]),
    );
    const reader = new SqlReader(store);
    const since = { stream: 'case-TST-COLL-01', revision: 2 };
    expect(await reader.incompleteSince('TST-01')).toBeNull();
    expect(await reader.incompleteSince('TST-02')).toEqual(since);
    expect(await reader.incompleteSince('TST-03')).toEqual(since);
    expect(await reader.incompleteSince('TST-COLL-01')).toEqual(since);
  });

  it('gives an unreadable event its place in the record', async () => {
    const events = storedEvents([opened('TST-01'), { type: 'Abolished' }, opened('TST-02'), { case: 'TST-02' }]);
    await project(events);
    const [rows, replay] = [new SqlReader(store), new ReplayReader(await replayLog(events))];
    for (const position of ['1', '2', '3', '4', '5'])
      expect(await rows.momentOf(position)).toEqual(await replay.momentOf(position));
    for (const reader of [rows, replay]) {
      expect(await reader.momentOf('2')).toEqual({ seq: 2, position: '2' });
      expect(await reader.incompleteSince('TST-01')).toEqual({ stream: 'case-TST-01', revision: 1 });
      expect(await custodyOf('TST-02', reader as SqlReader)).toBe('arrested');
    }
  });

  it('finds the record of a day and of an instant, and nothing before it begins', async () => {
    const events = storedEvents([
      { ...opened('TST-01'), known: '2020-01-01' },
      { known: '2020-01-02' },
      { known: '2020-01-02T10:00:00Z' },
      { known: '2020-01-03' },
    ]);
    await project(events);
    for (const reader of [new SqlReader(store), new ReplayReader(await replayLog(events))]) {
      const seqAt = async (instant: string) => (await reader.momentAt(Date.parse(instant))).seq;
      expect(await seqAt('2019-12-31T23:59:59Z')).toBe(0);
      expect(await reader.momentOf((await reader.momentAt(0)).position)).toEqual({ seq: 0, position: '0' });
      expect(await seqAt('2020-01-01T23:59:59Z')).toBe(1);
      expect(await seqAt('2020-01-02T09:59:59Z')).toBe(2);
      expect(await seqAt('2020-01-02T23:59:59Z')).toBe(3);
      expect((await reader.momentAt(null)).seq).toBe(4);
    }
  });

  it('leaves the answer known yesterday as it was, to the byte, when a late fact is logged', async () => {
    const events = storedEvents([
      opened('TST-01'),
      { on: '2019-05-01', known: '2020-01-01' },
      { type: 'Released', facts: { ends: 'all' }, on: '2019-02-01', known: '2020-02-01' },
      { on: '2019-01-01', known: '2020-02-01' },
    ]);
    await project(events.slice(0, 2));
    const reader = new SqlReader(store);
    const yesterday = await reader.momentAt(Date.parse('2020-01-31'));
    const told = async () => JSON.stringify(await reader.timeline('TST-01', 'custody', yesterday, 'working'));
    const before = await told();
    await project(events.slice(2));
    expect(await told()).toBe(before);
    expect(JSON.stringify(await reader.timeline('TST-01', 'custody', await reader.momentAt(null), 'working'))).not.toBe(
      before,
    );
  });
});
