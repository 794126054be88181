import { LENSES, viewsOf, type Moment, type RecordReader } from '#domain';
import { Projector, replayLog, ReplayReader, SqlReader } from '#read-models';
import { eventIdOf, opened, storedEvents } from './stored.js';
import { describeRows, emptied, type RowsHost, type TestRows } from './stores.js';

type Told = Parameters<typeof storedEvents>[0];

const OPENED = [opened('TST-01'), opened('TST-02'), opened('TST-COLL-01', 'collective')];
const SUBJECTS = ['TST-01', 'TST-02', 'case:TST-COLL-01', 'party:IS:Red', 'party:SE:Red'];

const kindOf = (subject: string) =>
  subject.startsWith('case:') ? 'case' : subject.startsWith('party:') ? 'party' : 'person';

describeRows('rows folded event by event equal the replay where', ({ start }) => {
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

  it('the country of a case is corrected after one of its events named a party and was put before another event', async () => {
    await expectEqual([
      { case: 'TST-02', type: 'Escaped', on: '2018-06-01' },
      { case: 'TST-COLL-01', type: 'PartyReinstated', facts: { party: 'Red' }, on: '2018', before: eventIdOf('TST-02', 'k4') },
      { case: 'TST-COLL-01', type: 'Rectified', target: 'k3', facts: { field: '/facts/country', new: 'SE', reason: 'r' } },
    ]); // prettier-ignore
  });

  it('all is told by one voice, and of somebody only what may mean them', async () => {
    await expectEqual([
      { case: 'TST-COLL-01', appliesTo: { references: [], among: { case: 'TST-COLL-01' } } },
      { case: 'TST-COLL-01', type: 'MembersAdded', appliesTo: { references: ['TST-01'] } },
    ]);
  });

  it('what was so by a day, its beginning unknown, follows something later that makes it change nothing on that day', async () => {
    const facts = { ends: 'all', ground: 'rehabilitated' };
    await expectEqual([
      { type: 'PoliticalBanLifted', facts, on: '2017-12' },
      { type: 'PoliticalBanLifted', facts, on: '../2018-09-07' },
    ]);
  });

  async function expectEqual(told: Told): Promise<void> {
    const events = storedEvents([...OPENED, ...told]);
    const projector = new Projector(store);
    for (const event of events) await projector.project([event]);
    const [rows, replay] = [new SqlReader(store), new ReplayReader(await replayLog(events))];
    for (const { position } of events) {
      const moment = (await replay.momentOf(position))!;
      for (const subject of SUBJECTS)
        expect(await timelines(rows, subject, moment)).toEqual(await timelines(replay, subject, moment));
    }
  }
});

async function timelines(reader: RecordReader, subject: string, moment: Moment): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (const { name } of viewsOf(kindOf(subject)))
    for (const lens of LENSES) told[`${name} ${lens}`] = await reader.timeline(subject, name, moment, lens);
  return told;
}
