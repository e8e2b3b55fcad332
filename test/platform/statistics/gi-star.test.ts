import { gi, giStar } from '../../../src/platform/statistics/gi-star.js';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';
import { describeWithSharedData } from '../../shared-data.js';
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

const MEMPHIS = 'stats/memphis/reference_';
describeWithSharedData(
  'Gi* of the Memphis robberies',
  [
    `${MEMPHIS}gistar_robberies_500m_epsg32616.csv`,
    `${MEMPHIS}gistar_robberies_1000m_epsg32616.csv`,
    `${MEMPHIS}gistar_robberies_jan_1000m_epsg32616.csv`,
    `${MEMPHIS}gi_noself_robberies_1000m_epsg32616.csv`,
  ],
  (...paths) => {
    test.each([
      ['500 m', 0, 500, 3307, 15.07529, 417],
      ['1 km', 1, 1000, 884, 10.97896, 143],
      ['January, 1 km', 2, 1000, 733, null, null],
      ['1 km, Gi', 3, 1000, 884, null, null],
    ])('%s', (_, file, cellSize, cells, greatest, hot) => {
      const { xmin, ymin, n, gistar, pvalue } = numericColumns(paths[file]);
      const { z, p } = (file === 3 ? gi : giStar)(n, neighboursWithin(xmin, ymin, cellSize * Math.SQRT2));
      expect(z.length).toBe(cells);
      expect(greatestDifference(z, gistar)).toBeLessThan(1e-9);
      expect(greatestDifference(p, pvalue)).toBeLessThan(1e-9);
      if (greatest === null) return;
      expect(Math.max(...z)).toBeCloseTo(greatest, 5);
      expect(z.filter((x, i) => x > 0 && p[i] < 0.05).length).toBe(hot);
    });
  },
);

describeWithSharedData(
  'Gi and Gi* of the getisord raster',
  ['stats/spdep/reference_getisord_localG.csv'],
  (path) => {
    test.each([30, 60, 90, 120])('distance %d', (distance) => {
      const columns = numericColumns(path);
      const neighbours = neighboursWithin(columns.x, columns.y, distance);
      expect(
        greatestDifference(giStar(columns.val, neighbours).z, columns[`Gistar_${distance}`]),
      ).toBeLessThan(1e-9);
      expect(greatestDifference(gi(columns.val, neighbours).z, columns[`Gi_${distance}`])).toBeLessThan(1e-9);
    });
  },
);

const COLUMBUS = 'stats/libpysal/columbus/';
describeWithSharedData(
  'Gi and Gi* of Columbus',
  [`${COLUMBUS}columbus.gal`, `${COLUMBUS}reference_columbus_CRIME_local.csv`],
  (gal, reference) => {
    test('crime', () => {
      const { CRIME, Gi, Gistar } = numericColumns(reference);
      const neighbours = readGal(gal);
      expect(greatestDifference(giStar(CRIME, neighbours).z, Gistar)).toBeLessThan(1e-9);
      expect(greatestDifference(gi(CRIME, neighbours).z, Gi)).toBeLessThan(1e-9);
    });
  },
);
