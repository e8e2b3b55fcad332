import type { Database } from '../platform/database';
import { findViewer, hashOf } from './keys.queries';
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
   * @throws Problem UNAUTHENTICATED where the key is unknown or revoked.
   */
  async viewerOf(key: string): Promise<Viewer> {
    const known = this.recall(key);
    if (known) return known;
    const viewer = await this.database.transaction({ readOnly: true }, (session) => findViewer(session, key));
    this.remember(hashOf(key).toString('hex'), viewer);
    return viewer;
  }

  private remember(hash: string, viewer: Viewer): void {
    this.remembered.delete(hash);
    this.remembered.set(hash, { viewer, until: Date.now() + REMEMBERED_FOR_MS });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(oldest);
  }
}
