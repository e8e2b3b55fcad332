import { emergingCounts } from '../../../src/platform/statistics/emerging-counts';
import { cellNeighbours, cellsInBox, gridOf } from '../../../src/platform/statistics/grid';

const grid = gridOf('SQUARE', 100);
const cells = cellsInBox(grid, 1, 1, 1999, 1999);
const neighbours = cellNeighbours(grid, cells);

/** Counts of all cells: many at the cells of these blocks of 2 × 2, given by their corner, and none elsewhere. */
const countsWith = (...blocks: [column: number, row: number][]) =>
  Float64Array.from(cells.columns, (column, cell) =>
    blocks.some(
      ([c, r]) => column >= c && column <= c + 1 && cells.rows[cell] >= r && cells.rows[cell] <= r + 1,
    )
      ? 20
      : 0,
  );

const indexOf = (column: number, row: number) =>
  cells.columns.findIndex((each, cell) => each === column && cells.rows[cell] === row);

test('cells are categorised by the steps in which they were hot', () => {
  const always: [number, number] = [2, 2];
  const last: [number, number] = [6, 6];
  const lastThree: [number, number] = [10, 10];
  const onAndOff: [number, number] = [14, 14];
  const allButLast: [number, number] = [17, 3];
  const steps = Array.from({ length: 12 }, (_, step) =>
    countsWith(
      always,
      ...(step === 11 ? [last] : [allButLast]),
      ...(step >= 9 ? [lastThree] : []),
      ...(step % 2 === 1 ? [onAndOff] : []),
    ),
  );
  const { categories, hotSteps, trendZ } = emergingCounts(steps, neighbours);
  const of = (block: [number, number]) => [categories[indexOf(...block)], hotSteps[indexOf(...block)]];
  expect(of(last)).toEqual(['NEW', 1]);
  expect(of(lastThree)).toEqual(['CONSECUTIVE', 3]);
  expect(of(onAndOff)).toEqual(['SPORADIC', 6]);
  expect(of(allButLast)).toEqual(['HISTORICAL', 11]);
  expect(of([0, 19])).toEqual(['NONE', 0]);
  // The other blocks come on later and raise the mean, so its Gi* falls.
  expect(of(always)).toEqual(['DIMINISHING', 12]);
  expect(trendZ[indexOf(...always)]).toBeLessThan(-1.96);
  expect(() => emergingCounts(steps.slice(0, 9), neighbours)).toThrow(RangeError);
});

test('a hotspot that is always there is persistent, and intensifying where it grows', () => {
  const grown = (step: number) => countsWith([2, 2]).map((n, cell) => n * (1 + step) + (cell % 3));
  const steady = (step: number) => countsWith([2, 2]).map((n, cell) => n + ((cell + step) % 3));
  const category = (countsOf: (step: number) => Float64Array) =>
    emergingCounts(
      Array.from({ length: 12 }, (_, step) => countsOf(step)),
      neighbours,
    ).categories[indexOf(2, 2)];
  expect(category(grown)).toBe('INTENSIFYING');
  expect(category(steady)).toBe('PERSISTENT');
});
