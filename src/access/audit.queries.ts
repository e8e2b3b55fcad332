import type { Session } from '../platform/database';
import { loadSql } from '../platform/database/sql';

const INSERT_AUDIT = loadSql(__dirname, 'insert_audit');
const SELECT_AUDIT = loadSql(__dirname, 'select_audit');
const SELECT_OWN_AUDIT = loadSql(__dirname, 'select_own_audit');
const COUNT_AUDIT = loadSql(__dirname, 'count_audit');
const ALLOW_AUDIT_PURGE = loadSql(__dirname, 'allow_audit_purge');
const PURGE_AUDIT = loadSql(__dirname, 'purge_audit');

/** Line of the audit: actor, action and partnership. No secrets and no personal data in `detail`. */
export interface AuditEntry {
  /** `command line`, `key 12`, or the program itself: `upgrade`, `purge`. */
  actor: string;
  /** Action, such as `key.create`. */
  action: string;
  partnershipId: number | null;
  detail?: Record<string, unknown>;
}

/** Writes an audit row in the transaction of the audited change, so that neither exists without the other. */
export async function writeAudit(session: Session, entry: AuditEntry): Promise<void> {
  await session.query(INSERT_AUDIT, {
    actor: entry.actor,
    action: entry.action,
    partnership_id: entry.partnershipId,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}

/** Lines of the audit to read, and the page of them. */
export interface AuditSelection {
  /** Null: all partnerships, and what concerns none. */
  partnershipId: number | null;
  /** First and last instant, ISO 8601; null: any. */
  from: string | null;
  to: string | null;
  /** `command line`, or `key 12`; null: any. */
  actor: string | null;
  /** Action, or its part before the point: `key`; null: any. */
  action: string | null;
  /** Id of the line to continue from; null: from the newest. */
  before: number | null;
  /** Lines of the page. */
  first: number;
}

/** Line of the audit, as it is read. */
export interface StoredAuditLine {
  id: number;
  at: Date;
  actor: string;
  action: string;
  /** Code of the partnership; null where the line concerns none. */
  partnership: string | null;
  detail: Record<string, unknown>;
}

/** Number of lines of the audit on all pages of a selection. */
export async function countAudit(
  session: Session,
  { partnershipId, from, to, actor, action }: AuditSelection,
): Promise<number> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_AUDIT, {
    ...{ partnership_id: partnershipId, from, to, actor, action },
  });
  return n;
}

/** Page of the audit, newest first; one more than `first`, to show that more follow. Of the owner's session only. */
export function selectAudit(
  session: Session,
  { partnershipId, first, ...rest }: AuditSelection,
): Promise<StoredAuditLine[]> {
  return session.query<StoredAuditLine>(SELECT_AUDIT, {
    ...rest,
    partnership_id: partnershipId,
    most: first + 1,
  });
}

/** Lines that the transaction of a session has written into the audit. */
export async function selectOwnAudit(session: Session): Promise<AuditEntry[]> {
  const rows = await session.query<{
    actor: string;
    action: string;
    partnership_id: number | null;
    detail: Record<string, unknown>;
  }>(SELECT_OWN_AUDIT);
  return rows.map(({ partnership_id: partnershipId, ...line }) => ({ ...line, partnershipId }));
}

/** Deletes lines of the audit that are older than some days, 30 at least, and leaves a line with their number. */
export async function purgeAudit(session: Session, days: number): Promise<void> {
  await session.query(ALLOW_AUDIT_PURGE);
  const [{ n: lines }] = await session.query<{ n: number }>(PURGE_AUDIT, { days });
  if (lines === 0) return;
  const detail = { lines, olderThanDays: days };
  await writeAudit(session, { actor: 'purge', action: 'audit.purge', partnershipId: null, detail });
}
