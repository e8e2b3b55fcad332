import { writeAudit } from '../../access';
import type { Session } from '../../platform/database';
import { loadSql, raw } from '../../platform/database/sql';
import { ROW_RESULTS, type RowAccount } from './account';
import type { StatutoryDelivery } from './formats';
import type { RowReject } from './record';

const ADD_SUBMISSION = loadSql(__dirname, 'add_submission');
const CLOSE_SUBMISSION = loadSql(__dirname, 'close_submission');
const ADD_REJECTS = loadSql(__dirname, 'add_rejects');
const ANALYZE = loadSql(__dirname, 'analyze');
const SELECT_GROWN = loadSql(__dirname, 'select_grown');

/** Tables that imports fill. */
const FILLED = [
  'incident',
  'incident_outcome',
  'involvement',
  'incident_count',
  'location',
  'location_area',
  'area',
  'elementary_cell',
  'released_cell',
  'lsoa_ward',
  'lsoa_change',
];

/** File that is delivered. */
export interface Delivery {
  partnershipId: number;
  /** Content of the file: the source of its incidents, or the kind of its boundaries. */
  content: string;
  fileName: string;
  /** Agency, quarter and sender of a statutory data set. */
  statutory?: Pick<StatutoryDelivery, 'agencyId' | 'quarter' | 'submittedBy'>;
  /** Time of receipt, ISO 8601; now by default. */
  receivedAt?: string;
}

/** Ids of a line of the ledger. */
export interface Submission {
  partnership_id: number;
  submission_id: number;
  /** Id that people see. */
  public_id: string;
}

/** Opens the ledger's line of a delivery. Lock the partnership first. */
export async function beginSubmission(
  session: Session,
  { partnershipId, content, fileName, statutory, receivedAt }: Delivery,
): Promise<Submission> {
  const [{ id, public_id }] = await session.query<{ id: number; public_id: string }>(ADD_SUBMISSION, {
    partnership_id: partnershipId,
    content,
    file_name: fileName,
    agency_id: statutory?.agencyId ?? null,
    quarter: statutory?.quarter ?? null,
    submitted_by: statutory?.submittedBy ?? 'command line',
    received_at: receivedAt ?? null,
  });
  return { partnership_id: partnershipId, submission_id: id, public_id };
}

/** Stores refused rows of a delivery. */
export async function addRejects(
  session: Session,
  { partnership_id, submission_id }: Submission,
  rejects: RowReject[],
): Promise<void> {
  if (rejects.length === 0) return;
  await session.query(ADD_REJECTS, {
    partnership_id,
    submission_id,
    lines: rejects.map(({ line }) => line),
    fields: rejects.map(({ field }) => field),
    reasons: rejects.map(({ reason }) => reason),
  });
}

/** Columns of a delivery that go into the audit. */
interface ClosedSubmission {
  submitted_by: string;
  content: string;
  /** Code of the agency; null where the file is not one of a statutory data set. */
  agency: string | null;
  /** First day of the quarter. */
  quarter: string | null;
}

/** Closes the ledger's line of a delivery with the account of its rows, and writes it into the audit. */
export async function closeSubmission(
  session: Session,
  { partnership_id, submission_id, public_id }: Submission,
  account: RowAccount,
  sha256: string,
  fieldsPresent: string[] | null = null,
): Promise<void> {
  const [closed] = await session.query<ClosedSubmission>(CLOSE_SUBMISSION, {
    partnership_id,
    submission_id,
    sha256,
    fields_present: fieldsPresent,
    read: account.read,
    ...Object.fromEntries(ROW_RESULTS.map((result) => [result, account.count(result)])),
  });
  await writeAudit(session, {
    actor: closed.submitted_by,
    action: closed.agency === null ? 'import' : 'delivery.load',
    partnershipId: partnership_id,
    detail: {
      submission: public_id,
      content: closed.content,
      ...(closed.agency !== null && { agency: closed.agency, quarter: closed.quarter }),
    },
  });
}

/** Adds a delivery that is read already, with the account of its rows and the rows that were refused. */
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

/** Tables filled by imports that have grown by 10% since they were last analysed. */
export async function grownTables(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(SELECT_GROWN, { tables: FILLED });
  return rows.map(({ name }) => name);
}

/** Updates the planner's statistics after a bulk load. */
export async function refreshStatistics(session: Session): Promise<void> {
  const grown = await grownTables(session);
  if (grown.length > 0) await session.query(ANALYZE.with({ tables: raw(grown.join(', ')) }));
}
