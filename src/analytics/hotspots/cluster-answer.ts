import { type Caveat, CaveatCode, caveatIf, numberOf } from '../../domain/caveats';
import {
  type ClusterQuestion,
  clusterId,
  type IncidentFilter,
  placeAnchor,
  placeHash,
  type Selection,
} from '../../domain/incidents';
import type { Period, Stretches } from '../../platform/calendar';
import type { MonthlySeries } from '../../platform/statistics';
import {
  canonical,
  countedFrom,
  filterParameters,
  listParameters,
  type Parameter,
  placeCaveats,
} from '../analytic';
import {
  type Comparison,
  caveatsOfBoth,
  comparedOf,
  comparisonCaveats,
  comparisonParameters,
  dispersionCaveats,
  dispersionParameters,
  type Windows,
  windowsOfAnswer,
} from '../trends';
import { type ClusterChanges, changesOf } from './cluster-changes';
import type { ClusterDescription } from './cluster-descriptions.queries';
import type { Places } from './clusters.queries';
import type { HotspotCluster, HotspotClusters } from './clusters.type';
import { type BareCluster, type FindOptions, type FoundClusters, questionOf } from './find-clusters';

/** Clusters of a filter, with all data that the answer needs. */
export interface ClustersKnown {
  where: IncidentFilter;
  selection: Selection;
  windows: Windows | null;
  /** Stretches whose incidents are counted. */
  counted: Stretches;
  naming: Caveat[];
  places: Places;
  /** Months of each cluster on its ground, by the number of the cluster; empty without a comparison. */
  series: readonly MonthlySeries[];
  found: FoundClusters;
  /** Found clusters that the answer lists. */
  shown: BareCluster[];
  described: ReadonlyMap<number, ClusterDescription>;
  /** Key that ids are sealed with. */
  key: Uint8Array;
}

/** Parameters that determine the clusters. */
function clusterParameters(
  { where, selection, found }: ClustersKnown,
  { eps, maxArea }: FindOptions,
): Parameter[] {
  return [
    ...listParameters({ eps, minIncidents: found.minIncidents, maxAreaKm2: maxArea / 1e6 }),
    ...filterParameters(where, selection),
  ];
}

function caveatsOf(
  { selection, windows, naming, places, found }: ClustersKnown,
  { maxArea }: FindOptions,
  { pooled }: ClusterChanges,
): Caveat[] {
  const { splitCount, splitNoise } = found;
  const split = splitCount === 1 ? 'A cluster was' : `${splitCount} clusters were`;
  return [
    ...caveatsOfBoth(selection, windows),
    ...naming,
    ...placeCaveats(selection, places.unlocated, 'they count in the total but lie in no cluster'),
    ...caveatIf(
      splitCount > 0,
      CaveatCode.METHOD,
      `${split} larger than ${maxArea / 1e6} km², and split where the density falls; in none of the pieces: ` +
        `${numberOf(splitNoise, 'incident')}.`,
    ),
    ...comparisonCaveats(windows),
    ...(comparedOf(windows) && found.clusters.length > 0 ? dispersionCaveats(pooled) : []),
  ];
}

/** Numbers names shared by several clusters, in the order of rank. */
function numbered(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return nth === 1 ? name : `${name} (${nth})`;
  });
}

/** Id of a cluster within its question, and that of its busiest place. */
function idsOf(
  { rows, busiest }: BareCluster,
  { places: { eastings, northings }, key }: ClustersKnown,
  question: ClusterQuestion,
): Pick<HotspotCluster, 'id' | 'anchor'> {
  const hashes = rows.map((row) => placeHash(eastings[row], northings[row]));
  return {
    id: clusterId(key, question, hashes),
    anchor: placeAnchor(key, eastings[busiest], northings[busiest]),
  };
}

function toCluster(
  bare: BareCluster,
  { hull, longitude, latitude, wardId, sntAreaId, offences }: ClusterDescription,
  rest: Pick<HotspotCluster, 'id' | 'anchor' | 'rank' | 'name' | 'foundIn' | 'share' | 'change'>,
  selection: Selection,
): HotspotCluster {
  const areaKm2 = bare.area / 1e6;
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
    snapPointWarning: bare.mostAtSnapPoint > bare.weight / 2,
    wardId,
    sntAreaId,
  };
}

function toFeature(cluster: HotspotCluster): HotspotClusters['features']['features'][number] {
  const { id, anchor, rank, name, foundIn, incidentCount, locationCount, share } = cluster;
  const { densityPerKm2, areaKm2, change } = cluster;
  return {
    type: 'Feature',
    id,
    geometry: cluster.hull,
    properties: {
      anchor,
      rank,
      name,
      foundIn,
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

/** Converts the clusters of a filter to the API's answer. */
export function toAnswer(
  known: ClustersKnown,
  finding: FindOptions,
  comparison: Comparison | Period,
): HotspotClusters {
  const { where, selection, windows, counted, series, found, shown, described } = known;
  const compared = comparedOf(windows);
  const changed = changesOf(shown, compared, series);
  const names = numbered(shown.map(({ cluster }) => described.get(cluster)!.name ?? 'Outside all wards'));
  const { period } = selection;
  const question = questionOf(canonical({ ...where, period }), counted, finding, found);
  const clusters = shown.map((bare, i) =>
    toCluster(
      bare,
      described.get(bare.cluster)!,
      {
        ...idsOf(bare, known, question),
        rank: i + 1,
        name: names[i],
        foundIn: compared ? bare.foundIn : null,
        share: bare.incidentCount / found.incidentCount,
        change: changed.changes[i],
      },
      selection,
    ),
  );
  return {
    clusters,
    clusterCount: found.clusters.length,
    noiseCount: found.noiseCount,
    splitNoise: found.splitNoise,
    incidentCount: found.incidentCount,
    ...windowsOfAnswer(selection, counted, windows),
    features: { type: 'FeatureCollection', features: clusters.map(toFeature) },
    parameters: [
      ...clusterParameters(known, finding),
      ...comparisonParameters(comparison, windows),
      ...(compared ? dispersionParameters(changed.pooled) : []),
    ],
    ...countedFrom(selection),
    caveats: caveatsOf(known, finding, changed),
  };
}

/** Clusters of an answer that exist in the period, without those of the comparison window alone. */
export function presentClusters({ clusters }: HotspotClusters): HotspotCluster[] {
  return clusters.filter(({ foundIn }) => foundIn !== 'PREVIOUS');
}
