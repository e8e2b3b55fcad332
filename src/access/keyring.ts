import type { Database } from '../platform/database';
import { findViewer, hashOf, noteKeyUse } from './keys.queries';
import type { Viewer } from './viewer';

const REMEMBERED_FOR_MS = 5_000;
const MAX_REMEMBERED = 1_000;

/**
 * Cache of valid keys. It keeps them for a few seconds, so that a request costs no extra statement and a revoked key is
 * refused within those seconds. Unknown keys are never kept, so that nobody can fill the memory.
 */
export class Keyring {
  private readonly remembered = new Map<string, { viewer: Viewer; until: number }>();

  constructor(private readonly database: Database) {}

  /** Viewer of a key that was looked up in the last seconds; sends no statement. */
  recall(key: string): Viewer | undefined {
    const entry = this.remembered.get(hashOf(key).toString('hex'));
    return entry && entry.until > Date.now() ? entry.viewer : undefined;
  }

  /**
   * Viewer of a key.
   *
   * @throws Problem UNAUTHENTICATED where the key is unknown, revoked or expired.
   */
  async viewerOf(key: string): Promise<Viewer> {
    const known = this.recall(key);
    if (known) return known;
    const found = await this.database.transaction({ readOnly: true }, (session) => findViewer(session, key));
    const { viewer, isUseNoted, secondsLeft } = found;
    if (!isUseNoted) await this.database.transaction({}, (session) => noteKeyUse(session, viewer.keyId!));
    const milliseconds = Math.min(REMEMBERED_FOR_MS, (secondsLeft ?? Number.POSITIVE_INFINITY) * 1_000);
    this.remember(hashOf(key).toString('hex'), viewer, milliseconds);
    return viewer;
  }

  private remember(hash: string, viewer: Viewer, milliseconds: number): void {
    this.remembered.delete(hash);
    this.remembered.set(hash, { viewer, until: Date.now() + milliseconds });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(oldest);
  }
}
