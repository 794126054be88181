import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Poisons } from '../intake.js';
import { atOnce } from '../steps.js';
import { takeBatch } from '../taking.js';
import { writtenOnce } from './connection.js';
import { SqliteRows } from './sqlite-rows.js';
import type { Batch } from './taking-thread.js';

/** The program of the thread that takes a long log into the rows of a rebuild: is told events, answers with how far the rows are. */
const { file, poisons } = workerData as { readonly file: string; readonly poisons: Poisons };
const db = new Database(file);
writtenOnce(db);
const rows = new SqliteRows(db);
const take = db.transaction(({ events, from }: Batch) => atOnce(takeBatch(rows, events, poisons, from)));

parentPort?.on('message', (batch: Batch) => {
  parentPort?.postMessage(take.immediate(batch));
});
