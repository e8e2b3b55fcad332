import type { Database } from '../platform/database';
import { purgeAudit } from './audit.queries';

/** Interval between purges, milliseconds: a day. */
const EVERY_MS = 86_400_000;

/** Deletes old lines of the audit each day, since a server may run for longer than lines are kept. */
export class AuditKeeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param days days for which lines are kept
   * @param onError called with the error of a failed purge; the next one tries again
   * @param everyMs interval between purges, milliseconds
   */
  constructor(
    private readonly database: Database,
    private readonly days: number,
    private readonly onError: (error: unknown) => void,
    private readonly everyMs = EVERY_MS,
  ) {}

  /** Purges now and at each interval. */
  start(): void {
    this.purge();
    this.timer = setInterval(() => this.purge(), this.everyMs);
    this.timer.unref();
  }

  /** Stops the purges and waits for one in progress. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private purge(): void {
    this.running = this.running.then(() =>
      this.database.transaction({}, (session) => purgeAudit(session, this.days)).catch(this.onError),
    );
  }
}
