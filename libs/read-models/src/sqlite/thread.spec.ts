import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Thread } from './thread.js';

const HERE = dirname(fileURLToPath(import.meta.url));

describe('a thread of a rebuild', () => {
  const folder = mkdtempSync(join(tmpdir(), 'habeas-thread-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['ends by itself', 'process.exit(3)'],
    ['fails', 'throw new Error("it fails")'],
  ])('that %s leaves nobody waiting, then or later', async (_, deed) => {
    const program = join(folder, 'program.mjs');
    writeFileSync(
      program,
      `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => { ${deed}; });`,
    );
    const thread = new Thread<string, never>(relative(HERE, program), {});
    await expect(thread.ask('one')).rejects.toThrow(/ended by itself \(3\)|it fails/);
    await expect(thread.ask('another')).rejects.toThrow(/ended by itself \(3\)|it fails/);
    await thread.close();
  });
});
