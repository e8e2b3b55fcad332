import type { Occurrences } from '..';
import type { CategoryFinder, Column, Dataset } from './datasets/dataset';
import type { Quarter } from './quarter';

/** Reads a field of a row by column, trimmed; empty where the file has no such column. */
export type Fields = (column: Column) => string;

/** Context in which the rows of one file are read. */
export interface RowContext {
  dataset: Dataset;
  /** Code of the agency, part of a record's identity, since two agencies may deliver equal rows. */
  agency: string;
  quarter: Quarter;
  /** Today in London; later days are refused. */
  today: string;
  /** Offences by the words of the category column. */
  categories: CategoryFinder;
  /** Ordinals of equal rows in the file. */
  occurrences: Occurrences;
  /** Ordinals of rows that were equal before offence codes were told apart. */
  formerOccurrences: Occurrences;
  /** Ordinals of equal references in the file. */
  references: Occurrences;
  /** Whether the file may hold records of other quarters, as published files of whole years do. */
  anyQuarter?: boolean;
}
