import { mannKendall } from './mann-kendall';

/** How a place behaves as a hotspot over time. */
export const EMERGING_CATEGORIES = [
  'HISTORICAL',
  'INTENSIFYING',
  'PERSISTENT',
  'DIMINISHING',
  'NEW',
  'CONSECUTIVE',
  'OSCILLATING',
  'SPORADIC',
  'NONE',
] as const;

export type EmergingCategory = (typeof EMERGING_CATEGORIES)[number];

/** The least number of periods that can be classified. */
export const LEAST_PERIODS = 10;

/**
 * The category of one cell from its Gi* of at least ten periods, oldest first; the first that fits:
 *
 * - HISTORICAL: not hot at the end, hot in 90 % or more of the earlier periods;
 * - INTENSIFYING, PERSISTENT, DIMINISHING: hot at the end and in 90 % or more of all periods, with a rising, no, or a
 *   falling trend of z;
 * - NEW: hot at the end, never before;
 * - CONSECUTIVE: hot in one uninterrupted final run of two periods or more, never before it;
 * - OSCILLATING: hot at the end, cold in some earlier period;
 * - SPORADIC: hot at the end, on and off, never cold;
 * - NONE: not hot at the end, and not HISTORICAL.
 *
 * Method: the categories of space-time hotspot analysis (Esri 2015), with our order; trend by Mann 1945.
 * @param z Gi* of each period
 * @param states 1 where the period was hot, −1 where cold, else 0
 * @param alpha greatest p of a trend, default 0.05
 * @throws RangeError where there are fewer than ten periods, or not as many states as z.
 */
export function emergingCategory(z: Float64Array, states: Int8Array, alpha = 0.05): EmergingCategory {
  const periods = z.length;
  if (periods < LEAST_PERIODS) throw new RangeError(`at least ${LEAST_PERIODS} periods are needed`);
  if (states.length !== periods) throw new RangeError('a state is needed for every period');
  const earlier = states.subarray(0, periods - 1);
  const hotEarlier = earlier.reduce((count, state) => count + Number(state > 0), 0);
  if (!(states[periods - 1] > 0)) return 10 * hotEarlier >= 9 * (periods - 1) ? 'HISTORICAL' : 'NONE';
  if (10 * (hotEarlier + 1) >= 9 * periods) {
    const trend = mannKendall(z);
    if (trend.p > alpha) return 'PERSISTENT';
    return trend.z > 0 ? 'INTENSIFYING' : 'DIMINISHING';
  }
  if (hotEarlier === 0) return 'NEW';
  let run = 0;
  while (states[periods - 2 - run] > 0) run++;
  if (run === hotEarlier) return 'CONSECUTIVE';
  return earlier.some((state) => state < 0) ? 'OSCILLATING' : 'SPORADIC';
}
