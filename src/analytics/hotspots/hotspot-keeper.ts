import type { Database } from '../../platform/database';
import { trackHotspots } from './track-hotspots';
import { selectStaleHotspots } from './tracked.queries';

/** Interval between checks for new data, milliseconds. */
const EVERY_MS = 10_000;

/**
 * Keeps hotspots up to date in the background: checks for partnerships whose data were changed by a load, in this
 * process or another, and updates one after the other.
 */
export class HotspotKeeper {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param onError called with the error of a failed run; the next run tries again
   * @param everyMs interval between checks, milliseconds
   */
  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
    private readonly everyMs = EVERY_MS,
  ) {}

  /** Starts the checks. */
  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.run()
        .catch((error: unknown) => {
          if (!this.stopping.signal.aborted) this.onError(error);
        })
        .finally(() => {
          if (!this.stopping.signal.aborted) this.start();
        });
    }, this.everyMs);
    this.timer.unref();
  }

  /** Stops the checks and aborts a run in progress. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    const { database, stopping } = this;
    const stale = await database.transaction({ readOnly: true }, selectStaleHotspots);
    for (const partnershipId of stale) {
      if (stopping.signal.aborted) return;
      await trackHotspots(database, partnershipId, stopping);
    }
  }
}
