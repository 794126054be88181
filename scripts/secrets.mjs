#!/usr/bin/env node
// npm run secrets: draws the passwords of docker-compose.yml into ./secrets, readable by their owner alone. What is there stays.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'secrets';
mkdirSync(FOLDER, { recursive: true, mode: 0o700 });

const drawn = () => randomBytes(24).toString('base64url');
function kept(name, content) {
  const file = `${FOLDER}/${name}`;
  // Containers read them as users of their own: the folder keeps others out.
  if (!existsSync(file)) writeFileSync(file, content());
  chmodSync(file, 0o644);
  return readFileSync(file, 'utf8').trim();
}

const rows = kept('postgres-password', drawn);
const log = kept(
  'kurrentdb.env',
  () => `KURRENTDB_DEFAULT_ADMIN_PASSWORD=${drawn()}\nKURRENTDB_DEFAULT_OPS_PASSWORD=${drawn()}\n`,
);
const admin = /ADMIN_PASSWORD=(\S+)/.exec(log)?.[1] ?? '';
const authority = '/certificates/ca/ca.crt';
kept(
  'event-store',
  () => `kurrentdb+discover://admin:${admin}@node1:2113,node2:2113,node3:2113?tlsCAFile=${authority}`,
);
kept('read-models', () => `postgres://habeas:${rows}@rows:5432/habeas?sslmode=verify-full&sslrootcert=${authority}`);

console.log(`The passwords lie in ./${FOLDER}. For the profile "laptop", start Habeas on this machine with:
  HABEAS_EVENT_STORE='kurrentdb://127.0.0.1:2113?tls=false' HABEAS_READ_MODELS="postgres://habeas:$(cat ${FOLDER}/postgres-password)@127.0.0.1:5432/habeas" npm start`);
