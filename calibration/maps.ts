import { adjustedLocalMoran, hotCounts, neighboursWithin } from '../src/platform/statistics';
import { draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';

const SIDE = 110;
const CELLS = SIDE * SIDE;
const CELL_SIZE = 250;
/** A year of homicides, thefts from the person, robberies, burglaries and violent crimes in Central Bedfordshire. */
const INCIDENTS = [12, 70, 136, 829, 5278];

/** Random maps with a hot cell, and planted hot cells and blocks that are found, on 12,100 cells of 250 m. */
export function calibrateMaps({ repeats, seed }: Simulation): Finding[] {
  const { below } = draws(seed);
  const maps = Math.ceil(repeats / 4);
  const map = neighboursWithin(
    Float64Array.from({ length: CELLS }, (_, i) => (i % SIDE) * CELL_SIZE),
    Float64Array.from({ length: CELLS }, (_, i) => Math.floor(i / SIDE) * CELL_SIZE),
    CELL_SIZE * Math.SQRT2,
  );
  const scatter = (incidents: number) => {
    const counts = new Float64Array(CELLS);
    for (let i = 0; i < incidents; i++) counts[below(CELLS)]++;
    return counts;
  };
  const inside = () => 1 + below(SIDE - 2) + SIDE * (1 + below(SIDE - 2));
  const times = (count: number, run: (index: number) => boolean) =>
    Array.from({ length: count }, (_, i) => run(i));
  const isHot = (counts: Float64Array, cell: number) => {
    const { adjustedP, side } = hotCounts(counts, map);
    return side[cell] > 0 && adjustedP[cell] <= 0.05;
  };
  return [
    ...INCIDENTS.map((incidents) =>
      tally(
        `random map of ${incidents} with a hot or cold cell`,
        times(maps, () => hotCounts(scatter(incidents), map).adjustedP.some((p) => p <= 0.05)),
        0,
        0.05,
      ),
    ),
    ...[136, 829, 5278].map((incidents) =>
      tally(
        `random map of ${incidents} with a class of local Moran`,
        times(Math.ceil(maps / 10), (i) =>
          adjustedLocalMoran(scatter(incidents), map, { seed: i }).classes.some(
            (each) => each !== 'NOT_SIGNIFICANT',
          ),
        ),
        0,
        0.05,
      ),
    ),
    tally(
      'block of 9 cells with 2 more each, on 829 incidents, hot',
      times(maps, () => {
        const counts = scatter(829);
        const cell = inside();
        for (const row of [-SIDE, 0, SIDE]) for (const step of [-1, 0, 1]) counts[cell + row + step] += 2;
        return isHot(counts, cell);
      }),
      0.95,
      1,
    ),
    tally(
      'one cell of 30, on 829 incidents, hot',
      times(maps, () => {
        const counts = scatter(829);
        const cell = inside();
        counts[cell] = 30;
        return isHot(counts, cell);
      }),
      1,
      1,
    ),
    tally(
      'one cell of 5, on 136 incidents, hot',
      times(maps, () => {
        const counts = scatter(136);
        const cell = inside();
        counts[cell] = 5;
        return isHot(counts, cell);
      }),
      0.95,
      1,
    ),
  ];
}
