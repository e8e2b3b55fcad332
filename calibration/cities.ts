import { clusterDensities } from '../src/platform/statistics/cell-predictions';
import type { Finding } from './finding';
import { allPlacesOf, clustersOf, EPS, MAX_AREA, minimumOf, TYPES, weightsOf } from './hotspots';
import { type PoliceIncident, policeFolder, readPolice } from './police';

const CITIES = ['city-of-london', 'nottinghamshire'];
/** Incidents below which a third is within chance of anything. */
const MIN_INCIDENTS = 200;
/** Side of the cells in which predictions are compared, metres. */
const CELL = 100;
/** Single kinds of crime have too few clusters for 5% of the ground. */
const AREA_SHARES = { all: [0.01, 0.05], kind: [0.01] };

/** Compact cities: no cluster holds most, and clusters predict the next half year; nothing without the shared data. */
export function calibrateCities(): Finding[] {
  return CITIES.flatMap((city) => {
    const folder = policeFolder('city', city);
    if (!folder) return [];
    const incidents = readPolice(folder).filter(
      ({ lsoa }) => city !== 'nottinghamshire' || lsoa.startsWith('Nottingham '),
    );
    const kinds = [undefined, ...TYPES]
      .map((type) => ({
        name: `${city}, ${type ?? 'all'}`,
        areas: type ? AREA_SHARES.kind : AREA_SHARES.all,
        list: incidents.filter(({ crimeType }) => !type || crimeType === type),
      }))
      .filter(({ list }) => list.length >= MIN_INCIDENTS);
    const cells = studyCells(incidents);
    return kinds.flatMap(({ name, areas, list }) => [
      greatestShare(name, list),
      ...predictions(name, list, cells, areas),
    ]);
  });
}

function greatestShare(name: string, list: PoliceIncident[]): Finding {
  const { places, clustering } = clustersOf(list);
  const greatest = Math.max(...weightsOf(places, clustering));
  return {
    what: `share of the greatest cluster, ${name}`,
    share: greatest / list.length,
    trials: list.length,
    least: 0,
    most: 1 / 3,
  };
}

/**
 * Incidents of the second half year on the densest ground of the first half's clusters, against clusters that are never
 * split. Each has to do as well at least.
 */
function predictions(name: string, list: PoliceIncident[], cells: Cell[], areas: number[]): Finding[] {
  const middle = [...new Set(list.map(({ month }) => month))].sort()[6];
  const [first, second] = [
    list.filter(({ month }) => month < middle),
    list.filter(({ month }) => month >= middle),
  ];
  const hits = new Map<string, number>();
  for (const { easting, northing } of second) {
    const key = keyOf(easting, northing);
    hits.set(key, (hits.get(key) ?? 0) + 1);
  }
  const split = scores(first, cells);
  const whole = scores(first, cells, Infinity);
  return areas.map((area) => ({
    what: `hit on ${100 * area}% of the ground, ${name} (as good as unsplit)`,
    share: hitShare(split, cells, hits, area) / second.length,
    trials: second.length,
    least: hitShare(whole, cells, hits, area) / second.length,
    most: 1,
  }));
}

/** A cell by its centre, metres. */
interface Cell {
  key: string;
  easting: number;
  northing: number;
}

function keyOf(easting: number, northing: number): string {
  return `${Math.floor(easting / CELL)} ${Math.floor(northing / CELL)}`;
}

/** The cells within eps of an incident of the whole year. */
function studyCells(incidents: PoliceIncident[]): Cell[] {
  const reach = Math.ceil(EPS / CELL);
  const keys = new Set<string>();
  for (const place of new Set(incidents.map(({ easting, northing }) => `${easting} ${northing}`))) {
    const [easting, northing] = place.split(' ').map(Number);
    for (let e = -reach; e <= reach; e++)
      for (let n = -reach; n <= reach; n++) keys.add(keyOf(easting + e * CELL, northing + n * CELL));
  }
  return [...keys].map((key) => {
    const [column, row] = key.split(' ').map(Number);
    return { key, easting: (column + 0.5) * CELL, northing: (row + 0.5) * CELL };
  });
}

/** Incidents per square metre of the cluster whose nearest place lies within eps/2 of each cell; 0 outside of all. */
function scores(incidents: PoliceIncident[], cells: Cell[], maxArea = MAX_AREA): Float64Array {
  const centres = {
    eastings: Float64Array.from(cells, ({ easting }) => easting),
    northings: Float64Array.from(cells, ({ northing }) => northing),
  };
  const limits = { eps: EPS, minWeight: minimumOf(incidents.length), maxArea };
  return clusterDensities(allPlacesOf(incidents), centres, EPS / 2, limits);
}

/** Incidents on the best cells up to a share of all; cells of equal score count in part. */
function hitShare(score: Float64Array, cells: Cell[], hits: Map<string, number>, area: number): number {
  const byScore = new Map<number, { cells: number; hits: number }>();
  cells.forEach(({ key }, i) => {
    const group = byScore.get(score[i]) ?? { cells: 0, hits: 0 };
    group.cells++;
    group.hits += hits.get(key) ?? 0;
    byScore.set(score[i], group);
  });
  let left = area * cells.length;
  let found = 0;
  for (const [, group] of [...byScore].sort(([a], [b]) => b - a)) {
    const taken = Math.min(left, group.cells);
    found += (group.hits * taken) / group.cells;
    left -= taken;
  }
  return found;
}
