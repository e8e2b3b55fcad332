import { Problem } from '../errors';

/** A keyset cursor: the sort values of the last row of a page, opaque to callers. */
export function encodeCursor(values: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The sort values in a cursor, or null where none was sent.
 *
 * @param kinds what each value must be: a cursor of another list is an error, never page one.
 * @param fits whether values of these kinds can be of this list: its name, ids that are whole, times that are times.
 * @throws Problem BAD_USER_INPUT.
 */
export function decodeCursor<T extends (string | number)[]>(
  cursor: string | null | undefined,
  kinds: { [K in keyof T]: 'string' | 'number' },
  fits: (values: T) => boolean = () => true,
): T | null {
  if (cursor == null) return null;
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as T;
    const all = Array.isArray(values) && values.length === (kinds as string[]).length;
    // JSON has numbers beyond all numbers (1e999), and texts with a NUL, which PostgreSQL does not take.
    const isRight = (value: string | number, i: number) =>
      typeof value === (kinds as string[])[i] &&
      (typeof value === 'number' ? Number.isFinite(value) : !value.includes('\0'));
    if (all && values.every(isRight) && fits(values)) return values;
  } catch {
    // Not one of ours: refused below.
  }
  throw new Problem('BAD_USER_INPUT', 'The cursor is not one of this list. Take it from pageInfo.endCursor.');
}

/**
 * Checks `first`.
 *
 * @throws Problem TOO_LARGE or BAD_USER_INPUT.
 */
export function checkFirst(first: number, most: number): number {
  if (first > most)
    throw new Problem('TOO_LARGE', `A page has at most ${most} rows; ask for the next with after.`, {
      limit: most,
    });
  if (first < 0) throw new Problem('BAD_USER_INPUT', 'first must be 0 or more.');
  return first;
}
