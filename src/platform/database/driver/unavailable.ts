import { Problem } from '../../errors';

/**
 * The problem of work whose database goes away in the middle. The connection may have gone just after a commit, so the
 * message cannot say that nothing was kept; but a transaction is there wholly or not at all.
 */
export function databaseUnavailable(): Problem {
  return new Problem(
    'RETRY',
    'The database cannot be reached or has stopped. Unfinished work was kept wholly or not at all; once the ' +
      'database is back, do the same again.',
  );
}
