import { Problem } from '../../errors';

/**
 * What work ends with when its database goes away in the middle. The connection may have gone just after it had
 * committed, so nobody can say that nothing was kept; but a transaction is there wholly or not at all.
 */
export function stopped(): Problem {
  return new Problem(
    'RETRY',
    'The database cannot be reached or has stopped. Unfinished work was kept wholly or not at all; once the ' +
      'database is back, do the same again.',
  );
}
