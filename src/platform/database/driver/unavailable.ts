import { Problem } from '../../errors';

/**
 * Problem of work whose database goes away while it runs. The connection may be lost just after a commit, so the
 * message cannot say that nothing was stored; a transaction is stored completely or not at all.
 */
export function databaseUnavailable(): Problem {
  return new Problem(
    'RETRY',
    'The database cannot be reached or has stopped. Unfinished work was kept wholly or not at all; once the ' +
      'database is back, do the same again.',
  );
}
