import { proportionsTest } from '../../../src/platform/statistics';

test('agrees with prop.test of R without continuity correction', () => {
  // prop.test(c(300, 250), c(1000, 1000), correct = FALSE): X-squared = 6.2696, p-value = 0.01228
  expect(proportionsTest({ count: 300, of: 1000 }, { count: 250, of: 1000 })).toBeCloseTo(0.01228, 5);
});

test('is 1 where nobody differs', () => {
  expect(proportionsTest({ count: 0, of: 10 }, { count: 0, of: 20 })).toBe(1);
});

test('refuses more cases than there could be', () => {
  expect(() => proportionsTest({ count: 11, of: 10 }, { count: 0, of: 20 })).toThrow(RangeError);
});
