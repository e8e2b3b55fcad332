import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { Problem } from '../../errors';
import { databaseUnavailable } from './unavailable';

/** Failure of the database that no caller can correct. Never carries values of a statement. */
export class DatabaseError extends Error {
  constructor(
    /** SQLSTATE. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** SQLSTATEs after which the request may be sent again unchanged. */
const RETRYABLE = new Set(['40001', '40P01', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300']);

/** Network error codes of a server that cannot be reached. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
]);

/** SQLSTATEs of a full disk. */
const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Classes of SQLSTATE whose messages may quote a value: data exceptions, integrity, and those of PostGIS. */
const MAY_ECHO = /^(22|23|XX)/;

/**
 * Problem for an error of a driver. An unforeseen error becomes a DatabaseError without the statement's parameters, and
 * without the message where that may quote one of them.
 */
export function translateError(error: unknown): unknown {
  if (error instanceof QueryFailedError && error.driverError instanceof Problem) return error.driverError;
  if (error instanceof Problem) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === '57014')
    return new Problem('TIMEOUT', 'The query took longer than its deadline and was stopped.');
  if (
    error instanceof QueryRunnerAlreadyReleasedError || // the connection ended between two statements
    RETRYABLE.has(code) ||
    UNREACHABLE.has(code) ||
    /Connection terminated|timeout exceeded when/.test(message)
  )
    return databaseUnavailable();
  if (code === '22021')
    return new Problem(
      'BAD_USER_INPUT',
      'A text has characters that cannot be stored, such as NUL. Leave them out.',
    );
  if (DISK_FULL.has(code))
    return new Problem(
      'INTERNAL',
      'The disk of the database is full. Nothing of this was kept. Make room there, then do the same again.',
    );
  if (!(error instanceof QueryFailedError)) return error;
  const { table, constraint, routine } = error.driverError as Record<string, string | undefined>;
  const where = [table, constraint, routine].filter(Boolean).join(' ');
  return new DatabaseError(code, MAY_ECHO.test(code) ? `SQLSTATE ${code} (${where})` : message);
}
