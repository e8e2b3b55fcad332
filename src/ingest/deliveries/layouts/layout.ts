import type { PersonRecord } from '../..';
import { type Column, plainWord } from '../datasets/dataset';

/** A row of another layout, converted to ours. */
export interface Translated {
  fields: Partial<Record<Column, string>>;
  /** People of the row. */
  people?: Omit<PersonRecord, 'identity'>[];
}

/** A field of a row of another layout, trimmed; empty where the file has no such column. */
export type TheirField<Name extends string = string> = (name: Name) => string;

/**
 * A layout of another publisher, recognised by its header. Its rows become rows of our own layout, which are then
 * checked as all others are. Columns that it does not name are not read.
 */
export interface Layout<Name extends string = string> {
  /** For people: `STATS19 collisions of the Department for Transport`. */
  name: string;
  /** Code of the data set that its rows are of. */
  dataset: string;
  /** What each column that it needs is called, as letters and digits in lower case. */
  needs: Partial<Record<Name, RegExp>>;
  /** Columns that it may have besides. */
  may?: Partial<Record<Name, RegExp>>;
  /** Columns of ours that it can fill. */
  fills: readonly Column[];
  /** @throws Refusal where a field of it cannot be understood. */
  translate(field: TheirField<Name>): Translated;
  /** Where a record takes several rows: what tells it. Those of one record may stand anywhere in the file. */
  recordOf?(field: TheirField<Name>): string;
  /** The rows of one record as one. */
  merge?(rows: Translated[]): Translated;
}

/** The positions of a layout's columns in a header; null where it is another layout. */
export function positionsIn(
  { needs, may = {} }: Layout,
  header: readonly string[],
): Map<string, number> | null {
  const names = header.map(plainWord);
  const positions = new Map<string, number>();
  for (const [name, pattern] of Object.entries({ ...needs, ...may })) {
    const at = names.findIndex((each) => pattern!.test(each));
    if (at >= 0) positions.set(name, at);
    else if (name in needs) return null;
  }
  return positions;
}
