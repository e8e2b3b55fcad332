/** Value of a parameter, sent once for all occurrences of its fragment in a statement. */
export interface Bound {
  readonly value: unknown;
}

/**
 * Piece of SQL with the values of its parameters. Fragments are composed by value: their parameters have no names, so
 * those of two fragments never collide. Made only by {@link sql}, {@link join} and {@link raw}.
 */
export class Fragment {
  /** Texts and parameters in order. */
  readonly pieces: readonly (string | Bound)[];

  constructor(pieces: readonly (string | Bound)[]) {
    this.pieces = pieces.filter((piece) => piece !== '');
  }
}

/**
 * Makes a fragment from a template: a fragment in `${…}` becomes part of it, any other value a parameter, so that text
 * from a caller can never become SQL.
 *
 * @example sql`SELECT n FROM ${counts} AS c WHERE c.month >= ${from}::date`
 */
export function sql(texts: TemplateStringsArray, ...parts: unknown[]): Fragment {
  return new Fragment(
    texts.flatMap((text, i) => {
      if (i === parts.length) return [text];
      const part = parts[i];
      return [text, ...(part instanceof Fragment ? part.pieces : [{ value: part }])];
    }),
  );
}

/** Joins fragments; empty for none. */
export function join(
  fragments: readonly Fragment[],
  separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ',
): Fragment {
  return new Fragment(
    fragments.flatMap(({ pieces }, i) => (i === 0 ? pieces : [`\n    ${separator.trim()} `, ...pieces])),
  );
}

/** Fragment of a text made by this code base, such as a table's name. Never pass text from a caller. */
export function raw(text: string): Fragment {
  return new Fragment([text]);
}
