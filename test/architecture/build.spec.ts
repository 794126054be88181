import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

let folder: string;
const at = (name: string): string => join(folder, name);

/** A house of one file. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'habeas-build-test-'));
  symlinkSync(resolve('node_modules'), at('node_modules'));
  writeFileSync(
    at('tsconfig.build.json'),
    JSON.stringify({ compilerOptions: { outDir: 'dist', types: [] }, files: ['main.ts'] }),
  );
  mkdirSync(at('dist'));
  writeFileSync(at('dist/main.js'), '"the build before"');
});
afterEach(() => rmSync(folder, { recursive: true }));

function build(source: string): number | null {
  writeFileSync(at('main.ts'), source);
  return spawnSync(process.execPath, [resolve('scripts/build.mjs')], { cwd: folder }).status;
}

describe('a build', () => {
  it('takes the place of the one before when it is whole, and leaves nothing beside it', () => {
    writeFileSync(at('dist/gone.js'), '"of a file that there is no more"');
    expect(build('export const said: string = "the build after";')).toBe(0);
    expect(readFileSync(at('dist/main.js'), 'utf8')).toContain('the build after');
    expect(existsSync(at('dist/gone.js'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('that fails leaves the one before as it was', () => {
    expect(build('export const said: number = "no number";')).not.toBe(0);
    expect(readFileSync(at('dist/main.js'), 'utf8')).toBe('"the build before"');
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('takes away what a build that was killed left behind', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(at(`dist-${pid}`));
    expect(build('export {};')).toBe(0);
    expect(existsSync(at(`dist-${pid}`))).toBe(false);
  });

  it('takes it away too where that one had its own number, as in a container', () => {
    writeFileSync(at('main.ts'), 'export {};');
    const killed = 'mkdir -p dist-$$-former/apps dist-$$/apps';
    const { status } = spawnSync(
      'sh',
      ['-c', `${killed}; exec "$0" "$1"`, process.execPath, resolve('scripts/build.mjs')],
      {
        cwd: folder,
      },
    );
    expect(status).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });
});
