import type { Viewer } from '../../../access';
import { checkPeriod, cutAtMonths, type Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { holdersOf } from '../../areas';
import { type Vocabulary, vocabularyAt, withoutClosedCodes } from '../../vocabulary';
import { resolveAreas, unplacedAmong } from './areas.queries';
import { type FilterCodes, resolveCodes } from './codes';
import { allOf, codeConditions, shapeConditions } from './conditions.queries';
import { checkCountable } from './countable';
import { checkDelivered, type Delivered, deliveredAmong, deliveredBy } from './coverage';
import { type DeliveredTo, deliveryOf } from './delivery';
import type { IncidentFilter } from './filter.input';
import { holeCaveats } from './holes';
import { hotspotConditions } from './hotspot';
import { Needs, type Question } from './needs';
import { openPartsAmong } from './open-parts';
import { outsideCaveats } from './outside.queries';
import { askedOffences, countedEvents, selectionOf } from './resolved';
import { checkTiers, rightsOf } from './rights';
import { holdersFragment } from './rows.queries';
import type { Selection } from './selection';
import { checkRecorded } from './unrecorded';

/** The sources of a filter that have delivered anything in its period, and that period. */
function deliveredIn(
  where: IncidentFilter,
  codes: FilterCodes,
  delivery: DeliveredTo,
  vocabulary: Vocabulary,
): { delivered: Delivered; period: Period } {
  const delivered = deliveredBy(codes, delivery, vocabulary);
  const period = where.period ?? delivered.whole;
  checkPeriod(period, 'period');
  checkDelivered(delivered, period);
  checkRecorded(codes, delivered.sources, vocabulary);
  return { delivered, period };
}

/**
 * Checks a filter and resolves it for a viewer.
 *
 * Closed sources that the viewer may not read as the request needs are left out with a caveat; where nothing else is
 * left, or they were asked for by name, the request is refused.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (codes, period, shapes), NOT_ENOUGH_DATA (nothing was
 *   imported, or no day of the period can be counted), NOT_SUPPORTED_FOR_SOURCE (themes, offences or flags that no
 *   source records), FORBIDDEN.
 */
export async function select(
  session: Session,
  viewer: Viewer,
  filter: IncidentFilter,
  { needs, by = [], everyTheme = false, answersNull = false, areasOn }: Question,
): Promise<Selection> {
  const where = areasOn ? { ...filter, areasAsOf: areasOn } : filter;
  const delivery = await deliveryOf(session, viewer, where.partnership);
  const { partnership } = delivery;
  checkTiers(viewer, partnership);
  const vocabulary = await vocabularyAt(session, partnership);
  const nameable = delivery.released ? withoutClosedCodes(vocabulary) : vocabulary;
  const codes = await resolveCodes(session, where, everyTheme, vocabulary, nameable);

  const { delivered, period } = deliveredIn(where, codes, delivery, vocabulary);

  const holders = holdersFragment(holdersOf(partnership).ids);
  const areas = await resolveAreas(session, holders, where, by, period);
  const shapes = shapeConditions(where, holders.list);
  const outside = await outsideCaveats(session, partnership.id, where, shapes.regions);
  const everywhere = allOf([
    { needs: [needs].flat() },
    codeConditions(codes, vocabulary),
    { needs: cutAtMonths(period).parts.length > 0 ? [Needs.PARTS_OF_MONTHS] : [] },
  ]);
  const conditions = allOf([
    everywhere,
    areas.conditions,
    shapes,
    await hotspotConditions(session, viewer, where, holders, (again, question) =>
      select(again, viewer, question, { needs: Needs.PLACES }),
    ),
  ]);

  const shared = {
    partnership,
    period,
    sourcesNamed: Boolean(where.sources?.length),
    areasAsOf: where.areasAsOf ?? null,
  };
  const place = { sources: delivered.sources, period, areas: areas.all };
  const asked = {
    ...{ ...shared, ...place, needs: conditions.needs },
    openParts: openPartsAmong(place, askedOffences(codes, vocabulary), vocabulary),
    areasNamedAsOf: filter.areasAsOf != null,
  };
  const rights = await rightsOf(session, viewer, asked);
  const counted = [...rights.recordSources, ...rights.cellSources];
  checkDelivered(deliveredAmong(counted, delivery)!, period);
  const resolved = {
    ...{ ...shared, delivery, vocabulary, codes, outside },
    ...{ holders, areas, conditions, placeless: { everywhere, unplaced: unplacedAmong(areas) } },
  };
  const { feeds } = countedEvents(resolved, counted);
  const holes = await holeCaveats(session, feeds, period, delivery);
  const selection = selectionOf({ ...resolved, holes }, rights);
  if (!answersNull) checkCountable(selection);
  return selection;
}
