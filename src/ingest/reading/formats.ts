import { AreaEntity, AreaKind, findPartnership } from '../../domain/areas';
import {
  type BatchCounts,
  type DeliveryEnd,
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
  /** Rows that were refused after a look into the database. */
  rejects?: RowReject[];
}

/** Loads the rows of a delivery into the database, inside its transaction. */
export interface Loader<Row> {
  readonly partnershipId: number;
  /**
   * Loads one batch.
   *
   * @param submissionId delivery that the rows belong to, where it is one of a quarter.
   */
  add(rows: Row[], submissionId: number | null): Promise<BatchResult>;
  /** Completes the load. Called once, before the transaction ends. */
  finish(end: DeliveryEnd): Promise<void>;
}

/** Answers of the database that later files of an import into one partnership use again. */
export class ImportCache {
  readonly ids: IdCache = { places: new Map(), words: new Map() };
  /** Loader options by the code of the source. */
  readonly loaders = new Map<string, LoaderOptions>();
}

/** Delivery of a statutory data set, due from an agency for a quarter. */
export interface StatutoryDelivery {
  agencyId: number;
  /** First day of the quarter. */
  quarter: string;
  /** Name of the sender in the ledger: `command line`, or `key 12`. */
  submittedBy: string;
  /** Called with the id of the delivery in the ledger that people see. */
  onOpen?(submissionId: string): void;
  /** Fields of the law that the file has; called after it was read. */
  fieldsPresent(): string[];
}

/** A file format: its reader, and the loader of the rows. */
export interface Format<Row> {
  reader: Reader<Row>;
  /** Name of its deliveries in the ledger. */
  content: string;
  /**
   * Begins a load, which locks the partnership until the transaction ends.
   *
   * @param partnership code of the partnership.
   * @param cache cache shared by the files of an import.
   */
  begin(session: Session, partnership: string, cache: ImportCache): Promise<Loader<Row>>;
  /** Statutory delivery that the rows belong to, and with which they can be withdrawn. */
  statutory?: StatutoryDelivery;
}

/** Format of files of incidents. */
export function incidents(reader: IncidentReader): Format<IncidentRecord> {
  return {
    reader,
    content: reader.source,
    begin: async (session, partnership, cache) =>
      IncidentLoader.begin(session, await loaderOptions(session, partnership, reader.source, cache)),
  };
}

/** Format of files of outcome events. */
export function outcomes(reader: OutcomeReader): Format<OutcomeRecord> {
  return {
    reader,
    content: reader.content,
    begin: async (session, partnership, cache) =>
      OutcomeLoader.begin(session, await loaderOptions(session, partnership, reader.source, cache)),
  };
}

/**
 * Settings for loading the records of a source into a partnership.
 *
 * @throws Problem BAD_USER_INPUT where the partnership has no boundary, so that rows inside cannot be told from others.
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
  const vocabulary = await vocabularyAt(session, { id, dataVersion });
  const source = vocabulary.sources.find(sourceCode)!;
  const options: LoaderOptions = {
    partnershipId: id,
    source,
    vocabulary,
    // An open file of a force covers several partnerships, so its rows without a place could belong to any of them.
    keepUnlocated: source.access === 'CLOSED',
    cache: ids,
  };
  loaders.set(sourceCode, options);
  return options;
}
