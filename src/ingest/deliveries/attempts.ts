import { type AuditEntry, writeAudit } from '../../access';
import type { Database } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { countAttempts } from './submissions.queries';

/** A delivery over HTTP, as in the audit. */
export interface Attempt {
  /** `key 12`. */
  actor: string;
  partnershipId: number;
  /** Data set, quarter and agency, by code. */
  detail: { dataset: string; quarter: string; agency: string };
}

const lineOf = ({ actor, partnershipId, detail }: Attempt, action: string, more = {}): AuditEntry => ({
  ...{ actor, action, partnershipId },
  detail: { ...detail, ...more },
});

/**
 * Refuses a key that has made too many dry runs and refused deliveries in the last hour, and writes a dry run into the
 * audit. Neither leaves anything in the ledger, so both could be used to guess without a trace.
 *
 * @throws Problem RATE_LIMITED.
 */
export async function beginAttempt(
  database: Database,
  attempt: Attempt,
  { dryRun, dryRunsPerHour: limit }: { dryRun: boolean; dryRunsPerHour: number },
): Promise<void> {
  await database.transaction({}, async (session) => {
    if ((await countAttempts(session, attempt.actor)) >= limit)
      throw new Problem(
        'RATE_LIMITED',
        `A key may make ${limit} dry runs and refused deliveries an hour (DRY_RUNS_PER_HOUR). Try again later.`,
        { limit },
      );
    if (dryRun) await writeAudit(session, lineOf(attempt, 'delivery.try'));
  });
}

/** Writes a delivery that failed into the audit, since its own transaction leaves nothing. */
export async function noteRefusal(database: Database, attempt: Attempt, fault: unknown): Promise<void> {
  const code = fault instanceof Problem ? fault.code : 'INTERNAL';
  await database.transaction({}, (session) =>
    writeAudit(session, lineOf(attempt, 'delivery.refused', { code })),
  );
}
