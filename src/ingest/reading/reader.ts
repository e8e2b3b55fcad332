import type { SourceFile } from '../../platform/files';
import type { IncidentRecord, OutcomeRecord, RowReject } from './record';

/** A row as it was read: a record, or the reason why it is rejected. */
export type ReadRow<Row = IncidentRecord> = Row | RowReject;

/**
 * Rows that a reader hands over at a time: enough that statements cost little beside rows (a month of a middle-sized force
 * is one batch), and so few that the memory of an import stays flat.
 */
export const BATCH_ROWS = 6_000;

/** Tells a refused row from a record. */
export function isReject(row: object): row is RowReject {
  return 'reason' in row;
}

/**
 * Reads one format of files. A new format is a file with one of these.
 *
 * A reader refuses rows one by one, as `RowReject`s, where the rest of the file can be trusted. Where it can't, it
 * throws a `Problem`, perhaps after many batches: load a file in one transaction.
 */
export interface Reader<Row> {
  /** Columns that tell its files from those of other formats, where their names don't. */
  columns?: readonly string[];
  /** Whether a file in a folder is one of its own, by its base name. */
  accepts(name: string): boolean;
  /** The rows of a file, in order, in batches of {@link BATCH_ROWS}; the header is not a row. */
  read(file: SourceFile): AsyncGenerator<ReadRow<Row>[]>;
}

/** Reads incidents. */
export interface IncidentReader extends Reader<IncidentRecord> {
  /** The source that its records carry, a code of the vocabulary. */
  source: string;
}

/** Reads outcome events. */
export interface OutcomeReader extends Reader<OutcomeRecord> {
  /** The source of the incidents, a code of the vocabulary. */
  source: string;
  /** Name of its deliveries in the ledger. */
  content: string;
}
