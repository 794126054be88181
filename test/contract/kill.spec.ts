import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';
import { openEventStore, verifyLog } from '#event-store';
import { collect, idsOf } from './contract-fixture.js';

const ROUNDS = 6;
const ACKNOWLEDGED_AT_LEAST = 20;
const ACKNOWLEDGED_AT_MOST = 400;

/** Promise 1: nothing acknowledged is lost, whenever the process is killed; a repeat is stored once. */
describe('a writer that is killed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'habeas-kill-'));
    await compile('libs/domain/src', folder);
    await compile('libs/event-store/src', folder);
    await copyFile('package.json', join(folder, 'package.json'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has lost no event that it had acknowledged, and stored none twice', async () => {
    const path = join(folder, 'log.db');
    const acknowledged = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const spread = ACKNOWLEDGED_AT_MOST - ACKNOWLEDGED_AT_LEAST;
      const lines = await appendUntilKilled(path, ACKNOWLEDGED_AT_LEAST + Math.floor(Math.random() * spread));
      for (const line of lines) acknowledged.add(line.split(' ')[1] as string);

      const store = await openEventStore(`sqlite:${path}`);
      const ids = idsOf(await collect(store.readAll(null)));
      expect(new Set(ids).size).toBe(ids.length);
      expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
      expect(await verifyLog(store, () => undefined)).toMatchObject({ faults: 0, events: ids.length });
      await store.close();
      // The first appends of each later round repeat the last ones of the round before.
      const repeats = lines.filter((line) => line.startsWith('already_stored'));
      expect(repeats.length).toBe(round === 0 ? 0 : 8);
    }
  });

  async function appendUntilKilled(path: string, count: number): Promise<string[]> {
    const index = join(folder, 'dist/libs/event-store/src/index.js');
    const child = spawn(process.execPath, ['test/contract/append-until-killed.mjs', index, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      if (lines.push(line) === count) child.kill('SIGKILL');
    }
    expect(await closed).toEqual([null, 'SIGKILL']);
    return lines;
  }
});

/** As the build would, file by file and without checking: the child must run today's sources, not those of the last build. */
async function compile(source: string, folder: string): Promise<void> {
  const { compilerOptions } = ts.parseConfigFileTextToJson('tsconfig.json', await readFile('tsconfig.json', 'utf8'))
    .config as {
    compilerOptions: ts.CompilerOptions;
  };
  const files = (await readdir(source, { recursive: true })).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file));
  for (const file of files) {
    const target = join(folder, 'dist', source, file.replace(/\.ts$/, '.js'));
    const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, '.');
    await mkdir(dirname(target), { recursive: true });
    const text = await readFile(join(source, file), 'utf8');
    await writeFile(target, ts.transpileModule(text, { compilerOptions: options, fileName: 'module.mts' }).outputText);
  }
}
