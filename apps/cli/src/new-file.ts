import { CommandError, EXIT } from './exit.js';

/** Why a new file could not be made, for whoever named it by an option. */
export function newFileRefused(option: string, path: string, error: unknown): CommandError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why =
    code === 'EEXIST'
      ? 'exists already: name another file, or remove it first'
      : `cannot be written: ${code || message}`;
  return new CommandError(EXIT.refused, `${option} ${path} ${why}`);
}
