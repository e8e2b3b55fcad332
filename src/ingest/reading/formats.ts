import { AreaEntity, AreaKind, findPartnership } from '../../domain/areas';
import {
  IncidentLoader,
  type Known,
  type LoadedBatch,
  type LoaderOptions,
  OutcomeLoader,
} from '../../domain/incidents';
import { vocabularyAt } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { IncidentReader, OutcomeReader, Reader } from './reader';
import type { IncidentRecord, OutcomeRecord, RowReject } from './record';

/** What became of a batch; rows may be refused by what the database says, too. */
export interface LoadedRows extends LoadedBatch {
  rejects?: RowReject[];
}

/** Takes the rows of a delivery into the database, inside its transaction. */
export interface Loader<Row> {
  readonly partnershipId: number;
  /**
   * Loads one batch, and tells what became of it.
   * @param submissionId the delivery that the rows belong to, where it is of a quarter
   */
  add(rows: Row[], submissionId: number | null): Promise<LoadedRows>;
  /** Completes the load. Called once, before the transaction ends. */
  finish(): Promise<void>;
}

/** What the files of one import into one partnership tell the next, so that it need not ask the database again. */
export class ImportMemory {
  readonly known: Known = { places: new Map(), words: new Map() };
  /** By code of the source. */
  readonly destinations = new Map<string, LoaderOptions>();
}

/** That a delivery is what an agency owes for a quarter. */
export interface Owed {
  agencyId: number;
  /** First day of the quarter. */
  quarter: string;
  /** Who delivers: `command line`, or `key 12`. */
  submittedBy: string;
  /** Told the number of the delivery in the ledger. */
  opened?(submissionId: number): void;
  /** Which of the fields that must be shared the file had; asked when it has been read. */
  fieldsPresent(): string[];
}

/** A format of files: what reads it, and what loads what was read. */
export interface Format<Row> {
  reader: Reader<Row>;
  /** What the ledger calls its deliveries. */
  content: string;
  /**
   * Takes the partnership's turn.
   * @param partnership its code
   * @param memory of the files of the import before this one
   */
  begin(session: Session, partnership: string, memory: ImportMemory): Promise<Loader<Row>>;
  /** Where deliveries are owed for a quarter: whose it is. Their rows belong to them, and can be withdrawn with them. */
  owed?: Owed;
}

/** Files of incidents. */
export function incidents(reader: IncidentReader): Format<IncidentRecord> {
  return {
    reader,
    content: reader.source,
    begin: async (session, partnership, memory) =>
      IncidentLoader.begin(session, await destination(session, partnership, reader.source, memory)),
  };
}

/** Files of what became of incidents. */
export function outcomes(reader: OutcomeReader): Format<OutcomeRecord> {
  return {
    reader,
    content: reader.content,
    begin: async (session, partnership, memory) =>
      OutcomeLoader.begin(session, await destination(session, partnership, reader.source, memory)),
  };
}

/**
 * Where the records of a source go: a partnership that knows its own boundary. Without it nobody can tell what lies
 * inside.
 */
export async function destination(
  session: Session,
  code: string,
  sourceCode: string,
  { destinations, known }: ImportMemory,
): Promise<LoaderOptions> {
  const met = destinations.get(sourceCode);
  if (met) return met;
  const { id, dataVersion } = await findPartnership(session, code);
  if (!(await session.manager.existsBy(AreaEntity, { partnershipId: id, kind: AreaKind.PARTNERSHIP })))
    throw new Problem(
      'BAD_USER_INPUT',
      'The partnership has no boundary yet, so nobody can tell which incidents are its own. Import its wards first: ' +
        'csg import boundaries --kind ward …',
    );
  const vocabulary = await vocabularyAt(session, `${id} ${dataVersion}`);
  const source = vocabulary.sources.find(sourceCode)!;
  const found: LoaderOptions = {
    partnershipId: id,
    source,
    vocabulary,
    // A force's open file covers several partnerships: what has no place could be anyone's.
    keepUnlocated: source.access === 'CLOSED',
    known,
  };
  destinations.set(sourceCode, found);
  return found;
}
