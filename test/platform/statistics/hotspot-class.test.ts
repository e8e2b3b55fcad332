import { hotspotClass } from '../../../src/platform/statistics/hotspot-class.js';

test.each([
  [3, 0.01, 'HOT_99'],
  [3, 0.011, 'HOT_95'],
  [3, 0.05, 'HOT_95'],
  [3, 0.1, 'HOT_90'],
  [3, 0.101, 'NOT_SIGNIFICANT'],
  [0, 0.001, 'NOT_SIGNIFICANT'],
  [3, Number.NaN, 'NOT_SIGNIFICANT'],
  [-3, 0.06, 'COLD_90'],
  [-3, 0.02, 'COLD_95'],
  [-3, 0, 'COLD_99'],
])('z %d with adjusted p %d is %s', (z, p, expected) => {
  expect(hotspotClass(z, p)).toBe(expected);
});
