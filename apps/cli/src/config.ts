import { setting } from '#event-store';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min, validateSync } from 'class-validator';

/** One sentence whatever is wrong with a number: of several constraints only one is told, and text breaks them all. */
const CONNECTIONS = {
  message: 'must be how many connections this program opens at most: a whole number from 2 to 100, such as 10',
};
const TIMEOUT = {
  message: 'must be after how many milliseconds a statement is given up: a whole number from 1000 to 600000',
};

/** Everything that the environment decides here. Read once, when the command starts; nothing else reads the environment. */
export class Config {
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
  @Length(1, 4_000, { message: 'must be a folder, such as ./data/reports' })
  readonly HABEAS_REPORTS: string = './data/reports';

  /** Font files for a PDF that has characters which no font of this program has. */
  @IsOptional()
  @IsString()
  readonly HABEAS_FONTS?: string;

  /** The name put on what is imported, until there is a sign-in. */
  @Length(1, 100, { message: 'must name whoever logs, in at most 100 characters' })
  @Matches(/^[^\p{Cc}]*$/u, { message: 'must hold no control characters' })
  readonly HABEAS_OFFICER: string = 'officer';

  /** Where a server of the same configuration listens: `doctor` looks whether that is safe. */
  @IsOptional()
  @IsString()
  readonly HABEAS_HOST?: string;

  /** Whether somebody chose the name. */
  @IsOptional()
  readonly isOfficerNamed: boolean = false;
}

/** All that is wrong with the environment, at once. */
export class ConfigFaultsError extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

const WHOLE_NUMBERS = new Set<string>(['HABEAS_ROWS_CONNECTIONS', 'HABEAS_ROWS_TIMEOUT_MS']);
const SETTINGS = [
  ...WHOLE_NUMBERS,
  'HABEAS_EVENT_STORE',
  'HABEAS_READ_MODELS',
  'HABEAS_REPORTS',
  'HABEAS_FONTS',
  'HABEAS_OFFICER',
  'HABEAS_HOST',
] as const;

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = new Config();
  for (const name of SETTINGS) {
    const text = setting(environment, name);
    if (text !== undefined && text !== '')
      Object.assign(config, { [name]: WHOLE_NUMBERS.has(name) ? Number(text) : text });
  }
  Object.assign(config, { isOfficerNamed: Boolean(environment['HABEAS_OFFICER']) });
  const faults = validateSync(config).map(
    ({ property, constraints }) => `${property} ${Object.values(constraints ?? {})[0] ?? 'is wrong'}`,
  );
  if (faults.length > 0) throw new ConfigFaultsError(faults);
  return config;
}
