import { today } from '../../../platform/calendar';
import type { Database } from '../../../platform/database';
import { releaseWhenDue, selectDuePartnerships } from './releasing.queries';

/** Milliseconds after which releases that could not be made are tried again. */
const PAUSE_MS = 60_000;

/**
 * Makes releases that have fallen due when a server starts, and with the first request of each day; those that failed, or
 * had to wait for a load, with a later one.
 */
export class ReleaseKeeper {
  /** Day whose releases are all made. */
  private day = '';
  private triedAt = Number.NEGATIVE_INFINITY;
  private running?: Promise<void>;

  /** @param onError receives why a release could not be made. */
  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when the releases of today that can be made are made; at once where they are, or were tried a moment ago. */
  ensure(): Promise<void> {
    if (this.running) return this.running;
    const mustWait = this.day === today() || performance.now() - this.triedAt < PAUSE_MS;
    if (mustWait) return Promise.resolve();
    this.running = this.release(today()).finally(() => {
      this.triedAt = performance.now();
      this.running = undefined;
    });
    return this.running;
  }

  private async release(day: string): Promise<void> {
    try {
      for (const id of await this.due())
        await this.database.transaction({}, (session) => releaseWhenDue(session, id)).catch(this.onError);
      if ((await this.due()).length === 0) this.day = day;
    } catch (error) {
      this.onError(error);
    }
  }

  private due(): Promise<number[]> {
    return this.database.transaction({ readOnly: true }, selectDuePartnerships);
  }
}
