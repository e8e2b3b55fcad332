import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import type { Geometry } from '../../platform/geo';
import type { Area, AreaKind, Overlap } from './area.type';
import {
  countAreasOfEach,
  type OverlapKey,
  selectAreasById,
  selectBounds,
  selectGeometries,
  selectOverlaps,
  selectPartnershipsById,
} from './areas.queries';
import { holdersOf, type Partnership } from './partnership.type';

/** Loads areas by id, in one statement per request. */
export function areaById(context: RequestContext): DataLoader<number, Area> {
  return new DataLoader(async (ids) => {
    const areas = await context.sharedSession((session) => selectAreasById(session, ids));
    const byId = new Map(areas.map((area) => [area.id, area]));
    return ids.map((id) => byId.get(id)!);
  });
}

/** Loads partnerships by id, in one statement per request. */
export function partnershipById(context: RequestContext): DataLoader<number, Partnership> {
  return new DataLoader(async (ids) => {
    const found = await context.sharedSession((session) => selectPartnershipsById(session, ids));
    const byId = new Map(found.map((partnership) => [partnership.id, partnership]));
    return ids.map((id) => byId.get(id)!);
  });
}

/** Loads bounding boxes in degrees by partnership, in one statement per request. */
export function boundsOf(context: RequestContext): DataLoader<Partnership, number[] | null, number> {
  return new DataLoader<Partnership, number[] | null, number>(
    (partnerships) =>
      context.sharedSession((session) =>
        selectBounds(
          session,
          partnerships.map((partnership) => holdersOf(partnership).ids),
        ),
      ),
    { cacheKeyFn: ({ id }) => id },
  );
}

interface AreaCountKey {
  partnership: Partnership;
  day: string;
}

/** Loads the number of areas of each kind by partnership and day, in one statement per request. */
export function areaCountsOf(
  context: RequestContext,
): DataLoader<AreaCountKey, Map<AreaKind, number>, string> {
  return new DataLoader<AreaCountKey, Map<AreaKind, number>, string>(
    (keys) =>
      context.sharedSession((session) =>
        countAreasOfEach(
          session,
          keys.map(({ partnership, day }) => ({ holderIds: holdersOf(partnership).ids, day })),
        ),
      ),
    { cacheKeyFn: ({ partnership, day }) => `${partnership.id} ${day}` },
  );
}

interface OutlineKey {
  id: number;
  /** Tolerance of the simplification in metres. */
  simplify: number;
}

/** Loads outlines by area and simplification, in one statement for each distinct simplification. */
export function outline(context: RequestContext): DataLoader<OutlineKey, Geometry, string> {
  return new DataLoader<OutlineKey, Geometry, string>(
    (keys) =>
      context.session(async (session) => {
        const found = new Map<number, Map<number, Geometry>>();
        for (const simplify of new Set(keys.map((key) => key.simplify))) {
          const ids = keys.filter((key) => key.simplify === simplify).map((key) => key.id);
          found.set(simplify, await selectGeometries(session, ids, simplify));
        }
        return keys.map(({ id, simplify }) => found.get(simplify)!.get(id)!);
      }),
    { cacheKeyFn: ({ id, simplify }) => `${id} ${simplify}` },
  );
}

/** Loads the overlaps of SNT areas or postcode districts with the wards of a day. */
export function overlaps(context: RequestContext): DataLoader<OverlapKey, Overlap[], string> {
  const textOf = ({ id, day }: OverlapKey) => `${id} ${day}`;
  return new DataLoader<OverlapKey, Overlap[], string>(
    async (keys) => {
      const rows = await context.session((session) => selectOverlaps(session, keys));
      return keys.map((key) => rows.filter((row) => textOf(row) === textOf(key)));
    },
    { cacheKeyFn: textOf },
  );
}
