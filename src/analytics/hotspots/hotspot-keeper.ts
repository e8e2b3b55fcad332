import type { Database } from '../../platform/database';
import { trackHotspots } from './track-hotspots';
import { selectStaleHotspots } from './tracked.queries';

/** Milliseconds from one look for new data to the next. */
const EVERY_MS = 10_000;

/**
 * Keeps hotspots up to the data in the background: looks for partnerships whose data a load has changed, by this process or
 * another, and brings one after the other up to date.
 */
export class HotspotKeeper {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param onError told of a run that failed; the next one tries again
   * @param everyMs milliseconds from one look to the next
   */
  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
    private readonly everyMs = EVERY_MS,
  ) {}

  /** Begins to look. */
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

  /** Ends a run that is under way, unfinished, and looks no more. */
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
