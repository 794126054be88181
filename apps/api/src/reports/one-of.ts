import { Problem } from '../problem.js';

/** Parameters that each have a value that they take, and do not go together. */
export function oneOf(path: string, message: string): Problem {
  return new Problem('invalid-parameter', { detail: `${path} ${message}`, errors: [{ path, message }] });
}
