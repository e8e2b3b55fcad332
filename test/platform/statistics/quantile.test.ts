import fc from 'fast-check';
import { quantiles } from '../../../src/platform/statistics/quantile.js';

// R: quantile(c(15, 20, 35, 40, 50), c(0, .05, .25, .4, .5, .75, 1)), type 7.
test('agrees with R', () => {
  const values = Float64Array.of(35, 15, 50, 20, 40);
  const found = quantiles(values, [0, 0.05, 0.25, 0.4, 0.5, 0.75, 1])!;
  [15, 16, 20, 29, 35, 40, 50].forEach((expected, i) => {
    expect(found[i]).toBeCloseTo(expected, 12);
  });
  expect([...values]).toEqual([35, 15, 50, 20, 40]);
});

test('of one value is that value, of none null', () => {
  expect(quantiles(Float64Array.of(7), [0, 0.3, 1])).toEqual([7, 7, 7]);
  expect(quantiles(new Float64Array(0), [0.5])).toBeNull();
});

test('lies between the least and the greatest, rises with the share, and moves with the values', () => {
  const numbers = fc.float64Array({ minLength: 1, maxLength: 40, noNaN: true, min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(numbers, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values, shares) => {
      const ordered = [...shares].sort((a, b) => a - b);
      const found = quantiles(values, ordered)!;
      found.forEach((quantile, i) => {
        expect(quantile).toBeGreaterThanOrEqual(Math.min(...values));
        expect(quantile).toBeLessThanOrEqual(Math.max(...values));
        if (i > 0) expect(quantile).toBeGreaterThanOrEqual(found[i - 1]);
      });
      const moved = quantiles(
        values.map((value) => value + 1000),
        ordered,
      )!;
      moved.forEach((quantile, i) => {
        expect(quantile - found[i]).toBeCloseTo(1000, 5);
      });
    }),
  );
});

test.each([-0.1, 1.1, Number.NaN])('a share of %p is refused', (share) => {
  expect(() => quantiles(Float64Array.of(1), [share])).toThrow(RangeError);
});
