import { gi, giStar } from '../../../src/platform/statistics/gi-star.js';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';
import { fixturePath } from '../../support/fixtures.js';
import { greatestDifference, neighboursOf, numericColumns, readGal, SIX_POINTS } from './fixture.js';

const six = neighboursWithin(SIX_POINTS.eastings, SIX_POINTS.northings, SIX_POINTS.distance);

describe('Gi*', () => {
  test('fixture of the methods', () => {
    const { z, p } = giStar(SIX_POINTS.values, six);
    const published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331];
    expect(greatestDifference(z, published)).toBeLessThan(5e-9);
    expect(greatestDifference(p, [0.162331, 0.772445, 0.515273, 0.772445, 0.217009, 0.042945])).toBeLessThan(
      5e-7,
    );
  });

  test('Gi leaves the unit itself out', () => {
    const published = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941];
    expect(greatestDifference(gi(SIX_POINTS.values, six).z, published)).toBeLessThan(5e-9);
  });

  test('says nothing where there is no variance, or everybody is a neighbour', () => {
    const pairs = neighboursOf([[1], [0], [3], [2]]);
    const nothing = { z: new Float64Array(4), p: new Float64Array(4).fill(1) };
    expect(giStar(new Float64Array(4).fill(0.1), pairs)).toEqual(nothing);
    expect(gi(new Float64Array(4).fill(0.1), pairs)).toEqual(nothing);
    const all = neighboursOf([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
    expect(giStar(Float64Array.of(1, 2, 3, 4), all)).toEqual(nothing);
    expect(gi(Float64Array.of(1, 2, 3, 4), all)).toEqual(nothing);
  });

  test('a unit alone', () => {
    expect(giStar(Float64Array.of(7), neighboursOf([[]]))).toEqual({
      z: Float64Array.of(0),
      p: Float64Array.of(1),
    });
    expect(giStar(new Float64Array(), neighboursOf([]))).toEqual({
      z: new Float64Array(),
      p: new Float64Array(),
    });
    const island = gi(Float64Array.of(1, 2, 9), neighboursOf([[1], [0], []]));
    expect([island.z[2], island.p[2]]).toEqual([0, 1]);
  });

  test('does not change where the values are scaled or shifted', () => {
    const moved = giStar(
      SIX_POINTS.values.map((x) => 1e6 + 20 * x),
      six,
    );
    expect(greatestDifference(moved.z, giStar(SIX_POINTS.values, six).z)).toBeLessThan(1e-8);
  });

  test('refuses lists that do not fit', () => {
    const two = Float64Array.of(1, 2);
    expect(() => giStar(two, neighboursOf([[1]]))).toThrow(RangeError);
    expect(() => giStar(two, neighboursOf([[1], [2]]))).toThrow(RangeError);
    expect(() => giStar(two, neighboursOf([[0], [0]]))).toThrow(RangeError);
    expect(() => giStar(Float64Array.of(1, Number.NaN), neighboursOf([[1], [0]]))).toThrow(RangeError);
  });
});

const MEMPHIS = fixturePath('statistics/memphis-robberies');
test.each([
  ['Gi* at 500 m', giStar, 'gistar_500m', 500, 3307, 15.07529, 417],
  ['Gi* at 1 km', giStar, 'gistar_1000m', 1000, 884, 10.97896, 143],
  ['Gi* of January, at 1 km', giStar, 'gistar_january_1000m', 1000, 733, null, null],
  ['Gi at 1 km', gi, 'gi_1000m', 1000, 884, null, null],
])('of the Memphis robberies: %s', (_, statistic, file, cellSize, cells, greatest, hot) => {
  const { xmin, ymin, n, gistar, pvalue } = numericColumns(`${MEMPHIS}/${file}.csv`);
  const { z, p } = statistic(n, neighboursWithin(xmin, ymin, cellSize * Math.SQRT2));
  expect(z.length).toBe(cells);
  expect(greatestDifference(z, gistar)).toBeLessThan(1e-9);
  expect(greatestDifference(p, pvalue)).toBeLessThan(1e-9);
  if (greatest === null) return;
  expect(Math.max(...z)).toBeCloseTo(greatest, 5);
  expect(z.filter((x, i) => x > 0 && p[i] < 0.05).length).toBe(hot);
});

test.each([30, 60, 90, 120])('Gi and Gi* of the raster of Getis and Ord, distance %d', (distance) => {
  const columns = numericColumns(fixturePath('statistics/getis-ord/local_g.csv'));
  const neighbours = neighboursWithin(columns.x, columns.y, distance);
  expect(greatestDifference(giStar(columns.val, neighbours).z, columns[`Gistar_${distance}`])).toBeLessThan(
    1e-9,
  );
  expect(greatestDifference(gi(columns.val, neighbours).z, columns[`Gi_${distance}`])).toBeLessThan(1e-9);
});

test('Gi and Gi* of the crime of Columbus', () => {
  const { CRIME, Gi, Gistar } = numericColumns(fixturePath('statistics/columbus/crime_local.csv'));
  const neighbours = readGal(fixturePath('statistics/columbus/columbus.gal'));
  expect(greatestDifference(giStar(CRIME, neighbours).z, Gistar)).toBeLessThan(1e-9);
  expect(greatestDifference(gi(CRIME, neighbours).z, Gi)).toBeLessThan(1e-9);
});
