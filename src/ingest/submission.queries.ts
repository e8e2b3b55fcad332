import type { Session } from '../database';
import { loadSql } from '../database/sql';
import { ROW_FATES, type RowAccount } from './account';
import type { RowReject } from './record';

const ADD_SUBMISSION = loadSql(__dirname, 'add_submission');
const ADD_REJECTS = loadSql(__dirname, 'add_rejects');
const ANALYZE = loadSql(__dirname, 'analyze');

/** A file that was delivered. */
export interface Delivery {
  partnershipId: number;
  /** What it holds: the source of its incidents, or the kind of its boundaries. */
  content: string;
  fileName: string;
  sha256: string;
}

/** Records a delivery with the account of its rows and the rows that were refused. */
export async function addSubmission(
  session: Session,
  { partnershipId, content, fileName, sha256 }: Delivery,
  account: RowAccount,
  rejects: RowReject[],
): Promise<void> {
  const [{ id }] = await session.query<{ id: number }>(ADD_SUBMISSION, {
    partnership_id: partnershipId,
    content,
    file_name: fileName,
    sha256,
    read: account.read,
    ...Object.fromEntries(ROW_FATES.map((fate) => [fate, account.count(fate)])),
  });
  if (rejects.length === 0) return;
  await session.query(ADD_REJECTS, {
    partnership_id: partnershipId,
    submission_id: id,
    lines: rejects.map(({ line }) => line),
    fields: rejects.map(({ field }) => field),
    reasons: rejects.map(({ reason }) => reason),
  });
}

/** Brings the planner's statistics up to date after a bulk load. */
export async function refreshStatistics(session: Session): Promise<void> {
  await session.query(ANALYZE);
}
