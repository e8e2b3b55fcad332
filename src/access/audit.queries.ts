import type { Session } from '../platform/database';
import { loadSql } from '../platform/database/sql';

const INSERT_AUDIT = loadSql(__dirname, 'insert_audit');

/** Line of the audit: actor, action and partnership. No secrets and no personal data in `detail`. */
export interface AuditEntry {
  /** `command line`, or `key 12`. */
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
