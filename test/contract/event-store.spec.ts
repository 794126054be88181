import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openEventStore } from '#event-store';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { closeClient } from '../../libs/event-store/src/kurrentdb/connection.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';
import type { ContractFixture } from './contract-fixture.js';
import { type DeletingFixture, deletedStreamContract } from './deleted-stream.contract.js';
import { eventStoreContract } from './event-store.contract.js';
import { eventStoreModel } from './event-store.model.js';

eventStoreContract('SQLite', openSqlite);
eventStoreModel('SQLite', openSqlite);

describe('on the KurrentDB protocol', () => {
  let server: KurrentServer;
  beforeAll(async () => void (server = await KurrentServer.start()));
  afterAll(() => server.kill());
  const open = () => openKurrent((prefix) => server.url(prefix));
  eventStoreContract('a KurrentDB server in this process', open);
  eventStoreModel('a KurrentDB server in this process', open);
  deletedStreamContract(open);
});

// Without TLS a server takes no password, and a test server's is often the one that Habeas refuses.
const realServer = process.env['HABEAS_TEST_KURRENTDB']?.replace(/\/\/[^@/]*@(?=.*tls=false)/i, '//');
(realServer === undefined ? describe.skip : describe)('on a real server (HABEAS_TEST_KURRENTDB names it)', () => {
  const url = (prefix: string) => `${realServer!}${realServer!.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;
  eventStoreContract('KurrentDB', () => openKurrent(url));
  eventStoreModel('KurrentDB', () => openKurrent(url));
  deletedStreamContract(() => openKurrent(url));
});

/** Each log has streams of its own, told by their names; whatever else the server holds stays as it is. */
async function openKurrent(urlOf: (prefix: string) => string): Promise<DeletingFixture> {
  const prefix = `contract-${randomUUID()}-`;
  const url = urlOf(prefix);
  let now = '2026-01-01T00:00:00.000Z';
  const open = (): Promise<EventStore> =>
    openEventStore(url, { now: () => new Date(now), backOffMinMs: 1, backOffMaxMs: 5 });
  const store = await open();
  let current = store;
  return {
    store,
    setNow: (instant) => void (now = instant),
    openAnother: open,
    reopen: async () => {
      await current.close();
      return (current = await open());
    },
    deleteStream: async (stream) => {
      const server = KurrentDBClient.connectionString(url.replace(/[?&]streamPrefix=[^&]*/, ''));
      await server.deleteStream(`${prefix}${stream}`);
      await closeClient(server);
    },
    close: () => current.close(),
  };
}

async function openSqlite(): Promise<ContractFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'habeas-contract-'));
  let now = '2026-01-01T00:00:00.000Z';
  const open = (): Promise<EventStore> =>
    openEventStore(`sqlite:${join(folder, 'log.db')}`, {
      now: () => new Date(now),
      pollMs: 5,
      backOffMinMs: 1,
      backOffMaxMs: 5,
    });
  const store = await open();
  let current = store;
  return {
    store,
    setNow: (instant) => void (now = instant),
    openAnother: open,
    reopen: async () => {
      await current.close();
      return (current = await open());
    },
    close: async () => {
      await current.close();
      await rm(folder, { recursive: true });
    },
  };
}
