import { readSettings, risksOf } from './settings.js';

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'bad-configuration', message: expect.stringMatching(message) as string }) as Error;

describe('the connection string of a KurrentDB log', () => {
  it('goes to the client as it is, without what only Habeas reads', () => {
    const { connectionString, prefix, hosts } = readSettings(
      'kurrentdb+discover://ops:s%40fe@a.example:2113,b.example:2113?tls=true&streamPrefix=docket-&tlsCAFile=ca.pem',
    );
    expect(connectionString).toMatch(
      /^kurrentdb\+discover:\/\/ops:s%40fe@a\.example:2113,b\.example:2113\?tls=true&tlsCAFile=ca\.pem/,
    );
    expect([prefix, hosts]).toEqual(['docket-', 'a.example:2113,b.example:2113']);
  });

  it('asks for TLS and names streams habeas- where nothing else is said', () => {
    const { connectionString, prefix } = readSettings('kurrentdb://ops:safe@log.example');
    expect(connectionString).toMatch(/[?&]tls=true/);
    expect(prefix).toBe('habeas-');
  });

  it('may go by the former names of the product, and hold what is set here anyway', () => {
    const { connectionString } = readSettings(
      'esdb+discover://ops:safe@log.example?keepAliveInterval=5000&keepAliveTimeout=9000',
    );
    expect(connectionString).toMatch(/^kurrentdb\+discover:\/\/ops:safe@log\.example\?keepAliveTimeout=9000/);
  });

  it.each(['tls=false', 'tlsVerifyCert=false', 'TLS=false'])('refuses %s off this machine', (option) => {
    expect(() => readSettings(`kurrentdb://ops:safe@log.example:2113?${option}`)).toThrow(
      refused(/log\.example.*allowInsecure/),
    );
    expect(() => readSettings(`kurrentdb://localhost:2113,log.example:2113?${option}`)).toThrow(
      refused(/allowInsecure/),
    );
    expect(readSettings(`kurrentdb://127.0.0.1:2113?${option}`).hosts).toBe('127.0.0.1:2113');
    expect(readSettings(`kurrentdb://log.example:2113?${option}&allowInsecure=true`).hosts).toBe('log.example:2113');
  });

  it.each(['changeit', 'change%69t'])(
    'refuses the password that servers are delivered with, also as %s',
    (password) => {
      expect(() => readSettings(`kurrentdb://admin:${password}@127.0.0.1:2113?tls=false`)).toThrow(
        refused(/another one/),
      );
    },
  );

  it.each([
    ['kurrentdb://ops:secret@?tls=true', /it takes kurrentdb:\/\//],
    ['kurrentdb://ops:secret@log.example?throwOnAppendFailure=false', /"throwOnAppendFailure".*those that are/],
    ['kurrentdb://ops:secret@log.example?tls', /"tls" is not an option with a value/],
    ['kurrentdb://ops:secret@log.example?streamPrefix=$all', /streamPrefix is/],
    ['kurrentdb://ops:secret@log.example?streamPrefix=case', /streamPrefix is/],
  ])('refuses %s, and does not repeat the password', (url, message) => {
    expect(() => readSettings(url)).toThrow(refused(message));
    expect(() => readSettings(url)).not.toThrow(/secret/);
  });

  it('tells what is taken and yet should be looked at', () => {
    expect(risksOf('kurrentdb://ops:safe@log.example:2113')).toEqual([]);
    expect(risksOf('kurrentdb://127.0.0.1:2113?tls=false')).toEqual([]);
    expect(risksOf('kurrentdb://log.example:2113')).toEqual([expect.stringMatching(/no user/)]);
    expect(risksOf('kurrentdb://ops:safe@log.example?tls=false&allowInsecure=true')).toEqual([
      expect.stringMatching(/^tls=false.*log\.example/),
    ]);
  });
});
