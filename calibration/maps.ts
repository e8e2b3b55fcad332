import { adjustedLocalMoran, hotCounts, type Neighbours, neighboursWithin } from '../src/platform/statistics';
import { type Draws, draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';

const SIDE = 110;
const CELLS = SIDE * SIDE;
const CELL_SIZE = 250;
/** A year of homicides, thefts from the person, robberies, burglaries and violent crimes in Central Bedfordshire. */
const INCIDENTS = [12, 70, 136, 829, 5278];
const SIGNIFICANT = 0.05;

/** Random maps with a hot cell, and planted hot cells and blocks that are found, on 12,100 cells of 250 m. */
export function calibrateMaps({ repeats, seed }: Simulation): Finding[] {
  const maps = Math.ceil(repeats / 4);
  const random = draws(seed);
  const neighbours = neighboursWithin(
    Float64Array.from({ length: CELLS }, (_, i) => (i % SIDE) * CELL_SIZE),
    Float64Array.from({ length: CELLS }, (_, i) => Math.floor(i / SIDE) * CELL_SIZE),
    CELL_SIZE * Math.SQRT2,
  );
  return [...randomMaps(random, neighbours, maps), ...plantedMaps(random, neighbours, maps)];
}

/** Incidents that fall anywhere. */
function scatter({ below }: Draws, incidents: number): Float64Array {
  const counts = new Float64Array(CELLS);
  for (let i = 0; i < incidents; i++) counts[below(CELLS)]++;
  return counts;
}

function times(count: number, run: (index: number) => boolean): boolean[] {
  return Array.from({ length: count }, (_, i) => run(i));
}

function isHotMap(counts: Float64Array, neighbours: Neighbours): boolean {
  return hotCounts(counts, neighbours).adjustedP.some((p) => p <= SIGNIFICANT);
}

/** Maps on which any cell is hot, cold, or of a class of local Moran. */
function randomMaps(random: Draws, neighbours: Neighbours, maps: number): Finding[] {
  const isHot = (incidents: number) => isHotMap(scatter(random, incidents), neighbours);
  const isClassed = (incidents: number, seed: number) =>
    adjustedLocalMoran(scatter(random, incidents), neighbours, { seed }).adjustedP.some(
      (p) => p <= SIGNIFICANT,
    );
  return [
    ...INCIDENTS.map((incidents) =>
      tally(
        `random map of ${incidents} with a hot or cold cell`,
        times(maps, () => isHot(incidents)),
        0,
        0.05,
      ),
    ),
    ...[2, 4].map((phi) =>
      tally(
        `map of 829 whose cells vary by ${phi} times the mean, with a hot or cold cell`,
        times(maps, () =>
          isHotMap(
            Float64Array.from({ length: CELLS }, () => random.count(829 / CELLS, phi)),
            neighbours,
          ),
        ),
        0,
        0.05,
      ),
    ),
    ...INCIDENTS.slice(2).map((incidents) =>
      tally(
        `random map of ${incidents} with a class of local Moran`,
        times(Math.ceil(maps / 10), (i) => isClassed(incidents, i)),
        0,
        0.05,
      ),
    ),
  ];
}

/** Cells that are made busier than all others, and found. */
function plantedMaps(random: Draws, neighbours: Neighbours, maps: number): Finding[] {
  const isFound = (incidents: number, plant: (counts: Float64Array, cell: number) => void) => {
    const counts = scatter(random, incidents);
    const cell = 1 + random.below(SIDE - 2) + SIDE * (1 + random.below(SIDE - 2));
    plant(counts, cell);
    const { adjustedP, side } = hotCounts(counts, neighbours);
    return side[cell] > 0 && adjustedP[cell] <= SIGNIFICANT;
  };
  const block = (counts: Float64Array, cell: number) => {
    for (const row of [-SIDE, 0, SIDE]) for (const step of [-1, 0, 1]) counts[cell + row + step] += 2;
  };
  const single = (count: number) => (counts: Float64Array, cell: number) => {
    counts[cell] = count;
  };
  const all = (incidents: number, plant: Parameters<typeof isFound>[1]) =>
    times(maps, () => isFound(incidents, plant));
  return [
    tally('block of 9 cells with 2 more each, on 829 incidents, hot', all(829, block), 0.95, 1),
    tally('one cell of 30, on 829 incidents, hot', all(829, single(30)), 1, 1),
    tally('one cell of 5, on 136 incidents, hot', all(136, single(5)), 0.95, 1),
    ...beside(random, neighbours, maps),
  ];
}

/** Ten blocks beside three very busy cells, which must not hide them; and hot cells where nothing was planted. */
function beside(random: Draws, neighbours: Neighbours, maps: number): Finding[] {
  const found: boolean[] = [];
  const astray: boolean[] = [];
  const { offsets, neighbours: all } = neighbours;
  for (let map = 0; map < maps; map++) {
    const counts = scatter(random, 829);
    const planted = new Uint8Array(CELLS);
    const inside = () => 1 + random.below(SIDE - 2) + SIDE * (1 + random.below(SIDE - 2));
    const plant = (cell: number, more: number) => {
      counts[cell] += more;
      planted[cell] = 1;
    };
    for (let busy = 0; busy < 3; busy++) plant(inside(), 30);
    const middles = Array.from({ length: 10 }, inside);
    for (const middle of middles)
      for (const cell of [middle, ...all.subarray(offsets[middle], offsets[middle + 1])]) plant(cell, 3);
    const { adjustedP, side } = hotCounts(counts, neighbours);
    const isHot = (cell: number) => side[cell] > 0 && adjustedP[cell] <= SIGNIFICANT;
    found.push(...middles.map(isHot));
    for (let cell = 0; cell < CELLS; cell++)
      if (isHot(cell))
        astray.push(
          !planted[cell] && !all.subarray(offsets[cell], offsets[cell + 1]).some((n) => planted[n]),
        );
  }
  return [
    tally('block of 9 cells with 3 more each, beside three cells of 30, hot', found, 0.95, 1),
    tally('hot cells that touch nothing planted', astray, 0, 0.05),
  ];
}
