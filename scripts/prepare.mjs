// What `npm run demo` and `npm test` need on a fresh clone: the packages and a build. Only Node and npm are there before.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.habeas-installed';
const NATIVE = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

const COMPILER = `better-sqlite3, the engine of the embedded log, is compiled on this machine and that failed.
Install a C++ compiler, make and python3, then run the command again:
  Debian, Ubuntu   sudo apt-get install build-essential python3
  Fedora           sudo dnf install gcc-c++ make python3
  macOS            xcode-select --install
  Windows          npm install --global windows-build-tools`;

/** Installs the locked packages when they are missing or older than the lock file. */
export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Habeas needs Node 20.19 or newer; this is ${process.versions.node}.`);
  const lock = readFileSync('package-lock.json', 'utf8');
  if (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === String(lock.length) + statSync('package.json').size &&
    existsSync(NATIVE)
  )
    return;
  console.error('Installing packages (better-sqlite3 is compiled here: one to two minutes) …');
  // Unoptimised compilation halves the time; SQLite is as quick afterwards, within the noise.
  const env = { CFLAGS: '-O1', CXXFLAGS: '-O1', ...process.env };
  const run = spawnSync(npm(), ['ci', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  });
  if (run.status !== 0)
    fail(existsSync('node_modules/better-sqlite3') || !hasCompiler() ? COMPILER : 'npm ci failed: see above.');
  if (!existsSync(NATIVE)) fail(COMPILER);
  writeFileSync(STAMP, String(lock.length) + statSync('package.json').size);
}

export function build() {
  console.error('Building …');
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}

const npm = () => (process.platform === 'win32' ? 'npm.cmd' : 'npm');
const hasCompiler = () =>
  ['c++', 'g++', 'clang++'].some((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

export function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
