import type { Session } from '../../platform/database';
import { loadSql, raw } from '../../platform/database/sql';
import { ROW_FATES, type RowAccount } from './account';
import type { Owed } from './formats';
import type { RowReject } from './record';

const ADD_SUBMISSION = loadSql(__dirname, 'add_submission');
const CLOSE_SUBMISSION = loadSql(__dirname, 'close_submission');
const ADD_REJECTS = loadSql(__dirname, 'add_rejects');
const ANALYZE = loadSql(__dirname, 'analyze');
const SELECT_GROWN = loadSql(__dirname, 'select_grown');

/** The tables that imports fill. */
const FILLED = [
  'incident',
  'incident_outcome',
  'involvement',
  'incident_count',
  'location',
  'location_area',
  'area',
  'elementary_cell',
  'lsoa_ward',
  'lsoa_change',
];

/** A file that is delivered. */
export interface Delivery {
  partnershipId: number;
  /** What it holds: the source of its incidents, or the kind of its boundaries. */
  content: string;
  fileName: string;
  /** Where it is owed for a quarter: by whom. */
  owed?: Pick<Owed, 'agencyId' | 'quarter' | 'submittedBy'>;
  /** When it came, ISO 8601; now where it is not given. */
  receivedAt?: string;
}

/** A line of the ledger. */
export interface Submission {
  partnership_id: number;
  submission_id: number;
}

/** Opens the ledger's line of a delivery. Begin it when the partnership's turn is taken, not before. */
export async function beginSubmission(
  session: Session,
  { partnershipId, content, fileName, owed, receivedAt }: Delivery,
): Promise<Submission> {
  const [{ id }] = await session.query<{ id: number }>(ADD_SUBMISSION, {
    partnership_id: partnershipId,
    content,
    file_name: fileName,
    agency_id: owed?.agencyId ?? null,
    quarter: owed?.quarter ?? null,
    submitted_by: owed?.submittedBy ?? 'command line',
    received_at: receivedAt ?? null,
  });
  return { partnership_id: partnershipId, submission_id: id };
}

/** Keeps refused rows of a delivery. */
export async function addRejects(
  session: Session,
  submission: Submission,
  rejects: RowReject[],
): Promise<void> {
  if (rejects.length === 0) return;
  await session.query(ADD_REJECTS, {
    ...submission,
    lines: rejects.map(({ line }) => line),
    fields: rejects.map(({ field }) => field),
    reasons: rejects.map(({ reason }) => reason),
  });
}

/** Closes the ledger's line of a delivery with the account of its rows. */
export async function closeSubmission(
  session: Session,
  submission: Submission,
  account: RowAccount,
  sha256: string,
  fieldsPresent: string[] | null = null,
): Promise<void> {
  await session.query(CLOSE_SUBMISSION, {
    ...submission,
    sha256,
    fields_present: fieldsPresent,
    read: account.read,
    ...Object.fromEntries(ROW_FATES.map((fate) => [fate, account.count(fate)])),
  });
}

/** Records a delivery that is read already, with the account of its rows and the rows that were refused. */
export async function addSubmission(
  session: Session,
  { sha256, ...delivery }: Delivery & { sha256: string },
  account: RowAccount,
  rejects: RowReject[],
): Promise<void> {
  const submission = await beginSubmission(session, delivery);
  await addRejects(session, submission, rejects);
  await closeSubmission(session, submission, account, sha256);
}

/** Those of the tables that imports fill which have grown by a tenth since the planner was last told of them. */
export async function grownTables(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(SELECT_GROWN, { tables: FILLED });
  return rows.map(({ name }) => name);
}

/** Brings the planner's statistics up to date after a bulk load. */
export async function refreshStatistics(session: Session): Promise<void> {
  const grown = await grownTables(session);
  if (grown.length > 0) await session.query(ANALYZE.with({ tables: raw(grown.join(', ')) }));
}
