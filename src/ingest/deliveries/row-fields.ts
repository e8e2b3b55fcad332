import type { Occurrences } from '..';
import type { CategoryFinder, Column, Dataset } from './datasets/dataset';
import type { Quarter } from './quarter';

/** The fields of a row by column, trimmed; empty where the file has no such column. */
export type Fields = (column: Column) => string;

/** Context in which the rows of one file are read. */
export interface RowContext {
  dataset: Dataset;
  /** Code of the agency: two agencies may deliver the same words about different incidents. */
  agency: string;
  quarter: Quarter;
  /** Today in London: later days are refused. */
  today: string;
  /** Offences by the words of the category column. */
  categories: CategoryFinder;
  /** How often each content has come in the file. */
  occurrences: Occurrences;
  /** How often each reference has come in the file. */
  references: Occurrences;
  /** Whether the file may hold records of other quarters: published files hold years. */
  anyQuarter?: boolean;
}
