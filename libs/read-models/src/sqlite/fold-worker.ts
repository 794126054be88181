import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { foldSubjects, type Folded } from '../folding.js';
import { SHAPES, type Shape } from '../shapes.js';
import { atOnce } from '../steps.js';
import { SqliteRows } from './sqlite-rows.js';

/** The program of one thread of a rebuild: is told subjects, reads what concerns them, answers with their rows. Writes nothing. */
const { file, shape } = workerData as { readonly file: string; readonly shape: Shape };
const db = new Database(file, { readonly: true });
const rows = new SqliteRows(db);

parentPort?.on('message', (subjects: readonly string[]) => {
  parentPort?.postMessage(atOnce(foldSubjects(rows, subjects, SHAPES[shape] as (folded: Folded) => unknown)));
});
