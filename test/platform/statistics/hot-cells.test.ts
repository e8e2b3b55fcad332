import { benjaminiHochberg } from '../../../src/platform/statistics/false-discovery-rate';
import { giStar } from '../../../src/platform/statistics/gi-star';
import { cellNeighbours, cellsInBox, gridOf } from '../../../src/platform/statistics/grid';
import { emergingCells, hotCells, hotStates } from '../../../src/platform/statistics/hot-cells';

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

test('hot cells are those of Gi* whose adjusted p is 5 % or less', () => {
  const counts = countsWith([3, 3], [12, 15]);
  const { z, p } = giStar(counts, neighbours);
  const hot = hotCells(counts, neighbours);
  expect(hot).toEqual({ z, p, adjustedP: benjaminiHochberg(p) });
  const states = hotStates(hot);
  expect([states[indexOf(3, 3)], states[indexOf(12, 15)], states[indexOf(8, 8)]]).toEqual([1, 1, 0]);
});

test('cells of equal counts, a single cell and no cell are neither hot nor cold', () => {
  for (const count of [1, 5, cells.columns.length]) {
    const some = { columns: cells.columns.slice(0, count), rows: cells.rows.slice(0, count) };
    const hot = hotCells(new Float64Array(count).fill(7), cellNeighbours(grid, some));
    expect(hot.z).toEqual(new Float64Array(count));
    expect(hot.adjustedP).toEqual(new Float64Array(count).fill(1));
    expect(hotStates(hot)).toEqual(new Int8Array(count));
  }
  const none = hotCells(new Float64Array(0), { offsets: Int32Array.of(0), neighbours: new Int32Array(0) });
  expect(none.z).toHaveLength(0);
});

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
  const { categories, hotSteps, trendZ } = emergingCells(steps, neighbours);
  const of = (block: [number, number]) => [categories[indexOf(...block)], hotSteps[indexOf(...block)]];
  expect(of(last)).toEqual(['NEW', 1]);
  expect(of(lastThree)).toEqual(['CONSECUTIVE', 3]);
  expect(of(onAndOff)).toEqual(['SPORADIC', 6]);
  expect(of(allButLast)).toEqual(['HISTORICAL', 11]);
  expect(of([0, 19])).toEqual(['NONE', 0]);
  // The other blocks come on later and raise the mean, so its Gi* falls.
  expect(of(always)).toEqual(['DIMINISHING', 12]);
  expect(trendZ[indexOf(...always)]).toBeLessThan(-1.96);
  expect(() => emergingCells(steps.slice(0, 9), neighbours)).toThrow(RangeError);
});

test('a hotspot that is always there is persistent, and intensifying where it grows', () => {
  const grown = (step: number) => countsWith([2, 2]).map((n, cell) => n * (1 + step) + (cell % 3));
  const steady = (step: number) => countsWith([2, 2]).map((n, cell) => n + ((cell + step) % 3));
  const category = (countsOf: (step: number) => Float64Array) =>
    emergingCells(
      Array.from({ length: 12 }, (_, step) => countsOf(step)),
      neighbours,
    ).categories[indexOf(2, 2)];
  expect(category(grown)).toBe('INTENSIFYING');
  expect(category(steady)).toBe('PERSISTENT');
});
