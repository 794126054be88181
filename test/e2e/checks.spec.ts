import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { importFiles } from '#event-store';
import { startServer } from './server.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the answers must be is written in files that any running server can be asked with. */
describe.each([
  { record: 'test/checks/scenarios.ndjson', questions: 'test/checks/scenarios.json' },
  { record: 'samples/cambodia.ndjson', questions: 'test/checks/asof.json' },
  { record: 'samples/cambodia.ndjson', questions: 'test/checks-sample/questions.json' },
  { record: 'test/checks-abroad/histories.ndjson', questions: 'test/checks-abroad/questions.json' },
])('$record', ({ record, questions }) => {
  const isThere = existsSync(at(record));

  (isThere ? it : it.skip)(`answers ${questions}, every one of them`, async () => {
    const server = await startServer();
    try {
      const report = await importFiles(server.store, [at(record)], { officer: 'test', now: () => new Date() });
      expect([report.faults, report.lines - report.stored]).toEqual([[], 0]);
      await server.caughtUp();
      expect(await ask(`http://127.0.0.1:${await server.port()}`, questions)).toMatch(/^\d+ right, 0 wrong, of \d+$/m);
    } finally {
      await server.close();
    }
  });
});

async function ask(base: string, questions: string): Promise<string> {
  const asking = spawn(process.execPath, [at('test/checks/ask.mjs'), base, at(questions)]);
  let told = '';
  asking.stdout.on('data', (data: Buffer) => (told += data.toString()));
  await once(asking, 'close');
  return told;
}
