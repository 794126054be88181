import {
  ReadModelsError,
  RowsConfigError,
  RowsReplacedError,
  RowsUnavailableError,
  RunnerLostError,
} from '../errors.js';

/** SQLSTATE: connection exceptions, shutting down or starting, too many connections, given up after the time that a statement may take. */
const UNAVAILABLE = /^(?:08...|57P0.|53300|57014|55P03|25P0[34])$/;
const NETWORK = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/;
const CLOSED = /terminat|timeout|not queryable|Cannot use a pool|was closed/i;
/** Two projections wrote the same: serialization, deadlock, a row that the other one inserted first. */
const ANOTHER_WROTE = new Set(['40001', '40P01', '23505']);
/** A wrong password or user, no such database, no right to do it. */
const REFUSED = /^(?:28...|3D000|42501)$/;
const DISTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
const WITHOUT_TLS = /does not support SSL/;
const NO_SUCH_TABLE = new Set(['42P01', '3F000']);

/** What went wrong between this program and the database, in terms of the rows. */
export function saidOf(error: unknown): unknown {
  if (error instanceof ReadModelsError || error === null || typeof error !== 'object') return error;
  const code = codeOf(error);
  const message = String((error as { message?: unknown }).message);
  if (REFUSED.test(code)) return new RowsConfigError(`PostgreSQL refuses: ${message}`, { cause: error });
  if (DISTRUSTED.test(code) || WITHOUT_TLS.test(message))
    return new RowsConfigError(
      `The database of the rows does not show a certificate to trust (${message}): name its authority as sslrootcert=FILE in HABEAS_READ_MODELS, and the host as the certificate does`,
      { cause: error },
    );
  if (ANOTHER_WROTE.has(code))
    return new RunnerLostError('Another program wrote to the rows at the same time; this write was undone', {
      cause: error,
    });
  if (NO_SUCH_TABLE.has(code))
    return new RowsReplacedError('The rows that were asked have been replaced; ask again', { cause: error });
  if (UNAVAILABLE.test(code) || NETWORK.test(code) || (code === '' && CLOSED.test(message)))
    return new RowsUnavailableError(
      `The database of the rows does not answer (${code === '' ? 'the connection ended' : code}): see that PostgreSQL runs and takes connections`,
      { cause: error },
    );
  return error;
}

/** An address that several hosts answer to fails with the errors of each. */
const codeOf = (error: object): string => {
  const { code, errors } = error as { code?: unknown; errors?: readonly { code?: unknown }[] };
  return String(code ?? errors?.[0]?.code ?? '');
};

export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw saidOf(error);
  }
}
