import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CorruptEventError } from '../errors.js';
import { Connection } from './connection.js';
import { readSettings } from './settings.js';

describe('a reading of a server that was silent', () => {
  let connection: Connection;
  beforeEach(async () => {
    const url = `kurrentdb://127.0.0.1:${await portOfNobody()}?tls=false`;
    connection = new Connection(readSettings(url), { silenceMs: 40, awayMs: 60_000 });
  });
  afterEach(() => connection.close());

  it('takes nothing more of it once it has asked again', async () => {
    let speak = (): void => undefined;
    const spoken = new Promise<void>((resolve) => (speak = resolve));
    let asked = 0;
    let isEnded = false;
    async function* silent() {
      try {
        yield 'first';
        await spoken;
        yield 'late';
        yield 'later';
      } finally {
        isEnded = true;
      }
    }
    async function* again() {
      yield 'first';
      speak();
      await nextTurn();
      yield 'second';
    }
    const read = await connection.read(() => ((asked += 1) === 1 ? silent() : again()));
    expect(read).toEqual(['first', 'second']);
    expect(isEnded).toBe(true);
  });

  it('ends the reading of whoever cannot take what it gives', async () => {
    let isEnded = false;
    async function* items() {
      try {
        yield 'first';
        await nextTurn();
        yield 'second';
      } finally {
        isEnded = true;
      }
    }
    const refuse = (): never => {
      throw new CorruptEventError('c0p0', 'case-A', 0, new Error('made up'));
    };
    await expect(connection.readEach(items, refuse)).rejects.toThrow(CorruptEventError);
    expect(isEnded).toBe(true);
  });
});

async function portOfNobody(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
