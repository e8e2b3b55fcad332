import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { AreaKind, areaById, holdersOf, SntArea, selectAreaChanges, Ward } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import {
  DEFAULT_EPS,
  DEFAULT_MAX_AREA,
  IncidentFilter,
  type KnownDays,
  Needs,
  type Selection,
  selectHotspotKey,
} from '../../domain/incidents';
import { monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import { Analytic, type AnalyticContext, span } from '../analytic';
import {
  CHANGE_COLUMNS,
  type Comparison,
  ComparisonArgs,
  type CountedPeriod,
  comparedOf,
  completeWindowsFor,
  countedStretches,
  DEFAULT_COMPARISON,
  groundSeries,
  MAX_MONTHS,
  monthsTo,
  namedComparison,
  selectReach,
  type Windows,
  windowsFor,
} from '../trends';
import { type ClustersKnown, toAnswer } from './cluster-answer';
import { describeClusters } from './cluster-descriptions.queries';
import { selectPlaces } from './clusters.queries';
import { HotspotCluster, HotspotClusters } from './clusters.type';
import { type FindOptions, type FoundClusters, findClusters, membersOf } from './find-clusters';

/** Maximum number of clusters in an answer. */
const MAX_CLUSTERS = 2_000;

/** Settings of the clustering. */
export interface ClusterOptions {
  /** Radius of a neighbourhood, metres. */
  eps: number;
  /** Minimum number of incidents of a neighbourhood. Default: 1% of all. */
  minIncidents?: number | null;
  /** Maximum area of a cluster, square kilometres. */
  maxAreaKm2?: number | null;
  comparison: Comparison | Period;
  /**
   * Whether the comparison is left out where days of the current window have nothing to be compared with; else these
   * days are.
   */
  onlyComplete: boolean;
  /** Number of clusters that are described, the largest first. Default: all. */
  most?: number;
}

/** Caveats where areas changed inside the period, since clusters have the names of one day. Read once per period. */
function namingCaveats(session: Session): (selection: Selection) => Promise<Caveat[]> {
  const known = new Map<string, Promise<Caveat[]>>();
  const find = async ({ partnership, period }: Selection) => {
    const asked = [AreaKind.WARD, AreaKind.SNT_AREA].map((kind) => ({ kind, code: null }));
    const { changes } = await selectAreaChanges(session, holdersOf(partnership).ids, asked, {
      from: monthOf(period.from),
      to: period.to,
    });
    return caveatIf(
      changes.length > 0,
      CaveatCode.BOUNDARIES_CHANGED,
      `Clusters are named after the areas of ${period.to}. ${changes.join(' ')}`,
    );
  };
  return async (selection) => {
    if (selection.areasAsOf) return [];
    const key = `${selection.partnership.id} ${span(selection.period)}`;
    const found = known.get(key) ?? find(selection);
    known.set(key, found);
    return found;
  };
}

/** Resolved filter, with its incidents by place. */
interface Read
  extends Pick<ClustersKnown, 'where' | 'selection' | 'windows' | 'counted' | 'naming' | 'places'> {
  /** Months whose counts tell how much the incidents of a cluster vary; none without a comparison. */
  months: CountedPeriod[];
}

/** Windows of a comparison, and the months before their end. */
function planOf(
  period: Period,
  known: KnownDays,
  { comparison, onlyComplete }: ClusterOptions,
): Pick<Read, 'windows' | 'months'> {
  const windows = (onlyComplete ? completeWindowsFor : windowsFor)(period, comparison, known);
  return { windows, months: windows?.previous ? monthsTo(period.to, MAX_MONTHS, known) : [] };
}

/** Resolves a filter, and the windows of its comparison in the time that its areas are known for. */
async function resolve(
  session: Session,
  context: AnalyticContext,
  where: IncidentFilter,
  options: ClusterOptions,
): Promise<Omit<Read, 'places' | 'naming'>> {
  const reach = (period: Period, known: KnownDays) => {
    const { windows, months } = planOf(period, known, options);
    return [windows?.current ?? period, windows?.previous ?? period, ...months];
  };
  const { selection, reaching } = await selectReach(
    (reached) => context.select(session, reached),
    where,
    reach,
  );
  const plan = planOf(selection.period, reaching.known, options);
  return {
    ...plan,
    where,
    selection: { ...selection, rows: reaching.rows, known: reaching.known },
    counted: countedStretches(selection.period, options.comparison, plan.windows),
  };
}

/** Reads the places of all filters; the refusal of one filter leaves the others. */
async function readPlaces(
  session: Session,
  context: AnalyticContext,
  filters: IncidentFilter[],
  options: ClusterOptions,
): Promise<(Read | Problem)[]> {
  const namingOf = namingCaveats(session);
  const read: (Omit<Read, 'places'> | Problem)[] = [];
  for (const where of filters)
    read.push(
      await orRefusal(
        resolve(session, context, where, options).then(async (resolved) => ({
          ...resolved,
          naming: await namingOf(resolved.selection),
        })),
      ),
    );
  const good = read.flatMap((each) => (each instanceof Problem ? [] : [each]));
  const places = await selectPlaces(
    session,
    good.map(({ selection, windows, counted, months }) => ({
      selection,
      counted,
      previous: comparedOf(windows)?.previous.counted ?? [],
      history: months.length > 0 ? { from: months[0].from, to: months.at(-1)!.to } : null,
    })),
  );
  return read.map((each) =>
    each instanceof Problem ? each : { ...each, places: places[good.indexOf(each)] },
  );
}

/**
 * Default maximum area of a cluster, square metres: half a square kilometre, scaled up where a larger radius joins
 * places further apart.
 */
const defaultMaxArea = (eps: number) =>
  Math.max(DEFAULT_MAX_AREA, DEFAULT_MAX_AREA * (eps / DEFAULT_EPS) ** 2);

/** @throws Problem BAD_USER_INPUT where the area of a single place would exceed the maximum. */
function maxAreaOf({ eps, maxAreaKm2 }: ClusterOptions): number {
  if (maxAreaKm2 == null) return defaultMaxArea(eps);
  const least = (0.8 * eps * eps) / 1e6;
  if (maxAreaKm2 < least)
    throw new Problem(
      'BAD_USER_INPUT',
      `maxAreaKm2 must be at least ${least} where eps is ${eps}: a cluster of one place has that area.`,
      { field: 'maxAreaKm2' },
    );
  return maxAreaKm2 * 1e6;
}

/**
 * Hotspot clusters of several filters of one partnership, each independent of the others, or the reason why it is
 * refused. Takes a fixed number of statements: counts by place, then shapes of clusters. The clustering runs between
 * them, without a connection.
 */
export async function clustersOfEach(
  context: AnalyticContext,
  filters: IncidentFilter[],
  options: ClusterOptions,
): Promise<(HotspotClusters | Problem)[]> {
  const { eps, minIncidents, most = MAX_CLUSTERS, comparison } = options;
  const maxArea = maxAreaOf(options);
  const findingOf = (windows: Windows | null): FindOptions => ({
    ...{ eps, minIncidents, maxArea },
    compared: comparedOf(windows),
  });
  const read = await context.session((session) => readPlaces(session, context, filters, options));
  const found = await Promise.all(
    read.map((each) =>
      each instanceof Problem
        ? each
        : orRefusal(findClusters(each.places, findingOf(each.windows), context).then(notTooMany)),
    ),
  );
  const clustered = read.flatMap((each, i) => {
    const all = found[i];
    return each instanceof Problem || all instanceof Problem
      ? []
      : [{ ...each, found: all, shown: all.clusters.slice(0, most), i }];
  });
  const { key, described, series } = await context.session(async (session) => ({
    key: await session.once(selectHotspotKey, 0),
    described: await describeClusters(
      session,
      clustered.map(({ selection, counted, places, shown }) => ({
        ...{ selection, counted },
        members: membersOf(places, shown),
      })),
      eps,
    ),
    series: await groundSeries(session, clustered.map(groundsOf)),
  }));
  const answers = new Map(
    clustered.map(({ i, ...each }, nth) => [
      i,
      toAnswer(
        { ...each, key, described: described[nth], series: series[nth] },
        findingOf(each.windows),
        comparison,
      ),
    ]),
  );
  return found.map((each, i) => (each instanceof Problem ? each : answers.get(i)!));
}

/** Grounds of all clusters found, by their numbers, whose months to count. */
function groundsOf({ selection, months, found }: Omit<Read, 'places'> & { found: FoundClusters }) {
  const grounds = found.clusters.toSorted((a, b) => a.cluster - b.cluster).map(({ ground }) => ground);
  return { selection, months, grounds: months.length > 0 ? grounds : [] };
}

function notTooMany(found: FoundClusters): FoundClusters {
  if (found.clusters.length <= MAX_CLUSTERS) return found;
  throw new Problem(
    'TOO_LARGE',
    `These parameters make more than ${MAX_CLUSTERS} clusters; raise minIncidents, or narrow the filter.`,
    { limit: MAX_CLUSTERS },
  );
}

@ArgsType()
export class ClusterArgs extends ComparisonArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @IsOptional()
  @Min(10)
  @Max(5000)
  @Field(() => Float, {
    nullable: true,
    description:
      `Radius of the neighbourhood of a place in metres, 10 to 5,000: smaller values separate streets, such as 100 in a ` +
      `town; larger ones join villages, such as 500. Default: ${DEFAULT_EPS}.`,
  })
  eps?: number | null;

  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(1_000_000)
  @Field(() => Int, {
    nullable: true,
    description:
      'Smallest number of incidents within `eps` of a place, the place included, that makes it a core ' +
      'place, 2 to 1,000,000, such as 10; with a comparison, incidents of both windows together. Default: 1% of the ' +
      'incidents of both windows, at least 10; without a comparison 1% of the incidents of the filter, at least 5.',
  })
  minIncidents?: number | null;

  @IsOptional()
  @Min(0.0001)
  @Max(10_000)
  @Field(() => Float, {
    nullable: true,
    description:
      'Greatest area of a cluster in square kilometres, up to 10,000, such as 0.5: that of the union of discs of ' +
      'eps ÷ 2 round its places. A larger cluster is split where its density falls. Default: 0.5; 8 × eps² where `eps` ' +
      `is over ${DEFAULT_EPS}.`,
  })
  maxAreaKm2?: number | null;
}

@Resolver(() => HotspotCluster)
export class HotspotClusterResolver {
  @Analytic<ClusterArgs>(() => HotspotClusters, {
    description:
      'Hotspot clusters of a filter: density-based clusters (DBSCAN; Ester et al. 1996) of distinct ' +
      'places, where a place with w incidents counts w times. With a comparison they are found on the incidents of both ' +
      'windows together, so that the change of each is measured on ground that neither chose. Clusters larger than ' +
      '`maxAreaKm2` are split by the hierarchy of their density (Campello, Moulavi & Sander 2013). A place within reach ' +
      'of two clusters joins the cluster of its nearest core place. Closed sources need a key of the role ANALYST.',
    cost: 5000,
    needs: Needs.PLACES,
    defaults: { eps: DEFAULT_EPS },
    exports: [
      {
        rows: 'clusters',
        columns:
          'id anchor rank name foundIn incidentCount locationCount share densityPerKm2 areaKm2 ' +
          'centroid { longitude: longitude latitude: latitude easting: easting northing: northing } ' +
          `ward { wardCode: code wardName: name } ${CHANGE_COLUMNS} snapPointWarning`,
        features: 'features',
        layer: 'Hotspot clusters',
      },
    ],
  })
  async hotspotClusters(context: AnalyticContext, args: ClusterArgs): Promise<HotspotClusters> {
    const { where, eps, minIncidents, maxAreaKm2 } = args;
    const named = namedComparison(args);
    const options = {
      ...{ eps: eps!, minIncidents, maxAreaKm2 },
      ...{ comparison: named ?? DEFAULT_COMPARISON, onlyComplete: named === null },
    };
    const [clusters] = await clustersOfEach(context, [where], options);
    if (clusters instanceof Problem) throw clusters;
    return clusters;
  }

  @FieldResolver(() => Ward, {
    nullable: true,
    description:
      "Ward with most of the cluster's incidents, in the boundaries of the last day or of `areasAsOf`.",
  })
  ward(@Ctx() context: RequestContext, @Root() { wardId }: HotspotCluster): Promise<Ward> | null {
    return wardId === null ? null : context.loader(areaById).load(wardId);
  }

  @FieldResolver(() => SntArea, {
    nullable: true,
    description:
      "SNT area with most of the cluster's incidents, in the boundaries of the last day or of " +
      '`areasAsOf`.',
  })
  sntArea(@Ctx() context: RequestContext, @Root() { sntAreaId }: HotspotCluster): Promise<SntArea> | null {
    return sntAreaId === null ? null : context.loader(areaById).load(sntAreaId);
  }
}

/** Hotspot clusters of a filter, for other analytics. */
export const { hotspotClusters } = HotspotClusterResolver.prototype;
