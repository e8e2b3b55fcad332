import { cellCentres, cellNeighbours, cellsInBox, type Grid, gridOf } from '../src/platform/statistics/grid';
import { compareSearches, type SearchTrial } from '../src/platform/statistics/search-comparison';
import { type Draws, draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';

const GRID: Grid = gridOf('SQUARE', 250);
const SIDE = 40;
/** Cells of 10 by 10 km. */
const CELLS = cellsInBox(GRID, 1, 1, SIDE * GRID.cellSize - 1, SIDE * GRID.cellSize - 1);
const UNITS = CELLS.columns.length;
const { eastings, northings } = cellCentres(GRID, CELLS);
/** Kilometre square of each cell. */
const GROUNDS = Int32Array.from(
  eastings,
  (easting, cell) => Math.floor(easting / 1000) * 10 + Math.floor(northings[cell] / 1000),
);
const GROUNDS_IN_ALL = 100;
const NEIGHBOURS = cellNeighbours(GRID, CELLS);
const SEARCHED = Math.round(UNITS * 0.02);
const MONTHS = 12;
const SIGNIFICANT = 0.05;
/** Incidents a month: robbery of a district, and its violent crime. */
const MEANS = [11, 440];

/** Predictors as good as each other that are called different, and one that is better and is found. */
export function calibratePredictors({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const runs = Math.ceil(repeats / 4);
  const share = (mean: number, predict: Predict) =>
    Array.from({ length: runs }, () => differ(random, mean, predict));
  return MEANS.flatMap((mean) => [
    tally(
      `${mean} a month, two halves of the past, called different`,
      share(mean, (half) => half),
      0,
      0.05,
    ),
    tally(
      `${mean} a month, two halves of the past smoothed, called different`,
      share(mean, ([one, other]) => [smoothed(one), smoothed(other)]),
      0,
      0.05,
    ),
    tally(
      `${mean} a month, the past found better than the past turned round`,
      share(mean, ([one, other]) => [one, other.slice().reverse()]),
      0.95,
      1,
    ),
  ]);
}

type Halves = [Float64Array, Float64Array];
/** Two predictions from two halves of the incidents of a year. */
type Predict = (past: Halves) => Halves;

/**
 * Whether two predictors are called different over a year, each month predicted from the year before it, on a map with busy
 * and quiet cells on busy and quiet ground.
 */
function differ(random: Draws, mean: number, predict: Predict): boolean {
  const ofGround = Float64Array.from({ length: GROUNDS_IN_ALL }, () => random.gamma(0.5));
  const risk = Float64Array.from(GROUNDS, (ground) => ofGround[ground] * random.gamma(0.3));
  const total = risk.reduce((sum, each) => sum + each, 0);
  const months = Array.from({ length: 2 * MONTHS }, (): Halves => {
    const half = () => risk.map((each) => random.poisson((mean / 2) * (each / total)));
    return [half(), half()];
  });
  const trials = months.slice(MONTHS).map(([one, other], nth): SearchTrial => {
    const past = months.slice(nth, nth + MONTHS);
    return {
      observed: added([one, other]),
      predictions: predict([added(past.map(([half]) => half)), added(past.map(([, half]) => half))]),
    };
  });
  return compareSearches(trials, SEARCHED, GROUNDS).p[0][1] < SIGNIFICANT;
}

function added(maps: Float64Array[]): Float64Array {
  return maps.reduce((sum, map) => sum.map((each, unit) => each + map[unit]));
}

/** Sums over each cell and its neighbours. */
function smoothed(map: Float64Array): Float64Array {
  const { offsets, neighbours } = NEIGHBOURS;
  return map.map((own, unit) =>
    neighbours.subarray(offsets[unit], offsets[unit + 1]).reduce((sum, each) => sum + map[each], own),
  );
}
