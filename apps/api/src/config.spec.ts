import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigFaultsError, isLoopback, readConfig } from './config.js';
import { openParts } from './open-parts.js';

describe('the configuration', () => {
  it('needs nothing to be said, and then stays on this machine', () => {
    expect(readConfig({})).toMatchObject({
      HABEAS_HOST: '127.0.0.1',
      HABEAS_PORT: 3000,
      HABEAS_EVENT_STORE: 'sqlite:./data/log.db',
    });
    expect(isLoopback(readConfig({}).HABEAS_HOST)).toBe(true);
  });

  it('tells all that is wrong at once, by the names that the operator wrote', () => {
    const read = () =>
      readConfig({ HABEAS_PORT: '80a', HABEAS_HOST: 'a b', HABEAS_EVENT_STORE: 'log.db', HABEAS_OFFICER: 'a\u0000b' });
    expect(read).toThrow(ConfigFaultsError);
    expect(read).toThrow(/HABEAS_HOST .*\n.*HABEAS_PORT .*\n.*HABEAS_EVENT_STORE .*\n.*HABEAS_OFFICER /);
  });

  it('takes an address with a password from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'habeas-config-')), 'rows');
    writeFileSync(file, 'postgres://habeas:kept@localhost/habeas\n');
    expect(readConfig({ HABEAS_READ_MODELS_FILE: file }).HABEAS_READ_MODELS).toMatch(/kept@localhost\/habeas$/);
    rmSync(dirname(file), { recursive: true });
  });

  it('knows three roles', () => {
    expect(readConfig({ HABEAS_ROLE: 'projector' }).HABEAS_ROLE).toBe('projector');
    expect(() => readConfig({ HABEAS_ROLE: 'reader' })).toThrow(/HABEAS_ROLE must be all, api or projector/);
  });

  it('has no api that reads rows in memory, into which nobody can project', () => {
    const rows = { HABEAS_READ_MODELS: 'sqlite::memory:' };
    expect(() => readConfig({ ...rows, HABEAS_ROLE: 'api' })).toThrow(/HABEAS_READ_MODELS must not be in memory/);
    expect(readConfig(rows).HABEAS_ROLE).toBe('all');
  });

  it('names no folder of fonts that cannot be read: the server does not start', async () => {
    const config = readConfig({ HABEAS_FONTS: './nowhere', HABEAS_EVENT_STORE: 'sqlite::memory:' });
    await expect(openParts(config)).rejects.toThrow(/^HABEAS_FONTS is \.\/nowhere, which cannot be read/);
  });

  it('takes any free port, and none that cannot be', () => {
    expect(readConfig({ HABEAS_PORT: '0' }).HABEAS_PORT).toBe(0);
    for (const port of ['abc', '65536', '-1', '1e3', ' ', '0x50'])
      expect(() => readConfig({ HABEAS_PORT: port })).toThrow(
        /HABEAS_PORT must be a port: a whole number from 1 to 65535, such as 3000/,
      );
  });
});
