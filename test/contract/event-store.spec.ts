import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openEventStore } from '#event-store';
import type { ContractFixture } from './contract-fixture.js';
import { eventStoreContract } from './event-store.contract.js';
import { eventStoreModel } from './event-store.model.js';

eventStoreContract('SQLite', openSqlite);
eventStoreModel('SQLite', openSqlite);

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
