import { QuestionError } from '#domain';
import { ImportStoppedError } from '#event-store';
import { CommanderError } from 'commander';
import { ConfigFaultsError } from './config.js';

/** What scripts branch on: part of the interface. */
export const EXIT = { done: 0, fault: 1, refused: 2, nothingFound: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What the caller can mend, in a line. */
export class CommandError extends Error {
  constructor(
    readonly exit: Exit,
    message: string,
  ) {
    super(message);
  }
}

/** What a failure means to whoever called: how it ends, and a line to read. No stack: that is for whoever mends the program. */
export function endOf(error: unknown): { readonly exit: Exit; readonly message: string | null } {
  if (error instanceof CommandError) return { exit: error.exit, message: error.message };
  if (error instanceof CommanderError) return { exit: error.exitCode === 0 ? EXIT.done : EXIT.refused, message: null };
  if (error instanceof ConfigFaultsError) return { exit: EXIT.refused, message: error.message };
  if (error instanceof QuestionError) return endOfQuestion(error);
  if (error instanceof ImportStoppedError) return { exit: EXIT.fault, message: error.message };
  if (isForeseen(error))
    return { exit: error.code === 'bad-configuration' ? EXIT.refused : EXIT.fault, message: error.message };
  return { exit: EXIT.fault, message: unexpected(error) };
}

function endOfQuestion({ code, parameter, message }: QuestionError) {
  const exit = code === 'not-found' ? EXIT.nothingFound : EXIT.refused;
  return { exit, message: forTheCommandLine(message, parameter) };
}

/** The domain speaks of parameters and of routes, for it was asked over HTTP first. */
const forTheCommandLine = (message: string, parameter: string): string =>
  message
    .replace(
      new RegExp(`^${parameter}\\b`),
      `--${parameter.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`,
    )
    .replace(/ is known by the reference .* at that time$/, '$&: "habeas cases" lists those that are')
    .replace(/\bGET \/event-types\b/, 'docs/events.md')
    .replace(/: ask for \/cases\/(\S+)/, ': ask "habeas case $1"');

/** The parts give each of their errors such a code; those of the system are written in capitals. */
function isForeseen(error: unknown): error is Error & { readonly code: string } {
  const { code } = (error ?? {}) as { code?: unknown };
  return error instanceof Error && typeof code === 'string' && /^[a-z]+(?:-[a-z]+)+$/.test(code);
}

const unexpected = (error: unknown): string =>
  `This was not foreseen: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
