import { hotCountStates, hotCounts, neighboursWithin } from '../src/platform/statistics';
import { clusterDensities } from '../src/platform/statistics/cell-predictions';
import { draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';
import { allPlacesOf, clustersOf, EPS, MAX_AREA, minimumOf, TYPES, weightsOf } from './hotspots';
import { type PoliceIncident, policeFolder, readPolice } from './police';

const CITIES = ['city-of-london', 'nottinghamshire'];
/** Incidents below which a third is within chance of anything. */
const MIN_INCIDENTS = 200;
/** Side of the cells in which predictions are compared, and of those of a map of Gi*, metres. */
const CELL = 100;
const MAP_CELL = 250;
/** Single kinds of crime have too few clusters for 5% of the ground. */
const AREA_SHARES = { all: [0.01, 0.05], kind: [0.01] };

/**
 * Compact cities: no cluster holds most, and clusters and hot cells predict the next half year; nothing without the shared
 * data.
 */
export function calibrateCities(simulation: Simulation): Finding[] {
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
    const cells = studyCells(incidents, CELL);
    const mapCells = studyCells(incidents, MAP_CELL);
    return kinds.flatMap(({ name, areas, list }) => [
      greatestShare(name, list),
      ...predictions(name, list, cells, areas),
      ...hotCells(name, list, mapCells, simulation),
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
  const [first, second] = halves(list);
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

/** Incidents of the first half of a year, and of the second. */
function halves(list: PoliceIncident[]): [PoliceIncident[], PoliceIncident[]] {
  const middle = [...new Set(list.map(({ month }) => month))].sort()[6];
  return [list.filter(({ month }) => month < middle), list.filter(({ month }) => month >= middle)];
}

/**
 * Maps of as many incidents as the year has, dealt at random to the cells of the city, that have a hot or cold cell; and
 * incidents of the second half year in cells that were hot in the first, at least twice as many as elsewhere.
 */
function hotCells(
  name: string,
  list: PoliceIncident[],
  cells: Cell[],
  { repeats, seed }: Simulation,
): Finding[] {
  const { below } = draws(seed);
  const neighbours = neighboursWithin(
    Float64Array.from(cells, ({ easting }) => easting),
    Float64Array.from(cells, ({ northing }) => northing),
    MAP_CELL * Math.SQRT2,
  );
  const row = new Map(cells.map(({ key }, i) => [key, i]));
  const mapOf = (rows: number[]) => {
    const counts = new Float64Array(cells.length);
    for (const each of rows) counts[each]++;
    return counts;
  };
  const rowsOf = (incidents: PoliceIncident[]) =>
    incidents.map(({ easting, northing }) => row.get(keyOf(easting, northing, MAP_CELL))!);
  const statesOf = (counts: Float64Array) => hotCountStates(hotCounts(counts, neighbours));
  const random = Array.from({ length: Math.ceil(repeats / 20) }, () =>
    statesOf(mapOf(list.map(() => below(cells.length)))).some((state) => state !== 0),
  );
  const [first, second] = halves(list);
  const hot = statesOf(mapOf(rowsOf(first)));
  const found = rowsOf(second).filter((each) => hot[each] > 0).length;
  const area = hot.filter((state) => state > 0).length / cells.length;
  return [
    tally(`random map of ${list.length} on ${cells.length} cells, hot or cold, ${name}`, random, 0, 0.05),
    {
      what: `next half year in the hot cells, ${percentOf(area)} of the ground, ${name}`,
      share: found / second.length,
      trials: second.length,
      least: 2 * area,
      most: 1,
    },
  ];
}

function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** A cell by its centre, metres. */
interface Cell {
  key: string;
  easting: number;
  northing: number;
}

function keyOf(easting: number, northing: number, size = CELL): string {
  return `${Math.floor(easting / size)} ${Math.floor(northing / size)}`;
}

/** The cells within eps of an incident of the whole year. */
function studyCells(incidents: PoliceIncident[], size: number): Cell[] {
  const reach = Math.ceil(EPS / size);
  const keys = new Set<string>();
  for (const place of new Set(incidents.map(({ easting, northing }) => `${easting} ${northing}`))) {
    const [easting, northing] = place.split(' ').map(Number);
    for (let e = -reach; e <= reach; e++)
      for (let n = -reach; n <= reach; n++) keys.add(keyOf(easting + e * size, northing + n * size, size));
  }
  return [...keys].map((key) => {
    const [column, row] = key.split(' ').map(Number);
    return { key, easting: (column + 0.5) * size, northing: (row + 0.5) * size };
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
