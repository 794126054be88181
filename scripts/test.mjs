#!/usr/bin/env node
// npm test: installs, builds, checks the house and runs every test that needs no server. Arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fail, install } from './prepare.mjs';

install();
build();
const bare = process.argv.length === 2;
if (bare)
  step('Lint and types', [
    ['node_modules/eslint/bin/eslint.js', '.'],
    ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'],
  ]);

const folder = mkdtempSync(join(tmpdir(), 'habeas-test-'));
const report = join(folder, 'jest.json');
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  // What tests leave behind goes with the folder.
  { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TMPDIR: folder } },
);
const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
  readFileSync(report, 'utf8'),
);
rmSync(folder, { recursive: true, force: true });
// A suite that could not even start holds no failed test, and still failed.
const failed = Math.max(numFailedTests, jest.status === 0 ? 0 : numFailedTestSuites || 1);
if (numPendingTests > 0)
  console.log(`${numPendingTests} skipped: what they need is not here (a PostgreSQL, a KurrentDB)`);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function step(title, commands) {
  console.error(`${title} …`);
  for (const command of commands)
    if (spawnSync(process.execPath, command, { stdio: 'inherit' }).status !== 0) fail(`${title}: see above.`);
}
