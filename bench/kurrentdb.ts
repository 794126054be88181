import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jsonEvent, KurrentDBClient, NO_STREAM, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import { filter, firstValueFrom } from 'rxjs';
import { type EventStore, openEventStore, type StoredEvent } from '#event-store';
import type { Figure, Phase } from './measure.js';

const WRITERS = 64;
const WRITTEN_MAX = 20_000;
const SINGLE_APPENDS = 200;
const WARM_UP = 640;
const ROUNDS = 3;
const DATA = { text: 'A letter arrived from the authorities, and it says what they hold of it. '.repeat(6) };
/** As much as Habeas keeps beside an event. */
const METADATA = { beside: 'x'.repeat(330) };

/** The log on KurrentDB beside the bare client doing the same work: on the server of HABEAS_TEST_KURRENTDB, else on one made for tests. */
export const kurrentdb: Phase = async (events) => {
  const { url, stop } = await aServer();
  const count = Math.min(events, WRITTEN_MAX);
  const bare = new Bare(url, `bare-${randomUUID()}-`);
  const store = await openEventStore(`${url}${url.includes('?') ? '&' : '?'}streamPrefix=bench-${randomUUID()}-`);
  const append = (stream: string, n: number) =>
    store.append(stream, n === 0 ? 'no_stream' : n - 1, [
      { eventId: randomUUID(), type: 'DevelopmentNoted', schemaVersion: 1, data: DATA, recordedBy: 'bench' },
    ]);
  const bareAppend = (stream: string, n: number) => bare.append(stream, n);
  await write(WARM_UP, 'warm', bareAppend);
  await write(WARM_UP, 'warm', append);
  const share = Math.ceil(count / ROUNDS / WRITERS) * WRITERS;
  const total = WARM_UP + SINGLE_APPENDS * ROUNDS + share * ROUNDS;
  const figures = [
    await compared('one append after another', SINGLE_APPENDS, {
      raw: (round) => write(SINGLE_APPENDS, `one-${round}`, bareAppend, 1),
      ours: (round) => write(SINGLE_APPENDS, `one-${round}`, append, 1),
    }),
    await compared(`${WRITERS} writers`, share, {
      raw: (round) => write(share, `many-${round}`, bareAppend),
      ours: (round) => write(share, `many-${round}`, append),
    }),
    await compared('readAll', total, { raw: () => bare.readAll(), ours: () => readAll(store) }),
    await compared('subscription', total, { raw: () => bare.follow(total), ours: () => follow(store) }),
  ];
  await Promise.all([store.close(), bare.close()]);
  await stop();
  return figures;
};

/** The client as it comes, without a rule of ours. */
export class Bare {
  private readonly client: KurrentDBClient;
  private readonly filter: ReturnType<typeof streamNameFilter>;

  constructor(
    url: string,
    private readonly prefix: string,
  ) {
    this.client = KurrentDBClient.connectionString(url);
    this.filter = streamNameFilter({ prefixes: [prefix], maxSearchWindow: 500 });
  }

  append(stream: string, n: number) {
    const event = jsonEvent({ type: 'DevelopmentNoted', data: DATA, metadata: METADATA });
    return this.client.appendToStream(`${this.prefix}${stream}`, event, {
      streamState: n === 0 ? NO_STREAM : BigInt(n - 1),
    });
  }

  async readAll(): Promise<void> {
    for await (const _ of this.client.readAll({ fromPosition: START, filter: this.filter }));
  }

  async follow(count: number): Promise<void> {
    let seen = 0;
    const subscription = this.client.subscribeToAll({ fromPosition: START, filter: this.filter });
    for await (const _ of subscription) if (++seen === count) break;
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}

/** Each writer on a stream of its own, one append after another. */
function write(
  count: number,
  name: string,
  append: (stream: string, n: number) => Promise<unknown>,
  writers = WRITERS,
): Promise<unknown> {
  const share = Math.floor(count / writers);
  const one = async (writer: number): Promise<void> => {
    for (let n = 0; n < share; n += 1) await append(`case-${name}-${writer}`, n);
  };
  return Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
}

async function readAll(store: EventStore): Promise<void> {
  for await (const _ of store.readAll(null));
}

async function follow(store: EventStore): Promise<void> {
  let position: string | null = null;
  const consumer = {
    committed: () => Promise.resolve(position),
    apply: (batch: readonly StoredEvent[]) => Promise.resolve(void (position = batch.at(-1)!.position)),
  };
  await firstValueFrom(store.subscribe(consumer).pipe(filter(({ kind }) => kind === 'caught_up')));
}

export async function aServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const url = process.env['HABEAS_TEST_KURRENTDB']?.replace(/\/\/[^@/]*@(?=.*tls=false)/i, '//');
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./kurrentdb-server.js', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, 'exit');
  };
  return { url: said.toString().trim(), stop };
}

interface Contest {
  readonly raw: (round: number) => Promise<unknown>;
  readonly ours: (round: number) => Promise<unknown>;
}

/** In turns, and the middle of each: a server and what else runs on the machine are not equally busy all the time. */
async function compared(what: string, count: number, { raw, ours }: Contest): Promise<Figure> {
  const times: { raw: number; ours: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    times.push({ raw: await timed(() => raw(round)), ours: await timed(() => ours(round)) });
  const middle = (of: 'raw' | 'ours'): number => times.map((time) => time[of]).sort((a, b) => a - b)[ROUNDS >> 1]!;
  const rate = (ms: number): string => `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`;
  return {
    what: `KurrentDB: ${what}`,
    ours: rate(middle('ours')),
    raw: rate(middle('raw')),
    ratio: middle('raw') / middle('ours'),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
