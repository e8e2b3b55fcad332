import { mannKendall } from '../../../src/platform/statistics/mann-kendall.js';

describe('mannKendall', () => {
  test('a rising series', () => {
    // S = 45, Var = 10 · 9 · 25 / 18 = 125, Z = 44 / √125
    const { s, variance, z, p } = mannKendall(Float64Array.from({ length: 10 }, (_, i) => i ** 2));
    expect([s, variance]).toEqual([45, 125]);
    expect(z).toBeCloseTo(44 / Math.sqrt(125), 14);
    expect(p).toBeCloseTo(8.303e-5, 8);
  });

  test('ties lower the variance', () => {
    // 1 2 2 3 1 3 3: S = 5 + 2 + 2 − 1 + 2; ties of 2, 2 and 3: Var = (7·6·19 − 2·(2·1·9) − 3·2·11) / 18
    const { s, variance, z } = mannKendall(Float64Array.of(1, 2, 2, 3, 1, 3, 3));
    expect(s).toBe(10);
    expect(variance).toBeCloseTo((798 - 36 - 66) / 18, 12);
    expect(z).toBeCloseTo(9 / Math.sqrt(696 / 18), 12);
  });

  test('backwards is the opposite', () => {
    const series = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
    const there = mannKendall(series);
    const back = mannKendall(series.slice().reverse());
    expect(back.s).toBe(-there.s);
    expect(back.z).toBe(-there.z);
    expect(back.p).toBe(there.p);
  });

  test('no trend where nothing changes', () => {
    expect(mannKendall(new Float64Array(12).fill(0.1))).toEqual({ s: 0, variance: 0, z: 0, p: 1 });
    expect(mannKendall(Float64Array.of(5))).toMatchObject({ s: 0, z: 0, p: 1 });
    expect(mannKendall(new Float64Array())).toMatchObject({ s: 0, z: 0, p: 1 });
    expect(() => mannKendall(Float64Array.of(1, Number.NaN))).toThrow(RangeError);
  });
});
