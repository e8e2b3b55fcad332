import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { AreaKind, areaById, holdersOf, SntArea, selectAreaChanges, Ward } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import {
  Analytic,
  type AnalyticContext,
  filterParameters,
  type Parameter,
  placeCaveats,
  span,
} from '../analytic';
import {
  CHANGE_COLUMNS,
  type Comparison,
  ComparisonArgs,
  changeBetween,
  comparedOf,
  comparisonCaveats,
  comparisonOf,
  comparisonParameters,
  DEFAULT_COMPARISON,
  type Windows,
  windowsFor,
} from '../trends';
import { type ClusterDescription, describeClusters, type Places, selectPlaces } from './clusters.queries';
import { HotspotCluster, HotspotClusters } from './clusters.type';
import { type BareCluster, clusterId, type FoundClusters, findClusters, membersOf } from './find-clusters';

const MOST_CLUSTERS = 2_000;

/** What a caller may set. */
export interface ClusterOptions {
  /** Radius of a neighbourhood, metres. */
  eps: number;
  /** Fewest incidents of a neighbourhood; by default 1 % of all, at least 5. */
  minIncidents?: number | null;
  comparison: Comparison | Period;
  /** So many of the greatest clusters are described; by default all. */
  most?: number;
}

/** The radius of a neighbourhood where the caller gives none, metres. */
export const DEFAULT_EPS = 250;

/** What the clusters are made of. Together with the data it decides their ids. */
function clusterParameters(
  where: IncidentFilter,
  selection: Selection,
  eps: number,
  least: number,
): Parameter[] {
  return [
    { name: 'eps', value: String(eps) },
    { name: 'minIncidents', value: String(least) },
    ...filterParameters(where, selection),
  ];
}

/** Clusters have the names of one day: caveats where areas changed inside the period. Asked once per period. */
function namingCaveats(session: Session): (selection: Selection) => Promise<Caveat[]> {
  const known = new Map<string, Promise<Caveat[]>>();
  const find = async ({ partnership, period }: Selection) => {
    const asked = [AreaKind.WARD, AreaKind.SNT_AREA].map((kind) => ({ kind, code: null }));
    const { changes } = await selectAreaChanges(session, holdersOf(partnership).ids, asked, period);
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

function caveatsOf(
  selection: Selection,
  windows: Windows | null,
  places: Places,
  naming: Caveat[],
): Caveat[] {
  return [
    ...selection.caveats,
    ...naming,
    ...placeCaveats(selection, places.unlocated, 'they count in the total but lie in no cluster'),
    ...comparisonCaveats(windows),
  ];
}

/** Numbers the names that several clusters share, by rank. */
function numbered(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return nth === 1 ? name : `${name} (${nth})`;
  });
}

function toCluster(
  bare: BareCluster,
  description: ClusterDescription,
  rest: Pick<HotspotCluster, 'id' | 'rank' | 'name' | 'share' | 'change' | 'snapPointWarning'>,
  selection: Selection,
): HotspotCluster {
  const { hull, areaKm2, longitude, latitude, wardId, sntAreaId, offences } = description;
  return {
    ...rest,
    incidentCount: bare.incidentCount,
    locationCount: bare.rows.length,
    areaKm2,
    densityPerKm2: bare.incidentCount / areaKm2,
    centroid: { longitude, latitude, easting: bare.easting, northing: bare.northing },
    hull,
    offences: offences.map((each) => ({
      offence: selection.vocabulary.offences.get(each.offence_id),
      count: each.count,
    })),
    wardId,
    sntAreaId,
  };
}

function toFeature(cluster: HotspotCluster): HotspotClusters['features']['features'][number] {
  const { id, rank, name, incidentCount, locationCount, share, densityPerKm2, areaKm2, change } = cluster;
  return {
    type: 'Feature',
    id,
    geometry: cluster.hull,
    properties: {
      rank,
      name,
      incidentCount,
      locationCount,
      share,
      densityPerKm2,
      areaKm2,
      mainOffence: cluster.offences[0]?.offence.code ?? null,
      previousCount: change?.previousCount ?? null,
      currentCount: change?.currentCount ?? null,
      percent: change?.percent ?? null,
      percentOf: change?.percentOf ?? null,
      pValue: change?.pValue ?? null,
      direction: change?.direction ?? null,
      snapPointWarning: cluster.snapPointWarning,
    },
  };
}

/** A filter that was resolved, and its incidents by place. */
interface Read {
  where: IncidentFilter;
  selection: Selection;
  windows: Windows | null;
  naming: Caveat[];
  places: Places;
}

/** Reads the places of all filters; a filter that is refused leaves the others. */
async function readPlaces(
  session: Session,
  context: AnalyticContext,
  filters: IncidentFilter[],
  { comparison }: ClusterOptions,
): Promise<(Read | Problem)[]> {
  const namingOf = namingCaveats(session);
  const read: (Omit<Read, 'places'> | Problem)[] = [];
  for (const where of filters)
    read.push(
      await orRefusal(
        context.select(session, where).then(async (selection) => {
          const windows = windowsFor(selection.period, comparison, selection.known);
          return { where, selection, windows, naming: await namingOf(selection) };
        }),
      ),
    );
  const good = read.flatMap((each) => (each instanceof Problem ? [] : [each]));
  const places = await selectPlaces(
    session,
    good.map(({ selection, windows }) => ({ selection, windows: comparedOf(windows) })),
  );
  return read.map((each) =>
    each instanceof Problem ? each : { ...each, places: places[good.indexOf(each)] },
  );
}

/**
 * The hotspot clusters of several filters of one partnership, each as it would be alone, or why it is refused. As many
 * statements whatever the number of filters and incidents: counts by place, then the shapes of the clusters; the
 * clustering itself runs between them, with no connection held.
 */
export async function clustersOfEach(
  context: AnalyticContext,
  filters: IncidentFilter[],
  options: ClusterOptions,
): Promise<(HotspotClusters | Problem)[]> {
  const { eps, minIncidents, most = MOST_CLUSTERS } = options;
  const read = await context.session((session) => readPlaces(session, context, filters, options));
  const found = await Promise.all(
    read.map((each) =>
      each instanceof Problem
        ? each
        : orRefusal(findClusters(each.places, eps, minIncidents, context).then(notTooMany)),
    ),
  );
  const clustered = read.flatMap((each, i) => {
    const all = found[i];
    return each instanceof Problem || all instanceof Problem
      ? []
      : [{ ...each, found: all, shown: all.clusters.slice(0, most), i }];
  });
  const asked = clustered.map(({ selection, places, shown }) => ({
    selection,
    members: membersOf(places, shown),
  }));
  const described = asked.some(({ members }) => members.centres.length > 0)
    ? await context.session((session) => describeClusters(session, asked, eps))
    : asked.map(() => new Map<number, ClusterDescription>());
  const answers = new Map(
    clustered.map((each, nth) => [each.i, toAnswer({ ...each, described: described[nth] }, options)]),
  );
  return found.map((each, i) => (each instanceof Problem ? each : answers.get(i)!));
}

function notTooMany(found: FoundClusters): FoundClusters {
  if (found.clusters.length <= MOST_CLUSTERS) return found;
  throw new Problem(
    'TOO_LARGE',
    `These parameters make more than ${MOST_CLUSTERS} clusters; raise minIncidents, or narrow the filter.`,
    { limit: MOST_CLUSTERS },
  );
}

/** All that is known of the clusters of a filter, as the API shows it. */
function toAnswer(
  {
    where,
    selection,
    windows,
    naming,
    places,
    found,
    shown,
    described,
  }: Read & { found: FoundClusters; shown: BareCluster[]; described: Map<number, ClusterDescription> },
  { eps, comparison }: ClusterOptions,
): HotspotClusters {
  const parameters = clusterParameters(where, selection, eps, found.minIncidents);
  const compared = comparedOf(windows);
  const names = numbered(shown.map(({ cluster }) => described.get(cluster)!.name ?? 'Outside all wards'));
  const seed = parameters.map(({ name, value }) => `${name}=${value}`).join(' ');
  const clusters = shown.map((bare, i) =>
    toCluster(
      bare,
      described.get(bare.cluster)!,
      {
        id: clusterId(seed, places, bare),
        rank: i + 1,
        name: names[i],
        share: bare.incidentCount / found.incidentCount,
        change: compared && changeBetween(bare.current, bare.previous, compared),
        snapPointWarning: bare.mostAtSnapPoint > bare.incidentCount / 2,
      },
      selection,
    ),
  );
  return {
    clusters,
    clusterCount: found.clusters.length,
    noiseCount: found.noiseCount,
    incidentCount: found.incidentCount,
    features: { type: 'FeatureCollection', features: clusters.map(toFeature) },
    parameters: [...parameters, ...comparisonParameters(comparison, windows)],
    dataVersion: selection.dataVersion,
    caveats: caveatsOf(selection, windows, places, naming),
  };
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
      'place, 2 to 1,000,000, such as 10. Default: 1% of the incidents of the filter, at least 5.',
  })
  minIncidents?: number | null;
}

@Resolver(() => HotspotCluster)
export class HotspotClusterResolver {
  @Analytic<ClusterArgs>(() => HotspotClusters, {
    description:
      'Hotspot clusters of a filter: density-based clusters (DBSCAN; Ester et al. 1996) of distinct ' +
      'places, where a place with w incidents counts w times. A place within reach of two clusters joins ' +
      'the cluster of its nearest core place. Closed sources need a key of the role ANALYST.',
    needs: Needs.PLACES,
    defaults: { eps: DEFAULT_EPS, compareWith: DEFAULT_COMPARISON },
    exports: [
      {
        rows: 'clusters',
        columns:
          'id rank name incidentCount locationCount share densityPerKm2 areaKm2 ' +
          'centroid { longitude: longitude latitude: latitude easting: easting northing: northing } ' +
          `ward { wardCode: code wardName: name } ${CHANGE_COLUMNS} snapPointWarning`,
        features: 'features',
        layer: 'Hotspot clusters',
      },
    ],
  })
  async hotspotClusters(context: AnalyticContext, args: ClusterArgs): Promise<HotspotClusters> {
    const { where, eps, minIncidents } = args;
    const options = { eps: eps!, minIncidents, comparison: comparisonOf(args) };
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

/** The hotspot clusters of a filter, for other analytics. */
export const { hotspotClusters } = HotspotClusterResolver.prototype;
