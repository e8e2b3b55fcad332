import type { NodeReference, RequestContext } from '../../access';
import { today } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type Area, AreaKind, areaReference, type Ward } from './area.type';
import { areaById } from './areas.loaders';
import { findPartnership, listPartnerships, partnershipById, selectAreas } from './areas.queries';
import { countyOf, holdersOf, isCounty, type Partnership } from './partnership.type';

/** Area of partnerships by its code, with the ids of the same area in others of them; null where there is none. */
async function areaByCode(
  context: RequestContext,
  partnershipIds: number[],
  kind: AreaKind,
  code: string,
  at: string,
): Promise<Area | null> {
  // The first area from this code on.
  const page = { partnershipIds, kind, at, after: [code, 0] as [string, number], first: 0 };
  const [area] = await context.session((session) => selectAreas(session, page));
  return area?.code === code ? area : null;
}

/** Area that an id names, as it was in the answer with the id; null where there is none. */
export async function findArea(context: RequestContext, reference: NodeReference): Promise<Area | null> {
  const { kind, partnershipId, id, day } = reference;
  const area: Area | undefined = await context.loader(areaById).load(id);
  if (!area || areaReference(area).kind !== kind) return null;
  if (partnershipId === 0) return { ...area, day };
  const county: Partnership | undefined = await context.session((session) =>
    partnershipById(session, partnershipId),
  );
  if (!county || !isCounty(county)) return null;
  const { code, validFrom, validTo } = area;
  const at = validFrom ?? validTo ?? today();
  const found = await areaByCode(context, holdersOf(county).ids, area.kind, code, at);
  return found?.id === id ? { ...found, day, county } : null;
}

/**
 * Ward by its code.
 *
 * @param partnership code of the partnership or county; null: any.
 * @throws Problem NOT_FOUND; BAD_USER_INPUT where several partnerships have a ward of the code and none is named.
 */
export async function findWard(
  context: RequestContext,
  code: string,
  partnership: string | null,
  at: string | null,
): Promise<Ward> {
  const named = partnership && (await context.session((session) => findPartnership(session, partnership)));
  const all = named ? [named] : await context.session(listPartnerships);
  const holderIds = [...new Set(all.flatMap((each) => holdersOf(each).ids))];
  const ward = await areaByCode(context, holderIds, AreaKind.WARD, code, at ?? today());
  if (!ward)
    throw new Problem('NOT_FOUND', 'There is no ward with this code on the day. The codes are in wards.');
  if (!named && ward.twins?.length)
    throw new Problem(
      'BAD_USER_INPUT',
      'Several partnerships have a ward with this code: name one of them.',
      {
        field: 'partnership',
      },
    );
  return { ...ward, day: at, county: named ? countyOf(named) : undefined };
}
