import { didYouMean, type Named, nearestCodes } from './nearest';
import { Problem } from './problem';

/** Limit of allowed codes listed in a refusal. */
const MAX_LISTED = 60;

/** List of allowed codes, separated by commas, with an ellipsis after the first 60. */
export function listCodes(codes: readonly string[]): string {
  return codes.length > MAX_LISTED ? `${codes.slice(0, MAX_LISTED).join(', ')} …` : codes.join(', ');
}

/**
 * Row with a code that a caller sent.
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

/** Rows with the codes of a list that a caller sent. @throws Problem BAD_USER_INPUT as in {@link requireCode}. */
export function requireCodes<T extends Named>(
  field: string,
  codes: readonly string[],
  rows: readonly T[],
): T[] {
  return codes.map((code, i) => requireCode(`${field}[${i}]`, code, rows));
}
