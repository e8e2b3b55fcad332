/** The value of a parameter. Each is sent once, however often its fragment stands in a statement. */
export interface Bound {
  readonly value: unknown;
}

/**
 * A piece of SQL with the values of its parameters inside. Fragments are composed by value: their parameters have no
 * names, so those of two fragments never collide. Made by {@link sql}, {@link join} and {@link raw} alone.
 */
export class Fragment {
  /** Texts and parameters in their order. */
  readonly pieces: readonly (string | Bound)[];

  constructor(pieces: readonly (string | Bound)[]) {
    this.pieces = pieces.filter((piece) => piece !== '');
  }
}

/**
 * Makes a fragment of a template: a fragment between `${…}` becomes part of it, every other value a parameter. Text
 * that a caller sent can therefore never become SQL.
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

/** Fragments one after the other; empty where there is none. */
export function join(
  fragments: readonly Fragment[],
  separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ',
): Fragment {
  return new Fragment(
    fragments.flatMap(({ pieces }, i) => (i === 0 ? pieces : [`\n    ${separator.trim()} `, ...pieces])),
  );
}

/** A fragment of text that our own code made, such as the name of a table. Never of text that a caller sent. */
export function raw(text: string): Fragment {
  return new Fragment([text]);
}
