import {
  jaccard,
  jaccardByChance,
  midRanks,
  spearman,
} from '../../../src/platform/statistics/correlation.js';

describe('spearman', () => {
  test('without ties equals 1 − 6 Σd² / (n (n² − 1))', () => {
    const iq = Float64Array.of(106, 100, 86, 101, 99, 103, 97, 113, 112, 110);
    const hours = Float64Array.of(7, 27, 2, 50, 28, 29, 20, 12, 6, 17);
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12); // Σd² = 194
  });

  test('with ties', () => {
    // Mid-ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: covariance 4.5, sums of squares 4.5 and 5
    expect(spearman(Float64Array.of(1, 2, 2, 3), Float64Array.of(1, 3, 2, 4))).toBeCloseTo(
      4.5 / Math.sqrt(22.5),
      12,
    );
    expect(midRanks(Float64Array.of(5, 1, 5, 5, 0))).toEqual(Float64Array.of(4, 2, 4, 4, 1));
  });

  test('only the order counts', () => {
    const x = Float64Array.of(0, 3, 1, 8, 2);
    expect(spearman(x, x.map(Math.exp))).toBeCloseTo(1, 12);
    expect(
      spearman(
        x,
        x.map((v) => -v),
      ),
    ).toBeCloseTo(-1, 12);
  });

  test('nothing where a side does not vary', () => {
    expect(spearman(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
    expect(spearman(new Float64Array(), new Float64Array())).toBeNull();
    expect(() => spearman(new Float64Array(1), new Float64Array(2))).toThrow(RangeError);
    expect(() => spearman(Float64Array.of(1, Number.NaN), new Float64Array(2))).toThrow(RangeError);
  });
});

describe('jaccard', () => {
  test('both ÷ either', () => {
    expect(jaccard(Uint8Array.of(1, 1, 0, 0, 1), Uint8Array.of(1, 0, 1, 0, 2))).toBe(0.5);
    expect(jaccard(Uint8Array.of(1, 0), Uint8Array.of(0, 1))).toBe(0);
    expect(jaccard(Uint8Array.of(0, 0), Uint8Array.of(0, 0))).toBeNull();
    expect(() => jaccard(new Uint8Array(1), new Uint8Array(2))).toThrow(RangeError);
  });
});

describe('jaccardByChance', () => {
  test('is the mean over all ways to place both sets', () => {
    const units = 6;
    const sets = (size: number) =>
      Array.from({ length: 2 ** units }, (_, set) =>
        Uint8Array.from({ length: units }, (_, unit) => (set >> unit) & 1),
      ).filter((set) => set.reduce((sum, is) => sum + is, 0) === size);
    for (const [a, b] of [
      [2, 3],
      [4, 5],
      [1, 0],
      [6, 6],
    ]) {
      const all = sets(a).flatMap((one) => sets(b).map((other) => jaccard(one, other)!));
      expect(jaccardByChance(a, b, units)).toBeCloseTo(all.reduce((x, y) => x + y) / all.length, 12);
    }
  });

  test('of many units', () => {
    // Nearly all weight at the mean number of shared cells, 1,500 × 2,000 / 10,000.
    expect(jaccardByChance(1500, 2000, 10_000)).toBeCloseTo(300 / 3200, 3);
    expect(jaccardByChance(0, 0, 10)).toBeNull();
    expect(() => jaccardByChance(11, 1, 10)).toThrow(RangeError);
  });
});
