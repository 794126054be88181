import { setting } from '#event-store';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

/** One sentence whatever is wrong with a number: of several constraints only one is told, and text breaks them all. */
const PORT = { message: 'must be a port: a whole number from 1 to 65535, such as 3000, or 0 for any free one' };
const CONNECTIONS = {
  message: 'must be how many connections this program opens at most: a whole number from 2 to 100, such as 10',
};
const TIMEOUT = {
  message: 'must be after how many milliseconds a statement is given up: a whole number from 1000 to 600000',
};
const HOST = /^(?:[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+)$/;

/** Everything that the environment decides. Read once, when the process starts; nothing else reads the environment. */
export class Config {
  @Matches(HOST, { message: 'must be a host name or an IP address, such as 127.0.0.1' })
  readonly HABEAS_HOST: string = '127.0.0.1';

  @IsInt(PORT)
  @Min(0, PORT)
  @Max(65_535, PORT)
  readonly HABEAS_PORT: number = 3000;

  @Matches(/^[a-z]+(?:\+discover)?:.+$/s, {
    message: 'must be the address of an event log, such as sqlite:./data/log.db or kurrentdb://user:password@host:2113',
  })
  readonly HABEAS_EVENT_STORE: string = 'sqlite:./data/log.db';

  @Matches(/^[a-z]+:.+$/s, { message: 'must be the address of the rows, such as sqlite:./data/views.db' })
  readonly HABEAS_READ_MODELS: string = 'sqlite:./data/views.db';

  /** Only for rows on PostgreSQL. */
  @IsInt(CONNECTIONS)
  @Min(2, CONNECTIONS)
  @Max(100, CONNECTIONS)
  readonly HABEAS_ROWS_CONNECTIONS: number = 10;

  /** Only for rows on PostgreSQL. */
  @IsInt(TIMEOUT)
  @Min(1_000, TIMEOUT)
  @Max(600_000, TIMEOUT)
  readonly HABEAS_ROWS_TIMEOUT_MS: number = 30_000;

  /** The folder where issued reports are kept for ever; it belongs beside the log. */
  @IsString()
  @MinLength(1, { message: 'must be a folder, such as ./data/reports' })
  readonly HABEAS_REPORTS: string = './data/reports';

  /** Font files for a PDF that has characters which no font of this program has. */
  @IsOptional()
  @IsString()
  readonly HABEAS_FONTS?: string;

  /** `api` answers and never projects; `projector` projects when its turn comes, and answers how it is alone. */
  @IsIn(['all', 'api', 'projector'], { message: 'must be all, api or projector' })
  readonly HABEAS_ROLE: 'all' | 'api' | 'projector' = 'all';

  /** The name put on what is logged, until there is a sign-in. */
  @IsString()
  @MinLength(1, { message: 'must name whoever logs' })
  @MaxLength(100, { message: 'must be at most 100 characters long' })
  @Matches(/^[^\p{Cc}]*$/u, { message: 'must hold no control characters' })
  readonly HABEAS_OFFICER: string = 'officer';

  /** Further names by which this server may be asked, separated by commas: behind a proxy, or in a container. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._:[\],-]*$/, { message: 'must be host names, separated by commas' })
  readonly HABEAS_ALLOWED_HOSTS?: string;
}

/** All that is wrong with the environment, at once. */
export class ConfigFaultsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = new Config();
  for (const name of [...Object.keys(config), 'HABEAS_ALLOWED_HOSTS', 'HABEAS_FONTS']) {
    const text = setting(environment, name);
    if (text !== undefined && text !== '')
      Object.assign(config, { [name]: WHOLE_NUMBERS.has(name) ? wholeNumber(text) : text });
  }
  const faults = validateSync(config).map(
    ({ property, constraints }) => `${property} ${Object.values(constraints ?? {})[0] ?? 'is wrong'}`,
  );
  if (config.HABEAS_ROLE === 'api' && config.HABEAS_READ_MODELS === 'sqlite::memory:')
    faults.push('HABEAS_READ_MODELS must not be in memory where HABEAS_ROLE is api: nobody else could project into it');
  if (faults.length > 0) throw new ConfigFaultsError(faults);
  return config;
}

const WHOLE_NUMBERS = new Set(['HABEAS_PORT', 'HABEAS_ROWS_CONNECTIONS', 'HABEAS_ROWS_TIMEOUT_MS']);

const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : NaN);

export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);
