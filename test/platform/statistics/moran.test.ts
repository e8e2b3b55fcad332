import { readFileSync } from 'node:fs';
import { draws } from '../../../calibration/draws.js';
import { adjustedLocalMoran, globalMoran, localMoran } from '../../../src/platform/statistics/moran.js';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';
import { fixturePath } from '../../support/fixtures.js';
import { greatestDifference, neighboursOf, numericColumns, readGal, SIX_POINTS } from './fixture.js';

const six = neighboursWithin(SIX_POINTS.eastings, SIX_POINTS.northings, SIX_POINTS.distance);

describe("Moran's I", () => {
  test('fixture of the methods', () => {
    const published = [0.329268, -0.08885, -0.862369, -0.019164, -0.086237, 1.3223];
    expect(greatestDifference(localMoran(SIX_POINTS.values, six).i, published)).toBeLessThan(5e-7);
    expect(globalMoran(SIX_POINTS.values, six)).toBeCloseTo(0.11899, 6);
  });

  test('says nothing where all values are equal, or nobody has neighbours', () => {
    const pairs = neighboursOf([[1], [0], [3], [2]]);
    const equal = new Float64Array(4).fill(0.1);
    expect(globalMoran(equal, pairs)).toBeNull();
    expect(localMoran(equal, pairs)).toEqual({
      i: new Float64Array(4),
      p: new Float64Array(4).fill(1),
      classes: new Array(4).fill('NOT_SIGNIFICANT'),
    });
    expect(globalMoran(Float64Array.of(1, 2), neighboursOf([[], []]))).toBeNull();
    expect(localMoran(Float64Array.of(1, 2), neighboursOf([[], []])).p).toEqual(Float64Array.of(1, 1));
    expect(localMoran(new Float64Array(), neighboursOf([])).classes).toEqual([]);
  });

  test('a unit with exactly the mean value is not significant', () => {
    const { p, classes } = localMoran(
      Float64Array.of(2, 1, 3, 1, 3),
      neighboursOf([[1, 2], [0], [0], [4], [3]]),
    );
    expect([p[0], classes[0]]).toEqual([1, 'NOT_SIGNIFICANT']);
  });

  test('finds all four classes', () => {
    // A row of 60 cells of middling values, with a hot end, a cold end, and an outlier among each.
    const values = Float64Array.from({ length: 60 }, (_, i) => (i < 8 ? 90 : i > 51 ? 10 : 49 + (i % 3)));
    values[4] = 10;
    values[56] = 90;
    const row = neighboursOf(Array.from(values, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < 60)));
    const { classes } = localMoran(values, row);
    expect([classes[1], classes[4], classes[58], classes[56]]).toEqual([
      'HIGH_HIGH',
      'LOW_HIGH',
      'LOW_LOW',
      'HIGH_LOW',
    ]);
    expect(classes[30]).toBe('NOT_SIGNIFICANT');
  });

  test('the pseudo p is the share of all possible neighbourhoods, within sampling error', () => {
    const random = seededRandom(5);
    const values = Float64Array.from({ length: 12 }, () => random.below(6));
    const lists = Array.from(values, (_, i) =>
      [(i + 1) % 12, (i + 2) % 12, (i + 11) % 12].slice(0, 1 + (i % 3)),
    );
    const permutations = 19_999;
    const { p } = localMoran(values, neighboursOf(lists), { permutations, seed: 9 });
    for (const [i, list] of lists.entries()) {
      const others = [...values.keys()].filter((j) => j !== i);
      const observed = list.reduce((sum, j) => sum + values[j], 0);
      const sums = subsets(others, list.length).map((set) => set.reduce((sum, j) => sum + values[j], 0));
      const share = (test: (sum: number) => boolean) => sums.filter(test).length / sums.length;
      const exact = Math.min(
        share((sum) => sum >= observed),
        share((sum) => sum <= observed),
      );
      expect(Math.abs(p[i] - exact)).toBeLessThan(
        4.5 * Math.sqrt((exact * (1 - exact)) / permutations) + 1e-4,
      );
    }
  });

  test('the same seed gives the same p', () => {
    expect(localMoran(SIX_POINTS.values, six, { seed: 4 })).toEqual(
      localMoran(SIX_POINTS.values, six, { seed: 4 }),
    );
  });

  test('refuses parameters out of range', () => {
    expect(() => localMoran(SIX_POINTS.values, six, { permutations: 0 })).toThrow(RangeError);
    expect(() => localMoran(SIX_POINTS.values, neighboursOf([[]]))).toThrow(RangeError);
    expect(() => globalMoran(Float64Array.of(Number.NaN), neighboursOf([[]]))).toThrow(RangeError);
  });
});

describe('adjustedLocalMoran', () => {
  const side = 40;
  const cells = side * side;
  const map = neighboursWithin(
    Float64Array.from({ length: cells }, (_, cell) => cell % side),
    Float64Array.from({ length: cells }, (_, cell) => Math.floor(cell / side)),
    Math.SQRT2,
  );

  test('has the I of localMoran and twice its p where no unit is near the line', () => {
    const { values } = SIX_POINTS;
    const both = adjustedLocalMoran(values, six, { permutations: 999, most: 999, seed: 3 });
    const one = localMoran(values, six, { permutations: 999, seed: 3 });
    expect(both.i).toEqual(one.i);
    expect([...both.p]).toEqual([...one.p].map((p) => Math.min(1, 2 * p)));
    expect(both.permutations).toBe(999);
  });

  test('a random map seldom has a class', () => {
    const { below } = draws(8);
    let found = 0;
    for (let run = 0; run < 10; run++) {
      const counts = new Float64Array(cells);
      for (let i = 0; i < 800; i++) counts[below(cells)]++;
      const { classes } = adjustedLocalMoran(counts, map, { permutations: 999, most: 15_999, seed: run });
      if (classes.some((each) => each !== 'NOT_SIGNIFICANT')) found++;
    }
    expect(found).toBeLessThanOrEqual(2);
  });

  test('a planted block is HIGH_HIGH, which 9,999 permutations alone could not say', () => {
    const { poisson } = draws(9);
    const counts = Float64Array.from({ length: cells }, () => poisson(2));
    const middle = 20 * side + 20;
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++) counts[middle + row * side + column] += 9;
    const short = adjustedLocalMoran(counts, map, { most: 9_999, alpha: 0.01 });
    const long = adjustedLocalMoran(counts, map, { most: 99_999, alpha: 0.01 });
    expect(long.classes[middle]).toBe('HIGH_HIGH');
    expect(long.permutations).toBe(99_999);
    expect(long.p[middle]).toBeLessThan(short.p[middle]);
    expect(short.classes[middle]).toBe('NOT_SIGNIFICANT');
    expect(adjustedLocalMoran(counts, map, { most: 99_999, alpha: 0.01 })).toEqual(long);
  });
});

/** All subsets of a size. */
function subsets(of: number[], size: number): number[][] {
  if (size === 0) return [[]];
  return of.flatMap((first, i) => subsets(of.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
}

describe("Moran's I of Columbus", () => {
  const COLUMBUS = fixturePath('statistics/columbus');
  const neighbours = readGal(`${COLUMBUS}/columbus.gal`);

  test('global', () => {
    const published = Number(/moran_I,(\S+)/.exec(readFileSync(`${COLUMBUS}/crime_global.csv`, 'utf8'))?.[1]);
    expect(published).toBeCloseTo(0.500188557, 9);
    expect(globalMoran(numericColumns(`${COLUMBUS}/crime_local.csv`).CRIME, neighbours)).toBeCloseTo(
      published,
      10,
    );
  });

  test('local, the reference being scaled by n', () => {
    const { CRIME, localMoran_Ii } = numericColumns(`${COLUMBUS}/crime_local.csv`);
    const { i } = localMoran(CRIME, neighbours);
    expect(
      greatestDifference(
        i.map((x) => (x * 49) / 48),
        localMoran_Ii,
      ),
    ).toBeLessThan(1e-9);
  });
});
