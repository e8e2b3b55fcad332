import type { Viewer } from '../../../access';
import type { Session, SharedRead } from '../../../platform/database';
import { Problem } from '../../../platform/errors';
import type { Conditions } from './conditions.queries';
import type { IncidentFilter } from './filter.input';
import { groundConditions, selectHotspotKey, selectTrackedHotspot } from './ground.queries';
import { DEFAULT_EPS, findGround, type Ground, type SelectQuestion } from './hotspot-ground';
import { openHotspot, sealHotspot, type TrackedReference } from './hotspot-id';
import { Needs } from './needs';
import type { Holders } from './rows.queries';

/** Grounds of the hotspots requested by a viewer, by partnership and id: found once per request. */
const grounds = new WeakMap<Viewer, SharedRead<string, Ground>>();

/** Key of the ground of a hotspot. */
export const groundKey = (partnership: string, hotspot: string) => `${partnership} ${hotspot}`;

/** Shared read of a viewer's grounds by their keys. */
export function groundsFor(viewer: Viewer, select: SelectQuestion): SharedRead<string, Ground> {
  const known = grounds.get(viewer);
  if (known) return known;
  const read: SharedRead<string, Ground> = (session, key) => {
    const [partnership, id] = key.split(' ');
    return findGround((work) => work(session), partnership, id, select);
  };
  grounds.set(viewer, read);
  return read;
}

/** Ground of the hotspot of a filter; null without one. */
export async function groundOf(
  session: Session,
  viewer: Viewer,
  { partnership, hotspot }: IncidentFilter,
  select: SelectQuestion,
): Promise<Ground | null> {
  return hotspot == null ? null : session.once(groundsFor(viewer, select), groundKey(partnership, hotspot));
}

/**
 * Conditions that select the places of the filter's hotspot, with any incidents there.
 *
 * @param select resolves a filter for the viewer, so that the hotspot is found again with the viewer's rights.
 * @throws Problem BAD_USER_INPUT where the id is none of the partnership, NOT_FOUND where the hotspot no longer exists,
 *   and as `select` does for the question of the hotspot.
 */
export async function hotspotConditions(
  session: Session,
  viewer: Viewer,
  where: IncidentFilter,
  holders: Holders,
  select: SelectQuestion,
): Promise<Partial<Conditions>> {
  const ground = await groundOf(session, viewer, where, select);
  if (!ground) return {};
  return { ...groundConditions(ground.places, holders, DEFAULT_EPS / 2), needs: [Needs.PLACES] };
}

/**
 * Reference to a tracked hotspot on a day, by its id.
 *
 * @throws Problem BAD_USER_INPUT where the id is that of a cluster, of nothing, or of a hotspot of another partnership, or
 *   the hotspot had not been found by that day.
 */
export async function trackedHotspotOn(
  session: Session,
  { partnership, id, field }: { partnership: string; id: string; field: string },
  day: string,
): Promise<TrackedReference> {
  const refused = (why: string) => new Problem('BAD_USER_INPUT', `${field} ${why}`, { field });
  const reference = openHotspot(await session.once(selectHotspotKey, 0), id);
  if (!reference || 'cluster' in reference)
    throw refused(
      `is ${reference ? 'the id of a cluster, which is not followed from month to month' : 'not the id of a hotspot'}. Take ` +
        'that of a tracked hotspot from hotspots.',
    );
  const { tracked } = reference;
  const newest = await selectTrackedHotspot(session, { tracked, asOf: null });
  if (newest?.partnership !== partnership)
    throw refused('is not a hotspot of this partnership that the key may see. Take one from hotspots.');
  const on = { tracked, asOf: day };
  if (!(await selectTrackedHotspot(session, on)))
    throw refused(`is a hotspot that had not been found by ${day}. Take one from hotspots(asOf: "${day}").`);
  return on;
}

/** Id that stands for a tracked hotspot as it was on a day. @param id of the hotspot at any time */
export async function hotspotIdOn(session: Session, id: string, day: string): Promise<string> {
  const key = await session.once(selectHotspotKey, 0);
  const { tracked } = openHotspot(key, id) as TrackedReference;
  return sealHotspot(key, { tracked, asOf: day });
}
