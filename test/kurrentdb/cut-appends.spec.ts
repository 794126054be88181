import { randomUUID } from 'node:crypto';
import { type AppendAnswer, type EventStore, type NewEvent, openEventStore, verifyLog } from '#event-store';
import { randomFrom } from '../../bench/record.js';
import { collect, newEvent } from '../contract/contract-fixture.js';
import type { AppendFault } from '../support/kurrentdb/append-service.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';

const APPENDS = Number(process.env['HABEAS_CUT_APPENDS'] ?? 400);
const SEED = Number(process.env['HABEAS_PROPERTY_SEED'] ?? Date.now() % 1_000_000_000);
const STREAMS = 8;
const QUICK = { answerMs: 60, silenceMs: 2_000 };

/** Before, during and after the commit, with and without anybody being told. */
const CUTS: readonly AppendFault[] = [
  'cut_before',
  'cut_after',
  'cut_answered',
  'lost_request',
  'lost_answer',
  'error_before',
  'error_after',
  'ended_after',
  'riddle',
];

type Expected = number | 'no_stream';

/** Promise 1: an append whose answer was lost is stored once, and its caller is told what became of it. */
describe(`${APPENDS} appends that are cut (HABEAS_CUT_APPENDS, HABEAS_PROPERTY_SEED=${SEED})`, () => {
  it('leave exactly one copy of what was stored, none of what was refused, and get the right verdict each', async () => {
    const random = randomFrom(SEED);
    const server = await KurrentServer.start();
    const url = server.url(`cut-${randomUUID()}-`);
    const store = await openEventStore(url, QUICK);
    // Somebody else's program, for whom nothing is cut: it gets in between, and stores the same once more.
    const rival = await openEventStore(url);
    const writers = Array.from(
      { length: STREAMS },
      (_, n) => new Writer(`case-${n}`, { store, rival, server, random }),
    );
    await Promise.all(writers.map((writer) => writer.run(Math.ceil(APPENDS / STREAMS))));
    for (const writer of writers) await writer.check();
    expect(await verifyLog(store, () => undefined)).toMatchObject({ faults: 0, streams: STREAMS });
    await store.close();
    await rival.close();
    await server.kill();
  }, 1_800_000);
});

interface Around {
  readonly store: EventStore;
  readonly rival: EventStore;
  readonly server: KurrentServer;
  readonly random: () => number;
}

/** Appends to one stream, knowing what the stream holds and so what each verdict has to be. */
class Writer {
  private readonly held: string[] = [];
  private readonly refused: string[] = [];
  private last: { readonly expected: Expected; readonly events: NewEvent[]; readonly answer: AppendAnswer } | null =
    null;

  constructor(
    private readonly stream: string,
    private readonly around: Around,
  ) {}

  async run(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await this.one();
  }

  async check(): Promise<void> {
    const stored = await collect(this.around.store.readStream(this.stream));
    expect(stored.map(({ eventId }) => eventId)).toEqual(this.held);
    expect(this.refused.filter((id) => this.held.includes(id))).toEqual([]);
  }

  private async one(): Promise<void> {
    const { random, store, server, rival } = this.around;
    const kind = random();
    const events = Array.from({ length: 1 + Math.floor(random() * 3) }, () => newEvent());
    const expected: Expected = this.held.length === 0 ? 'no_stream' : this.held.length - 1;
    if (kind < 0.1 && this.last) return this.repeat(this.last);
    if (kind < 0.2) return this.race(expected, events);
    const fault = CUTS[Math.floor(random() * CUTS.length)]!;
    server.failAppends(fault, ...(random() < 0.2 ? [fault] : []));
    if (kind < 0.3) {
      // Somebody was first: however often it is cut, it is refused.
      const before = [newEvent()];
      await rival.append(this.stream, expected, before);
      this.held.push(before[0]!.eventId);
      this.refused.push(...events.map(({ eventId }) => eventId));
      await expect(store.append(this.stream, expected, events)).rejects.toMatchObject({
        code: 'wrong-expected-revision',
        actual: this.held.length - 1,
      });
      return;
    }
    const answer = await store.append(this.stream, expected, events);
    expect(answer.outcome).toBe('stored');
    this.keep(expected, events, answer);
  }

  private async repeat({ expected, events, answer }: NonNullable<Writer['last']>): Promise<void> {
    this.around.server.failAppends('lost_answer');
    const { store, rival, random } = this.around;
    const again = await (random() < 0.5 ? store : rival).append(this.stream, expected, events);
    expect(again).toEqual({ ...answer, outcome: 'already_stored' });
  }

  /** Two programs store the same at the same time: one of them has, and both are told what it did. */
  private async race(expected: Expected, events: NewEvent[]): Promise<void> {
    const { store, rival, random } = this.around;
    const both = [store, rival].sort(() => random() - 0.5);
    const answers = await Promise.all(both.map((one) => one.append(this.stream, expected, events)));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['already_stored', 'stored']);
    expect(answers[0]!.events).toEqual(answers[1]!.events);
    this.keep(expected, events, { ...answers[0]!, outcome: 'stored' });
  }

  private keep(expected: Expected, events: NewEvent[], answer: AppendAnswer): void {
    expect(answer.events.map(({ revision }) => revision)).toEqual(events.map((_, i) => this.held.length + i));
    this.held.push(...events.map(({ eventId }) => eventId));
    this.last = { expected, events, answer };
  }
}
