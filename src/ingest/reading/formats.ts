import { AreaEntity, AreaKind, findPartnership } from '../../domain/areas';
import {
  type BatchCounts,
  type IdCache,
  IncidentLoader,
  type LoaderOptions,
  OutcomeLoader,
} from '../../domain/incidents';
import { vocabularyAt } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { IncidentReader, OutcomeReader, Reader } from './reader';
import type { IncidentRecord, OutcomeRecord, RowReject } from './record';

/** Result of loading a batch. */
export interface BatchResult extends BatchCounts {
  /** Rows that were refused because of what the database holds. */
  rejects?: RowReject[];
}

/** Takes the rows of a delivery into the database, inside its transaction. */
export interface Loader<Row> {
  readonly partnershipId: number;
  /**
   * Loads one batch.
   * @param submissionId the delivery that the rows belong to, where it is of a quarter
   */
  add(rows: Row[], submissionId: number | null): Promise<BatchResult>;
  /** Completes the load. Called once, before the transaction ends. */
  finish(): Promise<void>;
}

/** Answers of the database that later files of one import into one partnership need again. */
export class ImportCache {
  readonly ids: IdCache = { places: new Map(), words: new Map() };
  /** By code of the source. */
  readonly loaders = new Map<string, LoaderOptions>();
}

/** Delivery of a statutory data set, expected of an agency for a quarter. */
export interface StatutoryDelivery {
  agencyId: number;
  /** First day of the quarter. */
  quarter: string;
  /** Who delivers: `command line`, or `key 12`. */
  submittedBy: string;
  /** Called with the number of the delivery in the ledger. */
  onOpen?(submissionId: number): void;
  /** Required fields that the file had; called after it has been read. */
  fieldsPresent(): string[];
}

/** A file format: its reader, and the loader of the rows. */
export interface Format<Row> {
  reader: Reader<Row>;
  /** Name of its deliveries in the ledger. */
  content: string;
  /**
   * Begins a load, which locks the partnership until the transaction ends.
   * @param partnership code of the partnership
   * @param cache shared by the files of an import
   */
  begin(session: Session, partnership: string, cache: ImportCache): Promise<Loader<Row>>;
  /** For statutory data sets: rows belong to their delivery, and can be withdrawn with it. */
  statutory?: StatutoryDelivery;
}

/** Files of incidents. */
export function incidents(reader: IncidentReader): Format<IncidentRecord> {
  return {
    reader,
    content: reader.source,
    begin: async (session, partnership, cache) =>
      IncidentLoader.begin(session, await loaderOptions(session, partnership, reader.source, cache)),
  };
}

/** Files of outcome events. */
export function outcomes(reader: OutcomeReader): Format<OutcomeRecord> {
  return {
    reader,
    content: reader.content,
    begin: async (session, partnership, cache) =>
      OutcomeLoader.begin(session, await loaderOptions(session, partnership, reader.source, cache)),
  };
}

/**
 * How the records of a source are loaded into a partnership.
 *
 * @throws Problem BAD_USER_INPUT where the partnership has no boundary, so that nobody can tell what lies inside.
 */
export async function loaderOptions(
  session: Session,
  code: string,
  sourceCode: string,
  { loaders, ids }: ImportCache,
): Promise<LoaderOptions> {
  const cached = loaders.get(sourceCode);
  if (cached) return cached;
  const { id, dataVersion } = await findPartnership(session, code);
  if (!(await session.manager.existsBy(AreaEntity, { partnershipId: id, kind: AreaKind.PARTNERSHIP })))
    throw new Problem(
      'BAD_USER_INPUT',
      'The partnership has no boundary yet, so nobody can tell which incidents are its own. Import its wards first: ' +
        'csg import boundaries --kind ward …',
    );
  const vocabulary = await vocabularyAt(session, `${id} ${dataVersion}`);
  const source = vocabulary.sources.find(sourceCode)!;
  const options: LoaderOptions = {
    partnershipId: id,
    source,
    vocabulary,
    // A force's open file covers several partnerships: what has no place could be anyone's.
    keepUnlocated: source.access === 'CLOSED',
    cache: ids,
  };
  loaders.set(sourceCode, options);
  return options;
}
