import { Problem } from '../errors';

/** Keyset cursor: the sort values of a page's last row, opaque to callers. */
export function encodeCursor(values: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Sort values of a cursor; null without one.
 *
 * @param kinds type of each value: a cursor of another list is an error, never the first page.
 * @param fits whether values of these types can belong to the list: its name, whole ids, valid times.
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
    // Refuse infinite numbers (1e999 in JSON), and texts with a NUL, which PostgreSQL does not accept.
    const isRight = (value: string | number, i: number) =>
      typeof value === (kinds as string[])[i] &&
      (typeof value === 'number' ? Number.isFinite(value) : !value.includes('\0'));
    if (all && values.every(isRight) && fits(values)) return values;
  } catch {
    // Not a cursor of this server: refused below.
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
