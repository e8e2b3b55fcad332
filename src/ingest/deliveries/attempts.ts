import { type AuditEntry, type Viewer, writeAudit } from '../../access';
import type { Database } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { countAttempts } from './submissions.queries';

/** Known codes of the data set, quarter and agency of a delivery. */
type Facts = Partial<Record<'dataset' | 'quarter' | 'agency', string>>;

/**
 * A delivery over HTTP, from its first byte on. A dry run and a refusal leave nothing in the ledger, so both could be
 * used to guess without a trace: each gets one line in the audit.
 */
export class Attempt {
  private facts: Facts = {};
  private partnershipId: number | null;
  private hasLine = false;

  constructor(
    private readonly database: Database,
    private readonly viewer: Viewer,
  ) {
    this.partnershipId = viewer.partnershipId;
  }

  /** Name of the sender in the ledger and the audit: `key 12`. */
  get actor(): string {
    return `key ${this.viewer.keyId}`;
  }

  /** Notes what the delivery is about, for its line. Only codes that exist, nothing else that a caller sent. */
  isAbout(facts: Facts, partnershipId = this.partnershipId): void {
    this.facts = { ...this.facts, ...facts };
    this.partnershipId = partnershipId;
  }

  /**
   * Refuses a key that has made too many dry runs and refused deliveries in the last hour, and writes a dry run into the
   * audit.
   *
   * @throws Problem RATE_LIMITED.
   */
  async begin({ dryRun, dryRunsPerHour: limit }: { dryRun: boolean; dryRunsPerHour: number }): Promise<void> {
    await this.database.transaction({}, async (session) => {
      if ((await countAttempts(session, this.actor)) >= limit)
        throw new Problem(
          'RATE_LIMITED',
          `A key may make ${limit} dry runs and refused deliveries an hour (DRY_RUNS_PER_HOUR). Try again later.`,
          { limit },
        );
      if (dryRun) await writeAudit(session, this.line('delivery.try'));
    });
    this.hasLine = dryRun;
  }

  /** Writes that the delivery failed into the audit, unless it has a line; of callers without a key there is none. */
  async refuse(fault: unknown): Promise<void> {
    if (this.hasLine || this.viewer.keyId === null) return;
    const code = fault instanceof Problem ? fault.code : 'INTERNAL';
    await this.database.transaction({}, (session) =>
      writeAudit(session, this.line('delivery.refused', { code })),
    );
    this.hasLine = true;
  }

  private line(action: string, more: Record<string, unknown> = {}): AuditEntry {
    const { actor, partnershipId, facts } = this;
    return { actor, action, partnershipId, detail: { ...facts, ...more } };
  }
}
