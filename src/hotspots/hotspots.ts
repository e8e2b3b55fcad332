import type { RequestContext } from '../access';
import { cached, filterParameters, type Parameter, placeCaveats } from '../answers';
import { AreaKind, areaById, holdersOf, selectAreaChanges } from '../areas';
import type { Period } from '../calendar';
import type { Session } from '../database';
import { type IncidentFilter, RECORDS, type Selection, select } from '../incidents';
import { Problem } from '../problem';
import {
  type Comparison,
  changeBetween,
  comparisonCaveats,
  comparisonParameters,
  type Windows,
  windowsFor,
} from '../trends';
import type { HotspotCluster, HotspotClusters } from './cluster.type';
import { type BareCluster, clusterId, findClusters, membersOf } from './clusters';
import { type ClusterDescription, describeClusters, type Places, selectPlaces } from './clusters.queries';

const MOST_CLUSTERS = 2_000;

/** What a caller may set. */
export interface ClusterOptions {
  /** Radius of a neighbourhood, metres. */
  eps: number;
  /** Fewest incidents of a neighbourhood; by default 1 % of all, at least 5. */
  minIncidents?: number | null;
  comparison: Comparison | Period;
}

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

/** Clusters have the names of one day: what to know where areas changed inside the period. */
async function namingCaveats(
  session: Session,
  { partnership, period, areasAsOf }: Selection,
): Promise<string[]> {
  if (areasAsOf) return [];
  const asked = [AreaKind.WARD, AreaKind.SNT_AREA].map((kind) => ({ kind, code: null }));
  const { changes } = await selectAreaChanges(session, holdersOf(partnership).ids, asked, period);
  return changes.length > 0
    ? [`Clusters are named after the areas of ${period.to}. ${changes.join(' ')}`]
    : [];
}

function caveatsOf(
  selection: Selection,
  windows: Windows | null,
  places: Places,
  naming: string[],
): string[] {
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

/** As people call it: estate or town centre, else SNT area, else ward. */
async function nameOf(
  context: RequestContext,
  { placeName, sntAreaId, wardId }: ClusterDescription,
): Promise<string> {
  if (placeName !== null) return placeName;
  const areaId = sntAreaId ?? wardId;
  return areaId === null ? 'Outside all wards' : (await context.loader(areaById).load(areaId)).name;
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
      pValue: change?.pValue ?? null,
      direction: change?.direction ?? null,
      snapPointWarning: cluster.snapPointWarning,
    },
  };
}

/** The hotspot clusters of a filter, kept between requests. */
export function hotspotClusters(
  context: RequestContext,
  where: IncidentFilter,
  options: ClusterOptions,
): Promise<HotspotClusters> {
  return cached(context, 'hotspotClusters', [where], options, () => computeClusters(context, where, options));
}

/**
 * As many statements whatever the number of incidents: the filter, counts by place, then the shapes of the clusters; the clustering
 * itself runs between them, with no connection held.
 */
async function computeClusters(
  context: RequestContext,
  where: IncidentFilter,
  options: ClusterOptions,
): Promise<HotspotClusters> {
  const { eps } = options;
  const { selection, windows, places, naming } = await context.session(async (session) => {
    const selection = await select(session, context.viewer, where, [RECORDS]);
    const windows = windowsFor(selection.period, options.comparison, selection.delivered);
    const naming = await namingCaveats(session, selection);
    return { selection, windows, naming, places: await selectPlaces(session, selection, windows) };
  });
  const found = await findClusters(places, eps, options.minIncidents, context);
  if (found.clusters.length > MOST_CLUSTERS)
    throw new Problem(
      'TOO_LARGE',
      `These parameters make more than ${MOST_CLUSTERS} clusters; raise minIncidents, or narrow the filter.`,
      { limit: MOST_CLUSTERS },
    );
  const parameters = clusterParameters(where, selection, eps, found.minIncidents);
  const described =
    found.clusters.length === 0
      ? new Map<number, ClusterDescription>()
      : await context.session((session) =>
          describeClusters(session, selection, membersOf(places, found.clusters), eps),
        );
  const names = numbered(
    await Promise.all(found.clusters.map(({ cluster }) => nameOf(context, described.get(cluster)!))),
  );
  const seed = parameters.map(({ name, value }) => `${name}=${value}`).join(' ');
  const clusters = found.clusters.map((bare, i) =>
    toCluster(
      bare,
      described.get(bare.cluster)!,
      {
        id: clusterId(seed, places, bare),
        rank: i + 1,
        name: names[i],
        share: bare.incidentCount / found.incidentCount,
        change: windows && changeBetween(bare.current, bare.previous, windows),
        snapPointWarning: bare.mostAtSnapPoint > bare.incidentCount / 2,
      },
      selection,
    ),
  );
  return {
    clusters,
    clusterCount: clusters.length,
    noiseCount: found.noiseCount,
    incidentCount: found.incidentCount,
    features: { type: 'FeatureCollection', features: clusters.map(toFeature) },
    parameters: [...parameters, ...comparisonParameters(options.comparison, windows)],
    dataVersion: selection.dataVersion,
    caveats: caveatsOf(selection, windows, places, naming),
  };
}
