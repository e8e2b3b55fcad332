import type { SourceFile } from './file';
import type { IncidentRecord, RowReject } from './record';

/** What a reader makes of a row: an incident, or the reason why it is none. Every row of the file becomes one. */
export type ReadRow = IncidentRecord | RowReject;

/** Rows that a reader hands over at a time. */
export const BATCH_ROWS = 5_000;

/** Tells a refused row from an incident. */
export function isReject(row: ReadRow): row is RowReject {
  return 'reason' in row;
}

/**
 * Reads one format of incident files. A new format is a file with one of these.
 *
 * A reader refuses rows one by one, as `RowReject`s, where the rest of the file can be trusted. Where it can't, it
 * throws a `Problem`, perhaps after many batches: load a file in one transaction.
 */
export interface IncidentReader {
  /** The source that its records carry, a code of the vocabulary. */
  source: string;
  /** Whether a file in a folder is one of its own, by its base name. */
  accepts(name: string): boolean;
  /** The rows of a file, in order, in batches of {@link BATCH_ROWS}; the header is not a row. */
  read(file: SourceFile): AsyncGenerator<ReadRow[]>;
}
