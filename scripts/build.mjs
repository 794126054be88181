#!/usr/bin/env node
// Compiles everything that runs into dist/. Plain tsc: a projection or a view is found by its file, so nothing may be bundled away.
// It is built beside the old one and put in its place when it is whole: who starts meanwhile, or after a build that failed, has all of a build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';

const NEXT = `dist-${process.pid}`;
const FORMER = `${NEXT}-former`;

for (const name of readdirSync('.')) {
  const builder = /^dist-(\d+)/.exec(name)?.[1];
  if (builder !== undefined && !isRunning(Number(builder))) remove(name);
}
// In a container the builder that was killed may have had the same number.
remove(NEXT);
remove(FORMER);
const compiled = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', NEXT],
  { stdio: 'inherit' },
);
if (compiled.status === 0) {
  if (existsSync('dist')) renameSync('dist', FORMER);
  renameSync(NEXT, 'dist');
}
remove(NEXT);
remove(FORMER);
process.exit(compiled.status ?? 1);

function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

/** A builder that was killed left its folder behind. */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
