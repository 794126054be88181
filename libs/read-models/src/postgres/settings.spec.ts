import { RowsConfigError } from '../errors.js';
import { postgresSettings } from './settings.js';

const PASSWORD = 'Xk3-long-and-random';

describe('where the rows on PostgreSQL are', () => {
  it.each([
    ['on this machine', `postgres://habeas:${PASSWORD}@127.0.0.1:5432/rows`],
    ['on this machine, by its name', `postgresql://habeas:${PASSWORD}@localhost/rows`],
    ['on this machine, by its other address', `postgres://habeas:${PASSWORD}@[::1]/rows`],
    [
      'elsewhere, encrypted and sure who answers',
      `postgres://habeas:${PASSWORD}@db.example.org/rows?sslmode=verify-full`,
    ],
    ['behind a socket, where the system says who asks', 'postgres://habeas@localhost/rows?host=/var/run/postgresql'],
  ])('may be %s', (_where, url) => {
    expect(postgresSettings(url)).toMatchObject({ url, poolMax: 10, timeoutMs: 30_000 });
  });

  it.each([
    ['elsewhere in the open', `postgres://habeas:${PASSWORD}@db.example.org/rows`, /sslmode=verify-full/],
    [
      'elsewhere, encrypted for whoever answers',
      `postgres://habeas:${PASSWORD}@10.0.0.5/rows?sslmode=require`,
      /verify-full/,
    ],
    ['elsewhere, by a host parameter', `postgres://habeas:${PASSWORD}@localhost/rows?host=10.0.0.5`, /10\.0\.0\.5/],
    ['without a password', 'postgres://habeas@127.0.0.1/rows', /no password/],
    ['with an empty password', 'postgres://habeas:@127.0.0.1/rows', /no password/],
    ['with the default password', 'postgres://habeas:postgres@127.0.0.1/rows', /anybody would try/],
    [
      'with a default password over a socket',
      'postgres://habeas:Postgres@localhost/rows?host=/tmp',
      /anybody would try/,
    ],
    ['with the name of the user as the password', 'postgres://ada:ada@127.0.0.1/rows', /anybody would try/],
    ['without a user', 'postgres://127.0.0.1/rows', /no user/],
    ['without a database', `postgres://habeas:${PASSWORD}@127.0.0.1`, /no database/],
    [
      'with parameters that change connections',
      `postgres://habeas:${PASSWORD}@localhost/rows?options=-c`,
      /parameter options/,
    ],
    ['unreadable', `postgres://habeas:${PASSWORD}@127.0.0.1:none/rows`, /no address/],
  ])('must not be named %s', (_how, url, says) => {
    const refused = (): unknown => postgresSettings(url);
    expect(refused).toThrow(RowsConfigError);
    expect(refused).toThrow(says);
    expect(refused).not.toThrow(PASSWORD);
  });

  it('are told of without the password', () => {
    expect(postgresSettings(`postgres://habeas:${PASSWORD}@localhost:5433/rows`).name).toBe(
      'postgres://habeas@localhost:5433/rows',
    );
  });
});
