#!/usr/bin/env node
// npm run demo: installs, builds, loads the sample case into a scratch folder, prints the board of three days, then serves it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fail, install } from './prepare.mjs';

const host = process.env.HABEAS_HOST || '127.0.0.1';
const port = process.env.HABEAS_PORT || '3000';
if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
  fail(`HABEAS_PORT is ${port}: set it to a port, a whole number from 1 to 65535, such as 3000, or leave it unset.`);

install();
build();

const folder = mkdtempSync(join(tmpdir(), 'habeas-demo-'));
const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
const env = {
  ...process.env,
  HABEAS_EVENT_STORE: `sqlite:${join(folder, 'log.db')}`,
  HABEAS_READ_MODELS: `sqlite:${join(folder, 'views.db')}`,
  HABEAS_REPORTS: join(folder, 'reports'),
  HABEAS_HOST: host,
  HABEAS_PORT: port,
  HABEAS_OFFICER: process.env.HABEAS_OFFICER ?? 'demo',
};

if (!(await isFree())) leave(`Another program listens on ${base}: stop it, or set HABEAS_PORT to a free port.`);
console.log('\nLoading the sample case (samples/cambodia.ndjson) …');
const imported = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'import', 'samples/cambodia.ndjson'], {
  stdio: 'inherit',
  env,
});
if (imported.status !== 0) leave('The sample could not be loaded: see above.');

const server = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/api/src/main.js'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env,
});
let leaving = false;
server.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(leaving ? 0 : code || 1);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    leaving = true;
    server.kill('SIGTERM');
  });
}

const QUESTIONS = [
  ['in detention', 'custody', ['arrested', 'pretrial_detention', 'detained', 'imprisoned']],
  ['under house arrest', 'custody', ['house_arrest']],
  ['in exile', 'exile', ['in_exile']],
  ['sentenced in absentia', 'sentencedInAbsentia', ['yes']],
  ['dead', 'life', ['killed', 'died']],
  ['banned from politics', 'politicalBan', ['banned']],
];
const DAYS = ['2017-10-18', '2018-10-18', '2026-02-18'];

try {
  await ready();
  for (const day of DAYS) await printBoard(day);
  console.log(`
The api is at ${base}, a page to try it at ${base}/docs. Three calls to try:

  curl '${base}/parliamentarians/KHM-60/status?asOf=2018-10-18'
  curl '${base}/board?view=exile&value=in_exile&case=KHM-COLL-03&asOf=2018-10-18&knownAt=2018-10-18'
  curl '${base}/cases/KHM-COLL-03?asOf=2026-02-18'

Ctrl+C stops it and takes the scratch folder away.`);
} catch (error) {
  leaving = false;
  console.error(String(error));
  server.kill('SIGTERM');
}

/** Else the boards below would be whatever that other program tells. */
async function isFree() {
  const probe = createServer();
  const isOurs = await new Promise((tell) => {
    probe.once('error', () => tell(false));
    probe.listen(Number(port), host, () => tell(true));
  });
  await new Promise((closed) => probe.close(closed));
  return isOurs;
}

async function ready() {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${base}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`The api did not get ready at ${base} within a minute.`);
}

async function printBoard(day) {
  console.log(`\nKHM-COLL-03 on ${day}`);
  for (const [title, view, values] of QUESTIONS) {
    const boards = await Promise.all(
      values.map((value) => ask(`/board?view=${view}&value=${value}&case=KHM-COLL-03&asOf=${day}`)),
    );
    const names = boards.flatMap((board) =>
      board.rows.map((row) => `${row.name} (${row.parliamentarian}${marks(row)})`),
    );
    console.log(`  ${title.padEnd(22)} ${boundsOf(boards)}${list(names)}`);
    for (const total of boards.flatMap((board) => board.counts.stated))
      console.log(`${' '.repeat(25)}a source says: ${total.words}`);
  }
}

function marks(row) {
  return `${row.certainty === 'established' ? '' : `, ${row.certainty}`}${row.stale ? `, last confirmed ${row.lastConfirmed}` : ''}`;
}

function list(names) {
  if (names.length === 0) return '';
  const shown = names.slice(0, 4).join(', ');
  return `: ${shown}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`;
}

function boundsOf(boards) {
  const sum = (pick) =>
    boards.reduce(
      (total, board) => (total === null || pick(board.counts) === null ? null : total + pick(board.counts)),
      0,
    );
  const [least, most] = [sum((counts) => counts.atLeast), sum((counts) => counts.atMost)];
  if (least === most) return String(least);
  return most === null ? `${least} or more` : `${least} to ${most}`;
}

async function ask(path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function leave(message) {
  rmSync(folder, { recursive: true, force: true });
  fail(message);
}
