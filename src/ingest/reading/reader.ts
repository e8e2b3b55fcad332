import type { SourceFile } from '../../platform/files';
import type { IncidentRecord, OutcomeRecord, RowReject } from './record';

/** Row of a file: a record, or a reject. */
export type ReadRow<Row = IncidentRecord> = Row | RowReject;

/**
 * Rows per batch: enough that the cost of statements is small (a month of a middle-sized force is one batch), and few
 * enough that the memory of an import stays flat.
 */
export const BATCH_ROWS = 6_000;

/** Whether a row is a reject. */
export function isReject(row: object): row is RowReject {
  return 'reason' in row;
}

/**
 * Reader of one format of files. A new format is a file with a reader.
 *
 * A reader refuses single rows as `RowReject`s where the rest of the file can be trusted. Otherwise it throws a
 * `Problem`, perhaps after many batches, so load a file in one transaction.
 */
export interface Reader<Row> {
  /** Columns that distinguish its files from those of other formats, where their names do not. */
  columns?: readonly string[];
  /** Whether a file in a folder is in this format, by its base name. */
  accepts(name: string): boolean;
  /** Reads the rows of a file, in order, in batches of {@link BATCH_ROWS}; the header is not a row. */
  read(file: SourceFile): AsyncGenerator<ReadRow<Row>[]>;
}

/** Reads incidents. */
export interface IncidentReader extends Reader<IncidentRecord> {
  /** Source of its records, a code of the vocabulary. */
  source: string;
}

/** Reads outcome events. */
export interface OutcomeReader extends Reader<OutcomeRecord> {
  /** Source of the incidents, a code of the vocabulary. */
  source: string;
  /** Name of its deliveries in the ledger. */
  content: string;
}
