export abstract class ReadModelsError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The log skipped an event of a stream: nothing after it may be applied. */
export class RevisionGapError extends ReadModelsError {
  readonly code = 'revision-gap';
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly last: number,
  ) {
    super(
      `Revision ${revision} of ${stream} follows ${last}: an event between them is missing, so nothing more is applied`,
    );
  }
}

/** The rows do not hold what the log holds. */
export class IncompleteRowsError extends ReadModelsError {
  readonly code = 'rows-incomplete';
}

/** Another process, or another runner of this one, projects into these rows. */
export class RowsInUseError extends ReadModelsError {
  readonly code = 'rows-in-use';
}

/** Other rows took the place of those that were written or read. */
export class RowsReplacedError extends ReadModelsError {
  readonly code = 'rows-replaced';
}

/** The database of the rows does not answer, for now. */
export class RowsUnavailableError extends ReadModelsError {
  readonly code = 'rows-unavailable';
}

/** Another program projects now, or has written since this one read: what this one was writing is undone. */
export class RunnerLostError extends ReadModelsError {
  readonly code = 'runner-lost';
}

/** A statement that came after the end of its transaction: it would have been committed by itself. */
export class LateQueryError extends ReadModelsError {
  readonly code = 'late-query';
}

export class RowsConfigError extends ReadModelsError {
  readonly code = 'bad-configuration';
}

/** An event that reads well and that the fold still cannot take. Its case is parked and the others go on. */
export class PoisonedEventError extends ReadModelsError {
  readonly code = 'poisoned-event';
  constructor(
    readonly eventId: string,
    readonly reason: string,
  ) {
    super(`The event ${eventId} cannot be folded: ${reason}`);
  }
}
