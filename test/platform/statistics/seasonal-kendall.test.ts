import fc from 'fast-check';
import { mannKendall } from '../../../src/platform/statistics/mann-kendall.js';
import { seasonalKendall } from '../../../src/platform/statistics/seasonal-kendall.js';

/** Every order of some values. */
function* orders(values: number[]): Generator<number[]> {
  if (values.length === 0) yield [];
  for (let i = 0; i < values.length; i++)
    for (const rest of orders([...values.slice(0, i), ...values.slice(i + 1)])) yield [values[i], ...rest];
}

describe('seasonalKendall', () => {
  test('two years of months that all rise', () => {
    // Twelve pairs, each with variance 2 · 1 · 9 / 18 = 1.
    const months = Float64Array.from(
      { length: 24 },
      (_, i) => 100 + 40 * Math.sin(i) + 24 * Math.floor(i / 12),
    );
    const { s, variance, z, p, slope } = seasonalKendall(
      months.map((value, i) => (i < 12 ? value : months[i - 12] + 24)),
      12,
    );
    expect([s, variance]).toEqual([12, 12]);
    expect(z).toBeCloseTo(11 / Math.sqrt(12), 12);
    expect(p).toBeCloseTo(0.001496, 5);
    expect(slope).toBeCloseTo(2, 12);
  });

  test('by hand, with ties and seasons of different length', () => {
    // Seasons 5 6 7, 3 3 1, 8 9: S = 3 + (0 − 1 − 1) + 1; Var = 66/18 + (66 − 18)/18 + 1.
    const { s, variance, z, slope } = seasonalKendall(Float64Array.of(5, 3, 8, 6, 3, 9, 7, 1), 3);
    expect(s).toBe(2);
    expect(variance).toBeCloseTo(66 / 18 + 48 / 18 + 1, 12);
    expect(z).toBeCloseTo(1 / Math.sqrt(66 / 18 + 48 / 18 + 1), 12);
    // Slopes per step: ⅓ ⅓ ⅓, 0 −⅔ −⅓, ⅓: the median of seven.
    expect(slope).toBeCloseTo(1 / 3, 12);
  });

  test('its mean and variance are those of all orders within the seasons', () => {
    const seasons = [
      [1, 4, 4, 9],
      [2, 2, 2],
      [3, 7, 8],
    ];
    const found: number[] = [];
    for (const a of orders(seasons[0]))
      for (const b of orders(seasons[1]))
        for (const c of orders(seasons[2])) {
          const series = [0, 1, 2].flatMap((year) => [a[year], b[year], c[year]]);
          found.push(seasonalKendall(Float64Array.of(...series, a[3]), 3).s);
        }
    const mean = found.reduce((sum, s) => sum + s, 0) / found.length;
    const variance = found.reduce((sum, s) => sum + (s - mean) ** 2, 0) / found.length;
    expect(found).toHaveLength(24 * 6 * 6);
    expect(mean).toBeCloseTo(0, 12);
    const series = [0, 1, 2].flatMap((year) => seasons.map((season) => season[year]));
    expect(seasonalKendall(Float64Array.of(...series, 9), 3).variance).toBeCloseTo(variance, 10);
  });

  test('one season is the test of Mann and Kendall', () => {
    const series = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
    expect(seasonalKendall(series, 1)).toMatchObject(mannKendall(series));
  });

  const series = fc
    .array(fc.integer({ min: 0, max: 60 }), { minLength: 24, maxLength: 36 })
    .map((values) => Float64Array.from(values));

  test('a season of any size changes neither the test nor the slope', () => {
    const season = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(series, season, (values, added) => {
        const there = seasonalKendall(values, 12);
        const here = seasonalKendall(
          values.map((value, i) => value + added[i % 12]),
          12,
        );
        expect(here).toEqual(there);
      }),
    );
  });

  test('backwards is the opposite, and a scale is a scale', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 9 }), (values, scale) => {
        const there = seasonalKendall(values, 12);
        const back = seasonalKendall(values.slice().reverse(), 12);
        expect([back.s + there.s, back.slope + there.slope]).toEqual([0, expect.closeTo(0, 12)]);
        expect(back.p).toBeCloseTo(there.p, 12);
        const larger = seasonalKendall(
          values.map((value) => scale * value),
          12,
        );
        expect(larger.z).toBe(there.z);
        expect(larger.slope).toBeCloseTo(scale * there.slope, 10);
      }),
    );
  });

  test('a straight rise over a season is found as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 36 }), fc.integer({ min: -9, max: 9 }), (length, rise) => {
        const months = Float64Array.from({ length }, (_, i) => 500 + 50 * ((i * 5) % 12) + rise * i);
        const { slope, z } = seasonalKendall(months, 12);
        expect(slope).toBeCloseTo(rise, 9);
        expect(Math.sign(z)).toBe(Math.sign(rise));
      }),
    );
  });

  test('nothing is no trend, and nonsense is refused', () => {
    expect(seasonalKendall(new Float64Array(24).fill(7), 12)).toEqual({
      s: 0,
      variance: 0,
      z: 0,
      p: 1,
      slope: 0,
    });
    expect(seasonalKendall(new Float64Array(), 12)).toMatchObject({ z: 0, p: 1, slope: 0 });
    expect(() => seasonalKendall(Float64Array.of(1, Number.NaN), 12)).toThrow(RangeError);
    expect(() => seasonalKendall(Float64Array.of(1, 2), 0)).toThrow(RangeError);
  });
});
