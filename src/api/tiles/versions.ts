import type { RequestContext } from '../../access';
import { partnershipByCode } from '../../domain/areas';

/** Milliseconds after which a version is read again: a map asks for fifty tiles at once. */
const MAX_AGE = 1_000;

/** Versions of partnerships' data, as of the last second. */
export class Versions {
  private readonly known = new Map<string, { version: Promise<string>; until: number }>();

  /**
   * Names the data of a partnership: another name after every load.
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
    version.catch(() => this.known.delete(partnership)); // codes that do not exist take no memory
    return version;
  }
}
