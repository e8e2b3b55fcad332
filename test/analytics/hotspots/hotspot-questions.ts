import type { Api } from '../../support/api';

const CLUSTERS = `query ($where: IncidentFilter!, $compareWith: Comparison, $eps: Float, $minIncidents: Int) {
  hotspotClusters(where: $where, compareWith: $compareWith, eps: $eps, minIncidents: $minIncidents) {
    clusters {
      id anchor rank name foundIn incidentCount locationCount areaKm2 share
      change { previousCount currentCount percent direction }
    }
    clusterCount incidentCount noiseCount splitNoise parameters { name value }
  }
}`;

/** A cluster as the tests ask for it. */
export interface Cluster {
  id: string;
  anchor: string;
  rank: number;
  name: string;
  foundIn: 'CURRENT' | 'PREVIOUS' | 'BOTH';
  incidentCount: number;
  locationCount: number;
  areaKm2: number;
  share: number;
  change: { previousCount: number; currentCount: number; percent: number | null; direction: string } | null;
}

export interface Clusters {
  clusters: Cluster[];
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

const AT_HOTSPOT = `query ($where: IncidentFilter!, $compareWith: Comparison) {
  trend(where: $where, compareWith: $compareWith) { current previous percent }
  incidentCounts(where: $where, by: []) { total { count } }
}`;

interface AtHotspot {
  trend: { current: number; previous: number | null; percent: number | null };
  incidentCounts: { total: { count: number } };
}

/** Checks that a filter by each cluster of a question counts what the cluster itself shows. @returns how many there are */
export async function expectSameCounts(api: Api, question: Question): Promise<number> {
  const { clusters } = await clustersOf(api, question);
  for (const { id, incidentCount, change } of clusters) {
    const where = { ...question.where, hotspot: id };
    const { trend, incidentCounts } = await api.ask<AtHotspot>(AT_HOTSPOT, { ...question, where });
    expect(incidentCounts.total.count).toBe(incidentCount);
    expect(trend).toEqual({
      current: change ? change.currentCount : incidentCount,
      previous: change ? change.previousCount : null,
      percent: change ? change.percent : null,
    });
  }
  return clusters.length;
}
