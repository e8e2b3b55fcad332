import { findAgency } from '../../domain/agencies';
import { findPartnership, refuseCounty } from '../../domain/areas';
import { today } from '../../platform/calendar';
import type { Database } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { type Format, importFiles, type Reader, type RowAccount, type RowReject } from '..';
import type { Dataset } from './datasets/dataset';
import { findDataset } from './datasets/datasets';
import { requireDeliverer } from './deliverers';
import { DeliveryLoader } from './loader';
import { type Mapping, NO_MAPPING } from './mapping';
import { parseQuarter, type Quarter } from './quarter';
import { DatasetReader, type ReadingOptions } from './reader';
import type { DatasetRow } from './row';

/** Agency, data set and quarter of a delivery, and how to load it. */
export interface DeliveryOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the agency within it. */
  agency: string;
  /** Code or number of the data set. */
  dataset: string;
  /** Code of the quarter: `2023Q2`. */
  quarter: string;
  /** Reads the agency's own names for columns and categories of the data set. */
  mapping?: (dataset: Dataset) => Promise<Mapping>;
  /** Whether to replace the agency's earlier deliveries of this data set and quarter; false by default. */
  replace?: boolean;
  /** Whether to account for every row without keeping any; false by default. */
  dryRun?: boolean;
  /**
   * Whether the sender may know which records are there already; true by default. A dry run of one who may not reports no
   * conflict, since it would tell whether a reference exists and leave no trace.
   */
  mayCompare?: boolean;
  /** Whether the sender may deliver people; true by default. */
  mayDeliverPeople?: boolean;
  /** Limit of rejected rows, beyond which nothing of the file is kept; none by default. */
  maxRejects?: number;
  /** Name of the sender in the ledger: `command line` by default, or `key 12`. */
  submittedBy?: string;
  /** Aborted when the client goes away; nothing of the delivery is kept then. */
  signal?: AbortSignal;
}

/** Result of a delivery. */
export interface DeliveryAnswer {
  dataset: Dataset;
  quarter: Quarter;
  /** Id of the delivery in the ledger; null after a dry run, which leaves none. */
  submissionId: string | null;
  account: RowAccount;
  /** Names of the fields of the law that the file has. */
  fieldsPresent: string[];
}

/** Reader of deliveries, which notes the fields of the law that the rows have. */
export interface DeliveryReader extends Reader<DatasetRow> {
  fieldsPresent(): string[];
}

/** Limit of rejects listed in an answer. */
const FIRST_REJECTS = 20;

/**
 * Delivers one file of a data set for a quarter, completely or not at all.
 *
 * @param readerFor makes the reader, where the file is not in a layout of `DatasetReader`.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (a county, agency, data set, quarter, a file that cannot be
 *   read), FORBIDDEN where the agency may not deliver the data set, CONFLICT where records differ from those delivered before and `replace` is false.
 */
export async function deliverDataset(
  database: Database,
  path: string,
  options: DeliveryOptions,
  readerFor: (options: ReadingOptions) => DeliveryReader = (reading) => new DatasetReader(reading),
): Promise<DeliveryAnswer> {
  const {
    partnership,
    replace = false,
    maxRejects,
    dryRun,
    mayCompare = true,
    mayDeliverPeople = true,
    submittedBy = 'command line',
    signal,
  } = options;
  const dataset = findDataset(options.dataset);
  const quarter = parseQuarter(options.quarter);
  if (quarter.from > today())
    throw new Problem('BAD_USER_INPUT', 'quarter: it has not begun yet.', { field: 'quarter' });
  const agency = await database.transaction({ readOnly: true, signal }, async (session) => {
    const { id } = await findPartnership(session, partnership);
    await refuseCounty(session, id);
    const found = await findAgency(session, id, options.agency, 'agency');
    await requireDeliverer(session, id, found, dataset);
    return found;
  });
  const mapping = options.mapping ? await options.mapping(dataset) : NO_MAPPING;
  const reader = readerFor({ dataset, agency: agency.code, quarter, mapping });
  const delivery = { dataset, quarter, agencyId: agency.id, agency: agency.code, replace, submittedBy };
  const checksConflicts = mayCompare || !dryRun;
  let submissionId: string | null = null;
  const format: Format<DatasetRow> = {
    reader,
    content: dataset.code,
    begin: (session, code, cache) =>
      DeliveryLoader.begin(session, code, cache, { ...delivery, checksConflicts, mayDeliverPeople }),
    statutory: {
      ...{ agencyId: agency.id, quarter: quarter.from, submittedBy },
      onOpen: (id) => {
        submissionId = id;
      },
      fieldsPresent: () => reader.fieldsPresent(),
    },
  };
  const account = await importFiles(database, [format as Format<object>], {
    ...{ partnership, paths: [path], dryRun, signal, maxRejects },
  });
  return {
    ...{ dataset, quarter, account },
    submissionId: dryRun ? null : submissionId,
    fieldsPresent: reader.fieldsPresent(),
  };
}

/** First rejects of a delivery by line, at most {@link FIRST_REJECTS}. */
export function firstRejects(account: RowAccount): RowReject[] {
  return account
    .rejects()
    .flatMap(({ field, reason, lines }) => lines.map(({ line }) => ({ line, field, reason })))
    .sort((a, b) => a.line - b.line)
    .slice(0, FIRST_REJECTS);
}
