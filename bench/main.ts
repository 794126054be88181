import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, peakMiB } from './measure.js';
import { PHASES } from './phases.js';

/** `npm run bench -- [events ...]`: every figure beside raw better-sqlite3 doing the same work in the same run, each phase in a process of its own. */
const DEFAULT_SIZES = ['10000', '100000', '1000000'];

const [first, ...others] = process.argv.slice(2);
if (first === '--phase') await runPhase(others);
else for (const size of first === undefined ? DEFAULT_SIZES : [first, ...others]) benchOf(Number(size));

async function runPhase([name = '', events = '', folder = '']: readonly string[]): Promise<void> {
  const figures = await PHASES[name]!(Number(events), folder);
  process.stdout.write(JSON.stringify({ peakMiB: peakMiB(), figures }));
}

function benchOf(events: number): void {
  if (!Number.isInteger(events) || events < 100)
    throw new Error('Say how many events, a whole number of at least 100: npm run bench -- 10000');
  const folder = mkdtempSync(join(tmpdir(), 'habeas-bench-'));
  console.log(`\n${events.toLocaleString('en')} events`);
  console.log(row('', 'habeas', 'raw', 'ratio', 'peak memory'));
  try {
    for (const name of Object.keys(PHASES)) {
      const answer = execFileSync(
        process.execPath,
        [fileURLToPath(import.meta.url), '--phase', name, String(events), folder],
        { encoding: 'utf8', maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const phase = JSON.parse(answer) as { figures: Figure[]; peakMiB: number };
      for (const { what, ours, raw, ratio, peakMiB: peak = phase.peakMiB } of phase.figures)
        console.log(row(what, ours, raw, ratio?.toFixed(2) ?? '', `${String(peak)} MiB`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, ours: string, raw: string, ratio: string, memory: string): string {
  return `${what.padEnd(72)}${ours.padStart(18)}${raw.padStart(14)}${ratio.padStart(8)}${memory.padStart(14)}`;
}
