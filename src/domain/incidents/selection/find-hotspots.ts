import DataLoader from 'dataloader';
import type { RequestContext, Viewer } from '../../../access';
import type { Session } from '../../../platform/database';
import { orRefusal, Problem } from '../../../platform/errors';
import type { IncidentFilter } from './filter.input';
import { groundKey, groundOf, groundsFor } from './hotspot';
import { findGround, type Ground, type SelectQuestion } from './hotspot-ground';
import { Needs } from './needs';
import { select } from './select';

/** Resolves the question of a hotspot with the rights of a viewer. */
const asViewer =
  (viewer: Viewer): SelectQuestion =>
  (session, where) =>
    select(session, viewer, where, { needs: Needs.PLACES });

/** Grounds of hotspots, found without a connection held meanwhile, and remembered for the sessions of the request. */
function grounds(request: RequestContext): DataLoader<string, Ground> {
  const { viewer } = request;
  const known = groundsFor(viewer, asViewer(viewer));
  const find = async (key: string) => {
    const [partnership, id] = key.split(' ');
    const read = <T>(work: (session: Session) => Promise<T>) => request.session(work);
    const ground = await orRefusal(findGround(read, partnership, id, asViewer(viewer), request));
    if (!(ground instanceof Problem)) request.remember(known, key, ground);
    return ground;
  };
  return new DataLoader<string, Ground>((keys) => Promise.all(keys.map(find)));
}

/**
 * Finds the hotspots of filters before the sessions that select their incidents, so that no connection is held while
 * clusters are found. The selection says why a hotspot is refused.
 */
export async function findHotspots(
  request: RequestContext,
  filters: readonly IncidentFilter[],
): Promise<void> {
  const keys = filters.flatMap(({ partnership, hotspot }) =>
    hotspot == null ? [] : [groundKey(partnership, hotspot)],
  );
  await request.loader(grounds).loadMany(keys);
}

/** Grounds of all hotspots of the question that the filter's hotspot answers; null where the filter has none. */
export async function groundsBeside(
  request: RequestContext,
  where: IncidentFilter,
): Promise<number[][] | null> {
  await findHotspots(request, [where]);
  const ground = await request.session((session) =>
    groundOf(session, request.viewer, where, asViewer(request.viewer)),
  );
  return ground?.beside((work) => request.session(work)) ?? null;
}
