import { IsOptional, IsString, Length, Matches, validateSync } from 'class-validator';

/** Everything that the environment decides here. Read once, when the command starts; nothing else reads the environment. */
export class Config {
  @Matches(/^[a-z]+:.+$/s, { message: 'must be the address of an event log, such as sqlite:./data/log.db' })
  readonly HABEAS_EVENT_STORE: string = 'sqlite:./data/log.db';

  @Matches(/^[a-z]+:.+$/s, { message: 'must be the address of the rows, such as sqlite:./data/views.db' })
  readonly HABEAS_READ_MODELS: string = 'sqlite:./data/views.db';

  /** The folder where issued reports are kept for ever; it belongs beside the log. */
  @Length(1, 4_000, { message: 'must be a folder, such as ./data/reports' })
  readonly HABEAS_REPORTS: string = './data/reports';

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

const SETTINGS = [
  'HABEAS_EVENT_STORE',
  'HABEAS_READ_MODELS',
  'HABEAS_REPORTS',
  'HABEAS_OFFICER',
  'HABEAS_HOST',
] as const;

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = new Config();
  for (const name of SETTINGS) {
    const text = environment[name];
    if (text !== undefined && text !== '') Object.assign(config, { [name]: text });
  }
  Object.assign(config, { isOfficerNamed: Boolean(environment['HABEAS_OFFICER']) });
  const faults = validateSync(config).map(
    ({ property, constraints }) => `${property} ${Object.values(constraints ?? {})[0] ?? 'is wrong'}`,
  );
  if (faults.length > 0) throw new ConfigFaultsError(faults);
  return config;
}
