import type { Viewer } from '../../../access';
import { checkPeriod, cutAtMonths } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { holdersOf } from '../../areas';
import { vocabularyAt } from '../../vocabulary';
import { daysWithAreas, resolveAreas } from './areas.queries';
import { resolveCodes } from './codes';
import { allOf, codeConditions, offencesOf, shapeConditions } from './conditions.queries';
import { checkDelivered, countableDays, coverageCaveats, deliveredBy, themeCaveats } from './coverage';
import { deliveryOf } from './delivery';
import type { IncidentFilter } from './filter.input';
import { holeCaveats } from './holes';
import { Needs, type Question } from './needs';
import { checkTiers, rightsOf } from './rights';
import { holdersFragment, SelectedRows } from './rows.queries';
import type { Selection } from './selection';

/** Longer than any delivery. */
const ALL_DAYS = { from: '0001-01-01', to: '9999-12-31' };

/**
 * Checks a filter and resolves it for a viewer.
 *
 * Closed sources that the viewer may not read as the request needs are left out with a caveat; where nothing else is
 * left, or they were asked for by name, the request is refused.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (codes, period, shapes), NOT_ENOUGH_DATA (nothing was
 *   imported), NOT_SUPPORTED_FOR_SOURCE (themes that no source sees), FORBIDDEN.
 */
export async function select(
  session: Session,
  viewer: Viewer,
  where: IncidentFilter,
  { needs, by = [] }: Question,
): Promise<Selection> {
  const delivery = await deliveryOf(session, where.partnership);
  const { partnership } = delivery;
  checkTiers(viewer, partnership);
  const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
  const codes = await resolveCodes(session, where, vocabulary);

  const delivered = deliveredBy(codes.sources, delivery, vocabulary);
  const period = where.period ?? delivered.whole;
  checkPeriod(period, 'period');
  checkDelivered(delivered, period);
  const gaps = [
    ...coverageCaveats(delivered, period, partnership),
    ...(await holeCaveats(session, delivered.spans, period)),
  ];
  const unseen = themeCaveats(codes.themes, delivered.sources, vocabulary);

  const holders = holdersFragment(holdersOf(partnership).ids);
  const areas = await resolveAreas(session, holders, where, by, period);
  const conditions = allOf([
    { needs: [needs].flat() },
    codeConditions(codes, vocabulary),
    areas.conditions,
    shapeConditions(where, holders.list),
    { needs: cutAtMonths(period).parts.length > 0 ? [Needs.PARTS_OF_MONTHS] : [] },
  ]);

  const shared = {
    partnership,
    period,
    sourcesNamed: Boolean(where.sources?.length),
    areasAsOf: where.areasAsOf ?? null,
  };
  const asked = { ...shared, sources: delivered.sources, areas: areas.all, needs: conditions.needs };
  const { bridge, caveats, ...rights } = await rightsOf(session, viewer, asked);
  const byFlagTheme = codes.themes.some(({ flags }) => flags !== 0);
  return {
    ...shared,
    ...rights,
    vocabulary,
    offenceIds:
      codes.offences.length > 0 ? codes.offences.map(({ id }) => id) : offencesOf(codes.themes, vocabulary),
    byFlagTheme,
    areaIds: areas.ids,
    delivered: daysWithAreas(delivered.common, areas),
    known: countableDays(delivered.known, daysWithAreas(ALL_DAYS, areas), rights),
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats: [...gaps, ...unseen, ...areas.caveats, ...caveats],
    rows: new SelectedRows({ ...rights, holders, conditions, bridge, byFlagTheme }),
  };
}
