import { today } from '../../../platform/calendar';
import type { Database } from '../../../platform/database';
import { releaseAllDue } from './releasing.queries';

/** Makes releases that have fallen due when a server starts, and with the first request of each day. */
export class ReleaseKeeper {
  private day = '';
  private running: Promise<void> = Promise.resolve();

  /** @param onError receives why a release could not be made; the next load or day tries again. */
  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when the releases of today are made; at once after the first call of a day. */
  ensure(): Promise<void> {
    if (this.day !== today()) {
      this.day = today();
      this.running = this.release();
    }
    return this.running;
  }

  private async release(): Promise<void> {
    try {
      await this.database.transaction({}, releaseAllDue);
    } catch (error) {
      this.onError(error);
    }
  }
}
