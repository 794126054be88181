import type { Client } from 'pg';
import { reaching } from './reaching.js';

/** Advisory locks of a database of rows. The first number, "HBRW", tells them from those of other programs. */
const HABEAS = 0x48_42_52_57;
export const LOCKS = { migrate: 1, project: 2, build: 3 } as const;
export type Lock = (typeof LOCKS)[keyof typeof LOCKS];

/** Held as long as the connection lives, whatever ends it. */
export async function tryLock(client: Client, lock: Lock): Promise<boolean> {
  const { rows } = await reaching(() =>
    client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS taken', [HABEAS, lock]),
  );
  return rows[0]!.taken;
}

export async function waitForLock(client: Client, lock: Lock): Promise<void> {
  await reaching(() => client.query('SELECT pg_advisory_lock($1, $2)', [HABEAS, lock]));
}
