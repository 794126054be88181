import { readFileSync } from 'node:fs';
import { ConfigError } from './errors.js';

/**
 * What the environment says of a setting; or, where it says `NAME_FILE`, what that file holds: so passwords need not stand in the environment.
 * @throws ConfigError where both are said, or the file is empty or cannot be read
 */
export function setting(environment: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const [said, file] = [environment[name], environment[`${name}_FILE`]];
  if (!file) return said;
  if (said) throw new ConfigError(`${name} and ${name}_FILE are both set: leave one out`);
  const text = textOf(name, file);
  // Nothing would be said, and the default be taken: another log than the one that was meant.
  if (text === '') throw new ConfigError(`${name}_FILE names ${file}, which is empty: write the setting into it`);
  return text;
}

function textOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`${name}_FILE names ${file}, which cannot be read: give it to the user that Habeas runs as`);
  }
}
