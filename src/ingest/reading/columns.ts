/** Patterns of a column's name, in order of preference, for letters and digits of the name in lower case. */
export type ColumnNames<Column extends string> = Record<Column, RegExp[]>;

/** Position of each column that was found. */
export type FoundColumns<Column extends string> = Partial<Record<Column, number>>;

/** Letters and digits of a name in lower case, so that `Ward Code` and `ward_code` are equal. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Finds columns that every partner names differently.
 *
 * @param chosen names given by the caller, which take precedence over the patterns.
 * @returns position of each column found; null where several fit equally well, or a chosen name is missing.
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
