import type { Fault } from '../events/faults.js';

/** `not_found`: there is no such case. `conflict`: the record has moved on. `refused`: this cannot be logged as it is. */
export type RuleKind = 'not_found' | 'refused' | 'conflict';

/** One thing that the record forbids. */
export interface Refusal extends Fault {
  readonly code: string;
  readonly kind: RuleKind;
}

/** A development that is well formed and yet cannot follow what the record holds. The message says the remedy. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code: string;
  readonly kind: RuleKind;
  /** A JSON pointer into the development. */
  readonly path: string;
  /** All that is wrong, this one first. */
  readonly faults: readonly Fault[];

  constructor(first: Refusal, all: readonly Refusal[] = [first]) {
    super(`${first.path.slice(1)} ${first.message}`);
    this.code = first.code;
    this.kind = first.kind;
    this.path = first.path;
    this.faults = all.map(({ path, message, value }) => ({ path, message, ...(value !== undefined && { value }) }));
  }
}

export const refused = (code: string, path: string, message: string, value?: string): Refusal =>
  refusalOf('refused', { code, path, message }, value);

export const conflict = (code: string, path: string, message: string): Refusal =>
  refusalOf('conflict', { code, path, message });

export const notFound = (code: string, path: string, message: string, value?: string): Refusal =>
  refusalOf('not_found', { code, path, message }, value);

const refusalOf = (kind: RuleKind, said: Pick<Refusal, 'code' | 'path' | 'message'>, value?: string): Refusal => ({
  kind,
  ...said,
  ...(value !== undefined && { value }),
});
