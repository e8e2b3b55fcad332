import { createHash } from 'node:crypto';
import type { RequestContext } from '../../access';
import { canonical } from '../../analytics/analytic';
import { findPartnership } from '../../domain/areas';
import { today } from '../../platform/calendar';
import type { Analytic } from '../export';
import { answerOf, type Feature, featuresIn } from '../export';
import type { ServerContext } from '../http';

/** The analytics that are layers of a map. */
export const LAYERS: Record<string, string> = {
  wards: 'Wards',
  'snt-areas': 'Safer Neighbourhood Team areas',
  'postcode-districts': 'Postcode districts',
  incidents: 'Incidents',
  'hotspot-clusters': 'Hotspot clusters',
  'hotspot-grid': 'Hotspot grid',
};

/** A version is asked for again after so long: a map asks for fifty tiles at once. */
const FRESH_MS = 1_000;

/** Knows the versions of the partnerships' data, as of the last second. */
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
      .session((session) => findPartnership(session, partnership))
      .then(({ id, dataVersion }) => `${id}-${dataVersion}`);
    this.known.set(partnership, { version, until: Date.now() + FRESH_MS });
    version.catch(() => this.known.delete(partnership)); // nobody can fill the memory with codes that don't exist
    return version;
  }
}

/** What tells an answer from every other: the data, the question, and the day whose areas count. */
export function nameOf(version: string, ...question: unknown[]): string {
  return createHash('sha256')
    .update(canonical([version, today(), ...question]))
    .digest('base64url');
}

/** The code of the partnership among the variables of an operation. */
export function partnershipIn(variables: Record<string, unknown>): string {
  const { where, partnership } = variables as { where?: { partnership: string }; partnership?: string };
  return where?.partnership ?? partnership!;
}

const AT_A_TIME = 1_000;

/** All features of a layer by id, kept until the data changes. Not for incidents: they may be millions. */
export function featuresOf(
  server: ServerContext,
  analytic: Analytic,
  variables: Record<string, unknown>,
  version: string,
  context: RequestContext,
): Promise<Feature[]> {
  return context.recall(`layer ${nameOf(version, analytic.name, variables)}`, async () => {
    const features: Feature[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const pageVariables = analytic.paged ? { ...variables, first: AT_A_TIME, after } : variables;
      const { answer, next } = await answerOf(server, analytic, 'features', pageVariables, context);
      features.push(...featuresIn(analytic, answer));
      after = next;
    }
    return features.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  });
}
