import { Problem } from './problem';

/**
 * Returns a value that a caller sent, unless it is a text with the character NUL, which PostgreSQL cannot store and no
 * code or name has.
 *
 * @throws Problem BAD_USER_INPUT.
 */
export function refuseNul<T>(value: T): T {
  if (typeof value === 'string' && value.includes('\0'))
    throw new Problem('BAD_USER_INPUT', 'A text has the character NUL (U+0000). Leave it out.');
  return value;
}
