import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setting } from './setting.js';

describe('a setting', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'habeas-setting-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is what the environment says', () => {
    expect(setting({ HABEAS_X: 'a' }, 'HABEAS_X')).toBe('a');
    expect(setting({}, 'HABEAS_X')).toBeUndefined();
  });

  it('may stand in a file, without the line break at its end', () => {
    const file = join(folder, 'x');
    writeFileSync(file, 'kept:secret\n');
    expect(setting({ HABEAS_X_FILE: file }, 'HABEAS_X')).toBe('kept:secret');
  });

  it('is said once', () => {
    expect(() => setting({ HABEAS_X: 'a', HABEAS_X_FILE: 'b' }, 'HABEAS_X')).toThrow('leave one out');
  });

  it('in an empty file is an error, not the default', () => {
    const file = join(folder, 'x');
    writeFileSync(file, '\n');
    expect(() => setting({ HABEAS_X_FILE: file }, 'HABEAS_X')).toThrow(/HABEAS_X_FILE names .* which is empty/);
  });

  it('in a file that cannot be read is an error that names the file', () => {
    const file = join(folder, 'missing');
    expect(() => setting({ HABEAS_X_FILE: file }, 'HABEAS_X')).toThrow(file);
  });
});
