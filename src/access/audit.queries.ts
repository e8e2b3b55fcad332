import type { Session } from '../platform/database';
import { loadSql } from '../platform/database/sql';

const INSERT_AUDIT = loadSql(__dirname, 'insert_audit');

/** One line of the audit: who did what, to whose data. No secrets and no personal data in `detail`. */
export interface AuditEntry {
  /** `command line`, or `key 12`. */
  actor: string;
  /** Action, such as `key.create`. */
  action: string;
  partnershipId: number | null;
  detail?: Record<string, unknown>;
}

/** Writes an audit row in the transaction of the deed itself: both are there, or neither. */
export async function writeAudit(session: Session, entry: AuditEntry): Promise<void> {
  await session.query(INSERT_AUDIT, {
    actor: entry.actor,
    action: entry.action,
    partnership_id: entry.partnershipId,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}
