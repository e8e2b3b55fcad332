import { didYouMean, type Named, nearestCodes } from './nearest';
import { Problem } from './problem';

/** Allowed codes that a refusal lists at most. */
const MAX_LISTED = 60;

/** Allowed codes, separated by commas; an ellipsis stands for those after the first 60. */
export function listCodes(codes: readonly string[]): string {
  return codes.length > MAX_LISTED ? `${codes.slice(0, MAX_LISTED).join(', ')} …` : codes.join(', ');
}

/**
 * The row that a caller names by its code.
 *
 * @param field input that holds the code.
 * @throws Problem BAD_USER_INPUT with the nearest known codes and those that are allowed.
 */
export function requireCode<T extends Named>(field: string, code: string, rows: readonly T[]): T {
  const row = rows.find((each) => each.code === code);
  if (row) return row;
  const allowed = listCodes(rows.map((each) => each.code));
  const suggestions = nearestCodes(code, rows);
  throw new Problem(
    'BAD_USER_INPUT',
    `${field} is not a known code. ${didYouMean(suggestions)}Allowed: ${allowed}.`,
    { field, ...(suggestions.length > 0 ? { suggestions } : {}) },
  );
}

/** The rows that a caller names by a list of codes. @throws Problem BAD_USER_INPUT as {@link requireCode}. */
export function requireCodes<T extends Named>(
  field: string,
  codes: readonly string[],
  rows: readonly T[],
): T[] {
  return codes.map((code, i) => requireCode(`${field}[${i}]`, code, rows));
}
