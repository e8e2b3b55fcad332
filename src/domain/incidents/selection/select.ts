import type { Viewer } from '../../../access';
import { checkPeriod, cutAtMonths, sharedStretches } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { holdersOf } from '../../areas';
import { type SourceEntity, type Vocabulary, vocabularyAt } from '../../vocabulary';
import { daysWithAreas, type FilterAreas, resolveAreas } from './areas.queries';
import { type FilterCodes, resolveCodes } from './codes';
import { allOf, type Conditions, codeConditions, offencesOf, shapeConditions } from './conditions.queries';
import { checkDelivered, coverageCaveats, deliveredAmong, deliveredBy } from './coverage';
import { type DeliveredTo, deliveryOf } from './delivery';
import { daysShared, type Feed, feedsOf, knownDays } from './feeds';
import type { IncidentFilter } from './filter.input';
import { holeCaveats } from './holes';
import { Needs, type Question } from './needs';
import {
  changeCaveats,
  doubleCaveats,
  type Publication,
  publicationsAmong,
  supersededRows,
} from './publications';
import { checkTiers, type Rights, rightsOf } from './rights';
import { type Holders, holdersFragment, SelectedRows } from './rows.queries';
import type { Selection } from './selection';
import { tellThroughout, themeCaveats } from './themes';

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
  { needs, by = [], everyTheme = false }: Question,
): Promise<Selection> {
  const delivery = await deliveryOf(session, where.partnership);
  const { partnership } = delivery;
  checkTiers(viewer, partnership);
  const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
  const codes = await resolveCodes(session, where, everyTheme, vocabulary);

  const delivered = deliveredBy(codes, delivery, vocabulary);
  const period = where.period ?? delivered.whole;
  checkPeriod(period, 'period');
  checkDelivered(delivered, period);
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
  const rights = await rightsOf(session, viewer, asked);
  const counted = [...rights.recordSources, ...rights.cellSources];
  checkDelivered(deliveredAmong(counted, delivery)!, period);
  const resolved = { ...shared, delivery, vocabulary, codes, unseen, holders, areas, conditions };
  const { feeds } = countedEvents(resolved, counted);
  return selectionOf({ ...resolved, holes: await holeCaveats(session, feeds, period, partnership) }, rights);
}

/** A filter that was resolved, before it is said which of its sources count. */
interface Resolved extends Pick<Selection, 'partnership' | 'period' | 'sourcesNamed' | 'areasAsOf'> {
  delivery: DeliveredTo;
  vocabulary: Vocabulary;
  codes: FilterCodes;
  /** Caveats on themes. */
  unseen: string[];
  /** Caveats on months that were never delivered. */
  holes: string[];
  holders: Holders;
  areas: FilterAreas;
  conditions: Conditions;
}

/** How the events of some sources are counted: each from one source, by the feeds that tell of it. */
function countedEvents(
  { codes, vocabulary, delivery, sourcesNamed }: Omit<Resolved, 'holes'>,
  counted: readonly SourceEntity[],
): { offenceIds: number[]; pairs: Publication[]; publications: Publication[]; feeds: Feed[] } {
  const offenceIds =
    codes.offences.length > 0 ? codes.offences.map(({ id }) => id) : offencesOf(codes.themes, vocabulary);
  const pairs = publicationsAmong(counted, offenceIds, vocabulary);
  const publications = sourcesNamed ? [] : pairs;
  return {
    offenceIds,
    pairs,
    publications,
    feeds: feedsOf(counted, publications, offenceIds, delivery, vocabulary),
  };
}

/** The selection of the sources that count. */
function selectionOf(resolved: Resolved, allRights: Rights): Selection {
  const { delivery, codes, unseen, holes, holders, areas, conditions, ...shared } = resolved;
  const { partnership, period, vocabulary } = shared;
  const { bridge, caveats, ...rights } = allRights;
  const counted = [...rights.recordSources, ...rights.cellSources];
  const { offenceIds, pairs, publications, feeds } = countedEvents(resolved, counted);
  const byFlagTheme = codes.themes.some(({ flags }) => flags !== 0);
  const superseded = supersededRows(publications, delivery.coverage);
  return {
    ...shared,
    ...rights,
    offenceIds,
    byFlagTheme,
    areaIds: areas.ids,
    delivered: daysWithAreas(daysShared(feeds), areas),
    known: {
      stretches: sharedStretches(knownDays(feeds), [daysWithAreas(ALL_DAYS, areas)]),
      monthsOnly:
        rights.cellSources.length > 0 ||
        rights.recordSources.some(({ resolution }) => resolution === 'MONTH'),
    },
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats: [
      ...coverageCaveats(deliveredAmong(counted, delivery)!, feeds, period, partnership),
      ...holes,
      ...(shared.sourcesNamed ? doubleCaveats(pairs) : []),
      ...changeCaveats(publications, delivery.coverage, period, partnership),
      ...unseen,
      ...areas.caveats,
      ...caveats,
    ],
    rows: new SelectedRows({ ...rights, superseded, holders, conditions, bridge, byFlagTheme }),
    tellsOf: (theme, days, sources = counted) =>
      days.every((each) => tellThroughout(sources, theme, each, publications, delivery, vocabulary)),
    keeping: (recordSources) => selectionOf(resolved, { ...allRights, recordSources }),
  };
}
