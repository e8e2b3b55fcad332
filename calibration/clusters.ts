import {
  type ClusterMembers,
  matchClusters,
  twoWindowClusters,
  twoWindowTest,
} from '../src/platform/statistics';
import { draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';
import { clustersOf, EPS, MAX_AREA, minimumOf, TYPES } from './hotspots';
import { type PoliceIncident, placesOf, policeFolder, readPolice } from './police';

/** Clusters where years are dealt at random, and month after month; nothing without the shared data. */
export function calibrateClusters(simulation: Simulation): Finding[] {
  const folder = policeFolder('bedfordshire');
  if (!folder) return [];
  const incidents = readPolice(folder).filter(({ lsoa }) => lsoa.startsWith('Central Bedfordshire'));
  const byType = TYPES.map((type) => ({ type, list: incidents.filter((each) => each.crimeType === type) }));
  return [
    ...byType.flatMap(({ type, list }) => dealtYears(type, list, simulation)),
    trackedIds(byType.map(({ list }) => list)),
  ];
}

/** Increasing and decreasing clusters where the year of each incident is drawn. */
function dealtYears(type: string, list: PoliceIncident[], { repeats, seed }: Simulation): Finding[] {
  const { uniform } = draws(seed);
  const changes: number[] = [];
  for (let run = 0; run < repeats / 4; run++) {
    const places = placesOf(list, ['current', 'previous'], () => (uniform() < 0.5 ? 'current' : 'previous'));
    const current = places.current.reduce((a, b) => a + b);
    const { clusters } = twoWindowClusters(places, {
      eps: EPS,
      minBoth: minimumOf(list.length, 10),
      minCurrent: minimumOf(current),
      minPrevious: minimumOf(list.length - current),
      maxArea: MAX_AREA,
    });
    for (const { current: now, previous: then } of clusters) {
      const p = twoWindowTest({ count: now, exposure: 1 }, { count: then, exposure: 1 })!;
      changes.push(p < 0.05 ? Math.sign(now - then) : 0);
    }
  }
  return [1, -1].map((sign) =>
    tally(
      `${sign > 0 ? 'INCREASING' : 'DECREASING'} clusters, years dealt at random, ${type}`,
      changes.map((change) => change === sign),
      0.015,
      0.035,
    ),
  );
}

/** Clusters that last and keep their id while a window of 12 months moves by a month. */
function trackedIds(lists: PoliceIncident[][]): Finding {
  const kept: boolean[] = [];
  for (const list of lists) {
    const months = [...new Set(list.map(({ month }) => month))].sort();
    const ids = new Map<string, number>();
    let known: ClusterMembers[] = [];
    for (let end = 12; end <= months.length; end++) {
      const window = list.filter(({ month }) => month >= months[end - 12] && month <= months[end - 1]);
      const found = membersOf(window, ids);
      const { knownOf } = matchClusters(known, found);
      const before = new Set(known.flatMap(({ places }) => Array.from(places)));
      found.forEach((cluster, i) => {
        if (known.length > 0 && shareOn(cluster, before) >= 0.5) kept.push(knownOf[i] >= 0);
      });
      known = found;
    }
  }
  return tally('hotspots that last and keep their id, monthly steps, 5 kinds', kept, 0.9, 1);
}

/** Members of each cluster; the ids of places are handed out once for all months. */
function membersOf(incidents: PoliceIncident[], ids: Map<string, number>): ClusterMembers[] {
  const { places, clustering } = clustersOf(incidents);
  const idOf = (row: number) => {
    const key = `${places.eastings[row]} ${places.northings[row]}`;
    if (!ids.has(key)) ids.set(key, ids.size);
    return ids.get(key)!;
  };
  return Array.from({ length: clustering.clusterCount }, (_, cluster) => {
    const rows = [...clustering.clusterOf.keys()].filter((row) => clustering.clusterOf[row] === cluster);
    return { places: rows.map(idOf), weights: rows.map((row) => places.weights[row]) };
  });
}

function shareOn({ places, weights }: ClusterMembers, ground: Set<number>): number {
  let [on, all] = [0, 0];
  for (let i = 0; i < places.length; i++) {
    all += weights[i];
    if (ground.has(places[i])) on += weights[i];
  }
  return on / all;
}
