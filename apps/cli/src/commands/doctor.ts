import { type EventStore, risksOfEventStore } from '#event-store';
import { fontsIn } from '#reports';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Config } from '../config.js';
import { CommandError, endOf, EXIT } from '../exit.js';
import { fileOf, openLog, openRows, type Parts } from '../parts.js';
import { table } from '../print/table.js';

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'look' | 'fault';
  readonly says: string;
}

const NODE_OLDEST = [20, 19] as const;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

export function addDoctorCommand(program: Command, parts: Parts): void {
  program
    .command('doctor')
    .description('looks at everything that an answer rests on, and changes nothing')
    .option('--json', 'the findings as JSON')
    .action(async ({ json }: { json?: true }) => {
      const findings = [
        ...machine(),
        ...settings(parts.config),
        ...(await fonts(parts.config)),
        ...(await stores(parts.config)),
      ];
      if (json) await parts.output.json({ findings });
      else
        for (const line of table(
          ['', 'what', 'finding'],
          findings.map(({ state, what, says }) => [state, what, says]),
          parts.output.width,
        ))
          await parts.output.line(line);
      const faults = findings.filter(({ state }) => state === 'fault').length;
      if (faults > 0) throw new CommandError(EXIT.fault, `${faults} of ${findings.length} findings are faults`);
    });
}

function machine(): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < NODE_OLDEST[0] || (major === NODE_OLDEST[0] && minor < NODE_OLDEST[1]);
  const node: Finding = {
    what: 'Node',
    state: isOld ? 'fault' : 'ok',
    says: `${process.versions.node}${isOld ? `: install ${NODE_OLDEST.join('.')} or newer` : ''}`,
  };
  return [node, engine()];
}

function engine(): Finding {
  const require = createRequire(import.meta.url);
  try {
    const { version } = require('better-sqlite3/package.json') as { version: string };
    const Database = require('better-sqlite3') as new (file: string) => {
      prepare(sql: string): { pluck(): { get(): unknown } };
      close(): void;
    };
    const db = new Database(':memory:');
    const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get());
    db.close();
    return { what: 'SQLite', state: 'ok', says: `${sqlite}, by better-sqlite3 ${version}` };
  } catch (error) {
    return {
      what: 'SQLite',
      state: 'fault',
      says: `better-sqlite3 does not load (${firstLine(error)}): install a C++ compiler, make and python3, then run: npm rebuild better-sqlite3`,
    };
  }
}

function settings({ HABEAS_HOST: host, HABEAS_OFFICER: officer, isOfficerNamed }: Config): Finding[] {
  const isLocal = host === undefined || LOOPBACK.test(host);
  return [
    {
      what: 'HABEAS_HOST',
      state: isLocal ? 'ok' : 'look',
      says: isLocal
        ? `${host ?? '127.0.0.1'}: only this machine reaches a server`
        : `${host}: whoever reaches a server there may read and write, for there is no sign-in yet`,
    },
    {
      what: 'HABEAS_OFFICER',
      state: isOfficerNamed ? 'ok' : 'look',
      says: isOfficerNamed ? officer : `not set: what is logged carries the name "${officer}"`,
    },
  ];
}

async function fonts({ HABEAS_FONTS: folder }: Config): Promise<Finding[]> {
  const what = 'HABEAS_FONTS';
  if (folder === undefined) return [];
  try {
    const files = await fontsIn(folder);
    return [{ what, state: 'ok', says: `${files.length} font files for what the fonts of this program lack` }];
  } catch (error) {
    return [{ what, state: 'fault', says: firstLine(error) }];
  }
}

async function stores(config: Config): Promise<Finding[]> {
  let store: EventStore;
  try {
    store = await openLog(config);
  } catch (error) {
    return [{ what: 'event log', state: 'fault', says: firstLine(error) }];
  }
  try {
    const { HABEAS_EVENT_STORE: url } = config;
    const risks = await risksOfEventStore(url);
    return [
      ...risks.map((says): Finding => ({ what: 'HABEAS_EVENT_STORE', state: 'look', says })),
      await logFinding(store, url.startsWith('sqlite:')),
      ...(await rowFindings(config, store)),
    ];
  } finally {
    await store.close();
  }
}

async function logFinding(store: EventStore, isFile: boolean): Promise<Finding> {
  try {
    const head = await store.head();
    const end = head ? `up to position ${head.position}, known since ${head.knownSince}` : 'empty';
    const keeps = isFile
      ? 'keeps what it acknowledges (synchronous=FULL, read back on opening)'
      : 'the server answers and lets this user read $all';
    return { what: 'event log', state: 'ok', says: `${end}; ${keeps}` };
  } catch (error) {
    return { what: 'event log', state: 'fault', says: firstLine(error) };
  }
}

async function rowFindings(config: Config, store: EventStore): Promise<Finding[]> {
  const file = fileOf(config.HABEAS_READ_MODELS);
  if (file !== null && !existsSync(file))
    return [{ what: 'rows', state: 'look', says: 'not built yet: the next question or server start builds them' }];
  try {
    const rows = await openRows(config, store, { readonly: true });
    try {
      const { position, events, lag, quarantine, fault } = await rows.figures();
      const { complete } = await rows.completeness();
      const parked = quarantine.map(
        ({ stream, revision, reason }) => `${stream} from revision ${revision} (${reason})`,
      );
      return [
        {
          what: 'rows',
          state: fault === null ? 'ok' : 'fault',
          says: fault ?? `${events} events, up to position ${position ?? 'none'}`,
        },
        {
          what: 'lag',
          state: lag === 0 ? 'ok' : 'look',
          says: lag === 0 ? 'none' : `${lag} events: a server, or the next question, brings them in`,
        },
        {
          what: 'completeness',
          state: complete ? 'ok' : 'fault',
          says: complete
            ? 'count and digest agree with the log'
            : 'the rows do not hold what the log holds: run "habeas rebuild"',
        },
        {
          what: 'quarantine',
          state: parked.length === 0 ? 'ok' : 'fault',
          says: parked.length === 0 ? 'none' : parked.join('; '),
        },
      ];
    } finally {
      await rows.close();
    }
  } catch (error) {
    return [{ what: 'rows', state: 'fault', says: firstLine(error) }];
  }
}

const firstLine = (error: unknown): string => (endOf(error).message ?? String(error)).split('\n')[0]!;
