import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyLog, type EventStore, importFiles, openEventStore, type StoredEvent, verifyLog } from '#event-store';
import { Office } from '../cli/habeas.js';
import { collect, newEvent, newEvents } from '../contract/contract-fixture.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';

const RECORD = 'test/checks/scenarios.ndjson';

describe('moving a log to KurrentDB', () => {
  let server: KurrentServer;
  beforeAll(async () => void (server = await KurrentServer.start()));
  afterAll(() => server.kill());
  const openTarget = () => openEventStore(server.url(`copy-${randomUUID()}-`), { answerMs: 100 });

  async function withSource(fill: (store: EventStore) => Promise<unknown>): Promise<EventStore> {
    const store = await openEventStore('sqlite::memory:');
    await fill(store);
    return store;
  }
  const imported = () => withSource((store) => importFiles(store, [RECORD], { officer: 'ada', now: () => new Date() }));

  it('keeps every event as it is, in its order: only positions are new', async () => {
    const from = await imported();
    await from.append('case-live', 'no_stream', [newEvent({ eventId: 'no UUID', causationId: 'cause' })]);
    const to = await openTarget();
    const steps = new Set<string>();
    expect(await copyLog(from, to, (step) => steps.add(step))).toMatchObject({ copied: 112, before: 0 });
    expect([...steps]).toEqual(['copying', 'verifying']);
    const [source, copy] = [await collect(from.readAll(null)), await collect(to.readAll(null))];
    expect(copy.map(withoutPosition)).toEqual(source.map(withoutPosition));
    const later = await to.append('case-live', 0, newEvents(1));
    expect(later).toMatchObject({ outcome: 'stored', events: [{ revision: 1 }] });
    expect(await verifyLog(to, () => undefined)).toMatchObject({ faults: 0, events: 113 });
    await Promise.all([from.close(), to.close()]);
  });

  it('goes on where it was stopped, also when answers were lost', async () => {
    const from = await withSource(async (store) => {
      for (let n = 0; n < 30; n += 1) await store.append(`case-${n}`, 'no_stream', newEvents(3));
    });
    const to = await openTarget();
    const stopped = copyLog(interruptedAfter(from, 40), to);
    await expect(stopped).rejects.toThrow('stopped');
    server.failAppends('cut_after', 'lost_answer', 'cut_before', 'error_after');
    const report = await copyLog(from, to);
    expect(report.copied + report.before).toBe(90);
    expect(await copyLog(from, to)).toMatchObject({ copied: 0, before: 90 });
    await Promise.all([from.close(), to.close()]);
  });

  it('refuses a target that holds something else, and stores nothing there', async () => {
    const from = await withSource((store) => store.append('case-A', 'no_stream', newEvents(2)));
    const to = await openTarget();
    await to.append('case-A', 'no_stream', newEvents(1));
    await expect(copyLog(from, to)).rejects.toMatchObject({ code: 'other-log' });
    expect(await collect(to.readAll(null))).toHaveLength(1);
    await Promise.all([from.close(), to.close()]);
  });

  it('refuses an event whose digest does not follow', async () => {
    const from = await withSource((store) => store.append('case-A', 'no_stream', newEvents(2)));
    const to = await openTarget();
    const [first, second] = await collect(from.readAll(null));
    await to.copy!('case-A', [first!]);
    const altered = { ...second!, data: { text: 'another' } };
    await expect(to.copy!('case-A', [altered])).rejects.toMatchObject({ code: 'invalid-append' });
    expect(await collect(to.readAll(null))).toHaveLength(1);
    await Promise.all([from.close(), to.close()]);
  });
});

describe('habeas on a log on KurrentDB', () => {
  const office = new Office();
  let server: KurrentServer;
  beforeAll(async () => void (server = await KurrentServer.start()));
  afterAll(async () => {
    await server.kill();
    rmSync(office.folder, { recursive: true });
  });

  it('copies the embedded log, and gives the same answers from it', async () => {
    expect(await office.habeas('import', RECORD)).toMatchObject({ exit: 0 });
    const kurrent = { HABEAS_EVENT_STORE: server.url('cli-'), HABEAS_READ_MODELS: `sqlite:${office.path('kdb.db')}` };
    const copied = await office.habeasWith(kurrent, 'copy-log', office.env.HABEAS_EVENT_STORE, '--json');
    expect(copied).toMatchObject({ exit: 0, notes: '' });
    expect(JSON.parse(copied.out)).toMatchObject({ copied: 111, before: 0, summary: { faults: 0 } });
    const asked = ['status', 'TST-01', '--as-of', '2021-01-01', '--known-at', '2021-06-30', '--json'];
    const [embedded, cluster] = [await office.habeas(...asked), await office.habeasWith(kurrent, ...asked)];
    expect(cluster).toMatchObject({ exit: 0, notes: '' });
    expect(withoutPositions(cluster.out)).toBe(withoutPositions(embedded.out));
    expect(await office.habeasWith(kurrent, 'verify')).toMatchObject({ exit: 0 });
    expect(await office.habeasWith(kurrent, 'import', RECORD)).toMatchObject({
      out: '111 lines: 0 stored, 111 stored already\n',
    });
    const doctor = await office.habeasWith(kurrent, 'doctor');
    expect(doctor).toMatchObject({ exit: 0 });
    expect(doctor.out).toMatch(/event log +up to position c\d+p\d+.*the server answers/);
  });

  it.each([
    ['kurrentdb://admin:changeit@127.0.0.1:2113?tls=false', /password that every KurrentDB server is delivered with/],
    ['kurrentdb://ops:s3cret@log.example:2113?tls=false', /tls=false.*allowInsecure=true/],
    ['kurrentdb://ops:s3cret@', /it takes kurrentdb:\/\//],
  ])('refuses %s in a line that repeats no password', async (url, message) => {
    const { exit, out, notes } = await office.habeasWith({ HABEAS_EVENT_STORE: url }, 'verify');
    expect([exit, out]).toEqual([2, '']);
    expect(notes).toMatch(message);
    expect(notes).not.toMatch(/changeit|s3cret/);
    expect(notes.trim().split('\n')).toHaveLength(1);
    const doctor = await office.habeasWith({ HABEAS_EVENT_STORE: url }, 'doctor', '--json');
    expect(doctor).toMatchObject({ exit: 1 });
    expect(doctor.out + doctor.notes).not.toMatch(/changeit|s3cret/);
  });
});

const withoutPosition = ({ position: _, ...event }: StoredEvent) => event;

const withoutPositions = (text: string): string =>
  JSON.stringify(JSON.parse(text, (key, value: unknown) => (key === 'position' ? undefined : value)));

/** A log whose reading breaks off. */
function interruptedAfter(store: EventStore, count: number): EventStore {
  return Object.assign(Object.create(store) as EventStore, {
    async *readAll(after: string | null) {
      let read = 0;
      for await (const event of store.readAll(after)) {
        if (++read > count) throw new Error('stopped');
        yield event;
      }
    },
  });
}
