import { filter, firstValueFrom, ReplaySubject, type Subscription, toArray } from 'rxjs';
import type { Position, StoredEvent, SubscriptionConsumer, SubscriptionNotice } from './event-store.js';
import {
  backOffMs,
  type SourceItem,
  type SubscriptionSource,
  SUPERVISION,
  superviseSubscription,
} from './subscription.js';

const QUICK = { ...SUPERVISION, stallMs: 20, backOffMinMs: 1, backOffMaxMs: 2 };

describe('a supervised subscription', () => {
  let running: Subscription | undefined;
  afterEach(() => running?.unsubscribe());

  function run(source: SubscriptionSource, consumer: SubscriptionConsumer) {
    const notices = new ReplaySubject<SubscriptionNotice>();
    running = superviseSubscription(source, consumer, QUICK).subscribe(notices);
    return { seen: (kind: string) => firstValueFrom(notices.pipe(filter((notice) => notice.kind === kind))), notices };
  }

  it.each([
    ['ends', 'the source ended', async () => Promise.resolve()],
    ['fails', 'connection lost', () => Promise.reject(new Error('connection lost'))],
    ['falls silent', 'the source was silent for 20 ms', () => new Promise<void>(() => undefined)],
  ])('resumes after the last committed position when the source %s', async (_, reason, misfortune) => {
    const source = new ListSource(6, (session) => (session === 1 ? 3 : 6), misfortune);
    const consumer = new ListConsumer();
    const { seen } = run(source, consumer);
    expect(await seen('restarting')).toEqual({ kind: 'restarting', reason, attempt: 1 });
    await seen('caught_up');
    expect(consumer.applied).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(source.startedAfter).toEqual([null, '3']);
  });

  it('counts the attempts until a batch is applied', async () => {
    const source = new ListSource(
      2,
      (session) => (session <= 3 ? 0 : session === 4 ? 1 : 2),
      () => Promise.reject(new Error('x')),
    );
    const { seen, notices } = run(source, new ListConsumer());
    await seen('caught_up');
    running?.unsubscribe();
    notices.complete();
    const attempts = (await firstValueFrom(notices.pipe(toArray()))).map((n) =>
      n.kind === 'restarting' ? n.attempt : n.kind,
    );
    expect(attempts).toEqual([1, 2, 3, 'applied', 1, 'applied', 'caught_up']);
  });

  it('resumes when the committed position cannot be read', async () => {
    const consumer = new ListConsumer();
    let asked = 0;
    const committed = () => (++asked === 1 ? Promise.reject(new Error('no rows')) : consumer.committed());
    const { seen } = run(new ListSource(2), { committed, apply: (batch) => consumer.apply(batch) });
    expect(await seen('restarting')).toMatchObject({ reason: 'no rows' });
    await seen('caught_up');
    expect(consumer.applied).toEqual(['1', '2']);
  });

  it('asks for the next batch only when the former was applied', async () => {
    const source = new ListSource(50);
    let inApply = 0;
    const ahead: number[] = [];
    const { seen } = run(source, {
      committed: () => Promise.resolve(null),
      apply: async (batch) => {
        expect(++inApply).toBe(1);
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
        ahead.push(source.given - Number(batch.at(-1)?.position));
        inApply -= 1;
      },
    });
    await seen('caught_up');
    expect(ahead).toEqual(Array.from({ length: 50 }, () => 0));
  });

  it('lets an apply finish when it is unsubscribed, and begins no other', async () => {
    const source = new ListSource(5);
    let begun = 0;
    let finish = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      run(source, {
        committed: () => Promise.resolve(null),
        apply: () => {
          begun += 1;
          resolve();
          return new Promise<void>((done) => (finish = done));
        },
      });
    });
    await first;
    running?.unsubscribe();
    finish();
    await source.stopped;
    expect(begun).toBe(1);
    expect(source.startedAfter).toHaveLength(1);
  });
});

describe('the pause before a restart', () => {
  it('doubles up to the longest, and is spread', () => {
    const at = (attempt: number, random: number) => backOffMs(attempt, { ...SUPERVISION, random: () => random });
    expect([1, 2, 3, 6, 7, 50].map((attempt) => at(attempt, 1))).toEqual([100, 200, 400, 3_200, 5_000, 5_000]);
    expect([1, 2, 3, 50].map((attempt) => at(attempt, 0))).toEqual([100, 100, 200, 2_500]);
  });
});

/** Positions 1, 2, … one in a batch; `limit` says up to which a session gets before the misfortune strikes. */
class ListSource implements SubscriptionSource {
  readonly startedAfter: (Position | null)[] = [];
  given = 0;
  private noteStop = (): void => undefined;
  readonly stopped = new Promise<void>((resolve) => (this.noteStop = resolve));

  constructor(
    private readonly length: number,
    private readonly limit: (session: number) => number = () => Infinity,
    private readonly misfortune: () => Promise<void> = () => Promise.resolve(),
  ) {}

  async *follow(after: Position | null, signal: AbortSignal): AsyncGenerator<SourceItem> {
    this.startedAfter.push(after);
    const limit = this.limit(this.startedAfter.length);
    try {
      for (let n = Number(after) + 1; n <= this.length; n++) {
        if (n > limit) {
          await this.misfortune();
          return;
        }
        this.given = n;
        yield { kind: 'events', events: [{ position: String(n) } as StoredEvent] };
      }
      yield { kind: 'caught_up' };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    } finally {
      this.noteStop();
    }
  }
}

class ListConsumer implements SubscriptionConsumer {
  readonly applied: Position[] = [];

  committed(): Promise<Position | null> {
    return Promise.resolve(this.applied.at(-1) ?? null);
  }

  apply(batch: readonly StoredEvent[]): Promise<void> {
    this.applied.push(...batch.map(({ position }) => position));
    return Promise.resolve();
  }
}
