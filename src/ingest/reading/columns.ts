/** What a column may be called, in order of preference. Matched against names in lower case, letters and digits only. */
export type ColumnNames<Column extends string> = Record<Column, RegExp[]>;

/** The position of each column that was found. */
export type FoundColumns<Column extends string> = Partial<Record<Column, number>>;

/** A name of which only what counts is left: `Ward Code` and `ward_code` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Finds columns that partners name as they please.
 * @param chosen names that the caller gave, which go before all others
 * @returns null in place of a position where several columns would do equally, or a chosen one is not there
 */
export function findColumns<Column extends string>(
  available: readonly string[],
  wanted: ColumnNames<Column>,
  chosen: Partial<Record<Column, string>> = {},
): Partial<Record<Column, number | null>> {
  const names = available.map(plain);
  const positions = (fits: (name: string) => boolean) => names.flatMap((name, i) => (fits(name) ? [i] : []));
  const found: Partial<Record<Column, number | null>> = {};
  for (const column of Object.keys(wanted) as Column[]) {
    const option = chosen[column];
    if (option !== undefined) {
      const at = positions((name) => name === plain(option));
      found[column] = at.length === 1 ? at[0] : null;
      continue;
    }
    for (const pattern of wanted[column]) {
      const at = positions((name) => pattern.test(name));
      if (at.length === 0) continue;
      found[column] = at.length === 1 ? at[0] : null;
      break;
    }
  }
  return found;
}
