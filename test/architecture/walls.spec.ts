import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const config = resolve('.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };
const fixtures = resolve('test/architecture/fixtures');

function broken(folder: string): string[] {
  const run = spawnSync(
    process.execPath,
    [
      resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      config,
      '--output-type',
      'json',
      ...roots(folder),
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const report = JSON.parse(run.stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

const roots = (folder: string): string[] => ['libs', 'apps'].filter((root) => readdirSync(folder).includes(root));

describe('the walls of the house', () => {
  it('are broken by nothing in it', () => {
    expect(broken(resolve('.'))).toEqual([]);
  });

  it.each(forbidden.map((rule) => rule.name))('%s: its fixture is reported', (name) => {
    expect(broken(resolve(fixtures, name)).map((violation) => violation.split(':')[0])).toContain(name);
  });

  it('stand between rooms that import each other by their names', () => {
    const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, unknown> };
    expect(Object.keys(imports)).toEqual(['#domain', '#event-store', '#read-models', '#reports']);
  });
});
