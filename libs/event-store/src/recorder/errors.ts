import type { Fault } from '#domain';
import { EventStoreError } from '../errors.js';

/** What was to be logged is not a development: every fault, by its path. */
export class FaultsError extends EventStoreError {
  readonly code = 'invalid-development';
  readonly kind = 'refusal';
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ path, message }) => `${path.slice(1)} ${message}`.trim()).join('; '));
  }
}
