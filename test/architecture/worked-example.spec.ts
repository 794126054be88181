import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Performs the three examples of CONTRIBUTING.md on a copy of the libs: what it tells a newcomer to write is what works. */
describe('the worked example of CONTRIBUTING', () => {
  let house: string;
  const blocks = examples(readFileSync('CONTRIBUTING.md', 'utf8'));

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'habeas-example-'));
    for (const part of ['libs', 'package.json', 'tsconfig.json']) cpSync(part, join(house, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
    for (const { file, place, code } of blocks) write(join(house, file), place, code);
    const config = {
      extends: './tsconfig.json',
      compilerOptions: { types: ['node'] },
      include: ['libs/**/*.ts'],
      exclude: ['**/*.spec.ts'],
    };
    writeFileSync(join(house, 'tsconfig.build.json'), JSON.stringify(config));
    run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  }, 120_000);
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  function run(command: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: house, encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout + stderr);
    return stdout;
  }

  const ask = (script: string): unknown => {
    writeFileSync(join(house, 'ask.mjs'), script);
    return JSON.parse(run(['ask.mjs']));
  };

  it('touches one file for an event type, one for a view and one for a projection', () => {
    expect([...new Set(blocks.map(({ file }) => file))]).toEqual([
      'libs/domain/src/events/movement.events.ts',
      'libs/domain/src/views/border.view.ts',
      'libs/read-models/src/projections/border-posts.projection.ts',
    ]);
  });

  it('makes an event type that is checked, catalogued and told', () => {
    const answer = ask(`
      import { catalogue, checkDevelopment, summaryOf } from '#domain';
      import { wordingIn } from '#reports';
      const line = { case: 'TST-01', type: 'BorderCheckReported', occurredOn: '2020-01-02', assertions: [{ by: 'committee', source: 'made up' }] };
      const check = (facts) => checkDevelopment({ ...line, facts }, { nowMs: Date.parse('2021-01-01') });
      console.log(JSON.stringify({
        entry: catalogue().find(({ type }) => type === 'BorderCheckReported').jsonSchema.required,
        good: 'development' in check({ post: 'Poipet' }),
        faults: check({ copied: 'maybe' }).faults.map(({ path }) => path).sort(),
        inFrench: summaryOf({ ...line, facts: { post: 'Poipet', copied: true } }, wordingIn('fr')),
      }));`);
    expect(answer).toEqual({
      entry: ['post'],
      good: true,
      faults: ['/facts/copied', '/facts/post'],
      // Told in English until the labels have words for it.
      inFrench: 'Checked at the border post Poipet, documents copied',
    });
  });

  it('makes a view that answers, and a projection that is filled', () => {
    const answer = ask(`
      import { openEventStore } from '#event-store';
      import { eventIdOf, PERSON_VIEWS, RecordAt, viewNamed } from '#domain';
      import { SqliteRowStore } from './dist/libs/read-models/src/sqlite/sqlite-row-store.js';
      import { Projector } from './dist/libs/read-models/src/projector.js';
      const store = await openEventStore('sqlite::memory:');
      const assertions = [{ by: 'committee', source: 'made up' }];
      const log = (key, type, facts, revision) => store.append('case-TST-01', revision, [{
        eventId: eventIdOf('TST-01', key), type, schemaVersion: 1, recordedBy: 'test',
        data: { case: 'TST-01', key, type, occurredOn: '2020-01-02', facts, assertions },
      }]);
      await log('open', 'CaseOpened', { kind: 'individual', country: 'IS', name: 'Somebody' }, 'no_stream');
      await log('check', 'BorderCheckReported', { post: 'Poipet' }, 0);
      const events = [];
      for await (const event of store.readAll(null)) events.push(event);
      const rows = await SqliteRowStore.open(':memory:');
      await new Projector(rows).project(events);
      const record = new RecordAt(events.map((event, index) => ({ ...event, ...event.data, seq: index + 1 })));
      console.log(JSON.stringify({
        views: PERSON_VIEWS.some(({ name }) => name === 'border'),
        values: record.segments('person', 'TST-01', viewNamed('border'), 'working').map(({ value }) => value),
        segments: rows.db.prepare("SELECT value FROM segments_v1 WHERE view = 'border'").all(),
        posts: rows.db.prepare('SELECT * FROM border_posts_v1').all(),
      }));
      await rows.close();
      await store.close();`);
    expect(answer).toEqual({
      views: true,
      values: ['checked'],
      segments: [{ value: 'checked' }],
      posts: [{ post: 'Poipet', checks: 1 }],
    });
  });
});

interface Example {
  readonly file: string;
  readonly place: string;
  readonly code: string;
}

/** Every block of code that names its file, and where in it the code goes. */
function examples(page: string): Example[] {
  return [...page.matchAll(/```ts\n\/\/ (\S+)(?: — (.+))?\n([\s\S]*?)```/g)].map(
    ([, file = '', place = '', code = '']) => ({ file, place, code }),
  );
}

function write(file: string, place: string, code: string): void {
  if (place === '') {
    writeFileSync(file, code);
    return;
  }
  const table = /^export const \w+ = defineEvents\(\{\n/m;
  const source = readFileSync(file, 'utf8');
  const isAbove = place === 'above the table';
  const changed = source.replace(table, (start) => (isAbove ? `${code}\n${start}` : `${start}${code}`));
  if (changed === source) throw new Error(`${file} has no table to write into`);
  writeFileSync(file, changed);
}
