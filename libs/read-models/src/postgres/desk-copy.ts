import Database, { type Statement } from 'better-sqlite3';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Taking } from '../taking.js';
import { Copy } from './copy.js';

const DEVELOPMENTS = 'developments_v1';
/** Go to the database without ever having been on the desk. */
export const SEGMENTS = 'segments_v1';
/** Written while subjects are folded; the others stand when the last event is taken in. */
const IDENTITY = new Set(['subjects_v1', 'labels_v1']);
const ROWS_BETWEEN_DRAINS = 1_000;

type NewDevelopments = Statement<[after: number, upTo: number], unknown[]>;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Copies what lies on the desk of a rebuild to the database, one thing after another, each as soon as it changes no more. Reads on a connection of
 * its own, for that of the desk is busy, and may do nothing else while rows are read through it.
 */
export class DeskCopy {
  private work: Promise<unknown> = Promise.resolve();
  private failure: Error | null = null;
  private upTo = 0;

  private constructor(
    private readonly desk: Database.Database,
    private readonly client: Client,
    private readonly tables: readonly Table[],
    private readonly developments: Copy,
    private readonly newDevelopments: NewDevelopments,
  ) {}

  static async begin(file: string, client: Client, source: DataSource): Promise<DeskCopy> {
    const tables = source.entityMetadatas.map(({ tableName, columns }) => ({
      name: tableName,
      columns: columns.filter(({ isGenerated }) => !isGenerated).map(({ databaseName }) => databaseName),
    }));
    const { name, columns } = tables.find((one) => one.name === DEVELOPMENTS)!;
    const developments = await Copy.into(client, name, columns);
    const desk = new Database(file, { readonly: true });
    const taken = desk.prepare(`SELECT ${columns.join(', ')} FROM ${name} WHERE seq > ? AND seq <= ?`).raw();
    const others = tables.filter((one) => one.name !== DEVELOPMENTS && one.name !== SEGMENTS);
    return new DeskCopy(desk, client, others, developments, taken as NewDevelopments);
  }

  /** A development stays as it was taken, so it is handed on while the log is still read. */
  along(taking: Taking): Taking {
    return {
      get atOnce() {
        return taking.atOnce;
      },
      take: async (batch, from) => {
        const taken = await taking.take(batch, from);
        this.requireNoFailure();
        this.next(() => this.copyDevelopments(taken.seq));
        return taken;
      },
      close: () => taking.close(),
    };
  }

  /** The whole log is taken. */
  allTaken(): void {
    this.next(() => this.developments.end());
    this.copyTables(({ name }) => !IDENTITY.has(name));
  }

  async allFolded(): Promise<void> {
    this.copyTables(({ name }) => IDENTITY.has(name));
    await this.work;
  }

  /** @throws what failed meanwhile, so that nobody goes on for rows that nobody will have */
  requireNoFailure(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Goes on with what was begun, and then gives the file back, which nobody may delete before. */
  async close(): Promise<void> {
    await this.work.catch(() => undefined);
    this.desk.close();
  }

  private copyTables(which: (table: Table) => boolean): void {
    for (const table of this.tables.filter(which)) this.next(() => this.copyTable(table));
  }

  private next(work: () => Promise<void>): void {
    this.work = this.work.then(work);
    this.work.catch((error: unknown) => (this.failure ??= error as Error));
  }

  private async copyDevelopments(seq: number): Promise<void> {
    await addAll(this.newDevelopments.iterate(this.upTo, seq), this.developments);
    this.upTo = seq;
  }

  private async copyTable({ name, columns }: Table): Promise<void> {
    const copy = await Copy.into(this.client, name, columns);
    const all = this.desk.prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM ${name}`).raw();
    await addAll(all.iterate(), copy);
    await copy.end();
  }
}

async function addAll(rows: Iterable<unknown[]>, copy: Copy): Promise<void> {
  let added = 0;
  for (const row of rows) {
    copy.add(row);
    if ((added += 1) % ROWS_BETWEEN_DRAINS === 0) await copy.drained();
  }
  await copy.drained();
}
