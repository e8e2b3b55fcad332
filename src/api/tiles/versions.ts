import { type RequestContext, rightsOf } from '../../access';
import { partnershipByCode } from '../../domain/areas';

/** Milliseconds for which a version is reused, since a map asks for fifty tiles at once. */
const MAX_AGE = 1_000;

/** Data versions of partnerships by the rights of viewers, at most a second old. */
export class Versions {
  private readonly known = new Map<string, { version: Promise<string>; until: number }>();

  /**
   * Name of the data of a partnership as a viewer may know it: with every load of what the viewer reads exactly, and else
   * with each release.
   *
   * @throws Problem NOT_FOUND.
   */
  async of(context: RequestContext, partnership: string): Promise<string> {
    const key = `${rightsOf(context.viewer)} ${partnership}`;
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return known.version;
    const version = context
      .once(partnershipByCode, partnership)
      .then(({ id, dataVersion }) => `${id}-${dataVersion}`);
    this.known.set(key, { version, until: Date.now() + MAX_AGE });
    version.catch(() => this.known.delete(key)); // so that unknown codes take no memory
    return version;
  }
}
