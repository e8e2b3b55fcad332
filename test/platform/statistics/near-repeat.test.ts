import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { countClosePairs, nearRepeat } from '../../../src/platform/statistics/near-repeat.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';
import { fixturePath } from '../../support/fixtures.js';

const bands = { distances: [0, 0.01, 201, 401, 601], times: [0, 1, 2, 3] };

describe('nearRepeat', () => {
  test('counts every pair once, in bands closed below and open above', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.nat(6));
    const options = { distances: [0, 1, 3, 5, 10], times: [0, 1, 2, 4], permutations: 3 };
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 25 }),
        fc.constantFrom('EUCLIDEAN' as const, 'MANHATTAN' as const),
        (points, metric) => {
          const expected = options.distances.map(() => options.times.map(() => 0));
          for (const [i, [x, y, t]] of points.entries())
            for (const [u, v, s] of points.slice(0, i)) {
              const d = metric === 'MANHATTAN' ? Math.abs(x - u) + Math.abs(y - v) : Math.hypot(x - u, y - v);
              const band = (starts: number[], value: number) =>
                starts.findLastIndex((start) => start <= value);
              expected[band(options.distances, d)][band(options.times, Math.abs(t - s))]++;
            }
          const columns = [0, 1, 2].map((c) => Float64Array.from(points, (p) => p[c]));
          const [eastings, northings, days] = columns;
          const result = nearRepeat({ eastings, northings, days }, { ...options, metric });
          expect(result.observed).toEqual(expected);
          const close = expected
            .slice(0, -1)
            .flat()
            .reduce((sum, pairs) => sum + pairs, 0);
          expect(countClosePairs({ eastings, northings }, 10, metric)).toBe(close);
        },
      ),
    );
  });

  test('expectation and p agree with independence of place and time', () => {
    const random = seededRandom(21);
    const draw = (scale: number) => Float64Array.from({ length: 150 }, () => random.below(scale));
    const points = { eastings: draw(1000), northings: draw(1000), days: draw(30) };
    const { observed, expected, ratio, p } = nearRepeat(points, {
      distances: [0, 100, 300],
      times: [0, 2, 5],
    });
    const total = (150 * 149) / 2;
    for (const [d, row] of observed.entries())
      for (const [t, count] of row.entries()) {
        const inBand = row.reduce((sum, n) => sum + n, 0);
        const inTime = observed.reduce((sum, other) => sum + other[t], 0);
        expect(expected[d][t] / ((inBand * inTime) / total)).toBeCloseTo(1, 1);
        expect(ratio[d][t]).toBe(count / expected[d][t]);
        expect(p[d][t]).toBeGreaterThan(0.001);
        expect(p[d][t]).toBeLessThanOrEqual(1);
      }
  });

  test('finds incidents that follow each other nearby', () => {
    const random = seededRandom(2);
    const eastings = new Float64Array(200);
    const northings = new Float64Array(200);
    const days = new Float64Array(200);
    for (let i = 0; i < 200; i += 2) {
      [eastings[i], northings[i], days[i]] = [random.below(9000), random.below(9000), random.below(300)];
      [eastings[i + 1], northings[i + 1], days[i + 1]] = [eastings[i] + 60, northings[i], days[i] + 1];
    }
    const { ratio, p } = nearRepeat(
      { eastings, northings, days },
      { distances: [0, 100, 1000], times: [0, 2, 30] },
    );
    expect(p[0][0]).toBe(0.001);
    expect(ratio[0][0]).toBeGreaterThan(20);
    expect(p[0][2]).toBe(1);
  });

  test('the same seed gives the same answer', () => {
    const points = {
      eastings: Float64Array.of(0, 10, 20, 500),
      northings: Float64Array.of(0, 0, 0, 0),
      days: Float64Array.of(1, 2, 9, 9),
    };
    const run = (seed: number) => nearRepeat(points, { ...bands, permutations: 99, seed });
    expect(run(5)).toEqual(run(5));
    expect(run(5).expected).not.toEqual(run(6).expected);
  });

  test('no pairs, no ratio', () => {
    const none = { eastings: new Float64Array(), northings: new Float64Array(), days: new Float64Array() };
    const { observed, ratio, p } = nearRepeat(none, { distances: [0], times: [0, 1], permutations: 9 });
    expect([observed, ratio, p]).toEqual([[[0, 0]], [[null, null]], [[1, 1]]]);
  });

  test('refuses parameters out of range', () => {
    const one = { eastings: Float64Array.of(0), northings: Float64Array.of(0), days: Float64Array.of(0) };
    expect(() => nearRepeat(one, { ...bands, distances: [1, 2] })).toThrow(RangeError);
    expect(() => nearRepeat(one, { ...bands, times: [0, 2, 2] })).toThrow(RangeError);
    expect(() => nearRepeat(one, { ...bands, times: [] })).toThrow(RangeError);
    expect(() => nearRepeat(one, { ...bands, permutations: 0 })).toThrow(RangeError);
    expect(() => nearRepeat({ ...one, days: Float64Array.of(Number.NaN) }, bands)).toThrow(RangeError);
    expect(() => nearRepeat({ ...one, days: new Float64Array(2) }, bands)).toThrow(RangeError);
  });
});

test('near repeats of Chicago arson: the published table', () => {
  const rows = readFileSync(fixturePath('statistics/chicago-arson/arson.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split(','));
  expect(rows.length).toBe(522);
  const { observed, p } = nearRepeat(
    {
      eastings: Float64Array.from(rows, (row) => Number(row[0])),
      northings: Float64Array.from(rows, (row) => Number(row[1])),
      days: Float64Array.from(rows, (row) => Date.parse(row[2]) / 86_400_000),
    },
    { ...bands, metric: 'MANHATTAN' },
  );
  expect(observed).toEqual([
    [0, 2, 0, 8],
    [9, 1, 1, 46],
    [4, 0, 0, 141],
    [6, 0, 0, 234],
    [393, 710, 770, 133656],
  ]);
  // Significant in the published calculator, which ran 99 permutations.
  expect(p[0][1]).toBeLessThanOrEqual(0.01);
  expect(p[1][0]).toBe(0.001);
  expect(p[2][0]).toBeLessThanOrEqual(0.01);
});
