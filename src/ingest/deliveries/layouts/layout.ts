import type { PersonRecord } from '../..';
import { type Column, plainWord } from '../datasets/dataset';

/** Row of another layout, converted to the data set's own. */
export interface Translated {
  fields: Partial<Record<Column, string>>;
  /** People of the row. */
  people?: Omit<PersonRecord, 'identity'>[];
}

/** Reads a field of another layout's row, trimmed; empty where the file has no such column. */
export type TheirField<Name extends string = string> = (name: Name) => string;

/**
 * Layout of another publisher, recognised by its header. Its rows are converted to the data set's own layout and
 * checked like any other. Columns that it does not name are not read.
 */
export interface Layout<Name extends string = string> {
  /** Name in messages: `STATS19 collisions of the Department for Transport`. */
  name: string;
  /** Code of the data set that its rows belong to. */
  dataset: string;
  /** Patterns of its required columns' names, which are compared as letters and digits in lower case. */
  needs: Partial<Record<Name, RegExp>>;
  /** Patterns of its optional columns' names. */
  may?: Partial<Record<Name, RegExp>>;
  /** Columns of the data set's own layout that it can fill. */
  fills: readonly Column[];
  /** Converts a row. @throws Refusal where a field cannot be understood. */
  translate(field: TheirField<Name>): Translated;
  /** Key of a row's record, where a record takes several rows; they may stand anywhere in the file. */
  recordOf?(field: TheirField<Name>): string;
  /** Joins the rows of one record. */
  merge?(rows: Translated[]): Translated;
}

/** Positions of a layout's columns in a header; null where the header belongs to another layout. */
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
