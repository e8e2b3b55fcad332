import type { RequestContext } from '../../access';
import { partnershipByCode } from '../../domain/areas';

/** Milliseconds for which a version is reused, since a map asks for fifty tiles at once. */
const MAX_AGE = 1_000;

/** Data versions of partnerships, at most a second old. */
export class Versions {
  private readonly known = new Map<string, { version: Promise<string>; until: number }>();

  /**
   * Name of the data of a partnership, which changes with every load.
   *
   * @throws Problem NOT_FOUND.
   */
  async of(context: RequestContext, partnership: string): Promise<string> {
    const known = this.known.get(partnership);
    if (known && known.until > Date.now()) return known.version;
    const version = context
      .once(partnershipByCode, partnership)
      .then(({ id, dataVersion }) => `${id}-${dataVersion}`);
    this.known.set(partnership, { version, until: Date.now() + MAX_AGE });
    version.catch(() => this.known.delete(partnership)); // so that unknown codes take no memory
    return version;
  }
}
