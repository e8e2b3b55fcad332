import type { Api } from '../../support/api';

const CLUSTERS = `query ($where: IncidentFilter!, $compareWith: Comparison, $eps: Float, $minIncidents: Int) {
  hotspotClusters(where: $where, compareWith: $compareWith, eps: $eps, minIncidents: $minIncidents) {
    clusters {
      id anchor rank name foundIn incidentCount locationCount areaKm2 share
      change { previousCount currentCount percent lower upper pValue dispersion direction }
    }
    window { from to }
    clusterCount incidentCount noiseCount splitNoise parameters { name value }
  }
}`;

/** A cluster as the tests ask for it. */
export interface Cluster {
  id: string;
  anchor: string;
  rank: number;
  name: string;
  foundIn: 'CURRENT' | 'PREVIOUS' | 'BOTH' | null;
  incidentCount: number;
  locationCount: number;
  areaKm2: number;
  share: number;
  change: ({ currentCount: number; previousCount: number; direction: string } & Tested) | null;
}

/** A change with its test. */
interface Tested {
  percent: number | null;
  lower: number | null;
  upper: number | null;
  pValue: number | null;
  dispersion: number | null;
}

export interface Clusters {
  clusters: Cluster[];
  window: { from: string; to: string };
  clusterCount: number;
  incidentCount: number;
  noiseCount: number;
  splitNoise: number;
  parameters: { name: string; value: string }[];
}

/** A question about hotspots. */
export interface Question {
  where: { partnership: string; period: { from: string; to: string }; [field: string]: unknown };
  compareWith?: string;
  eps?: number;
  minIncidents?: number;
}

export async function clustersOf(api: Api, question: Question): Promise<Clusters> {
  return (await api.ask<{ hotspotClusters: Clusters }>(CLUSTERS, question)).hotspotClusters;
}

const AT_HOTSPOT = `query ($where: IncidentFilter!, $window: IncidentFilter!, $compareWith: Comparison) {
  trend(where: $where, compareWith: $compareWith) { current previous percent lower upper pValue dispersion classification }
  incidentCounts(where: $window, by: []) { total { count } }
}`;

interface AtHotspot {
  trend: { current: number; previous: number | null; classification: string } & Tested;
  incidentCounts: { total: { count: number } };
}

/** The direction that a trend's classification stands for, where it has one at 5%. */
const DIRECTION: Record<string, string> = { DETERIORATING: 'INCREASING', IMPROVING: 'DECREASING' };

/**
 * Checks that a filter by each cluster of a question counts what the cluster itself shows, and tests its change alike.
 *
 * @returns how many there are
 */
export async function expectSameCounts(api: Api, question: Question): Promise<number> {
  const { clusters, window } = await clustersOf(api, question);
  for (const { id, incidentCount, change } of clusters) {
    const where = { ...question.where, hotspot: id };
    const asked = { ...question, where, window: { ...where, period: window } };
    const { trend, incidentCounts } = await api.ask<AtHotspot>(AT_HOTSPOT, asked);
    expect(incidentCounts.total.count).toBe(incidentCount);
    expect(trend).toMatchObject({
      current: change ? change.currentCount : incidentCount,
      previous: change ? change.previousCount : null,
    });
    for (const figure of ['percent', 'lower', 'upper', 'pValue', 'dispersion'] as const)
      if (change?.[figure] == null) expect([figure, change && trend[figure]]).toEqual([figure, null]);
      else expect([figure, trend[figure]?.toFixed(7)]).toEqual([figure, change[figure].toFixed(7)]);
    if (change) expect(DIRECTION[trend.classification] ?? 'NO_CLEAR_CHANGE').toBe(change.direction);
  }
  return clusters.length;
}
