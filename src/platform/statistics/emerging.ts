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

/** Minimum number of periods for a classification. */
export const MIN_PERIODS = 10;

/**
 * Emerging hotspot category of one cell from its Gi* in ten or more periods, oldest first. Categories are tried in this
 * order and the first match wins:
 *
 * - HISTORICAL: not hot in the last period, hot in 90% or more of the earlier ones;
 * - INTENSIFYING, PERSISTENT, DIMINISHING: hot in the last period and in 90% or more of all periods, with a rising, no,
 *   or a falling trend of z;
 * - NEW: hot in the last period only;
 * - CONSECUTIVE: hot in an unbroken run of two or more periods up to the last, never before that run;
 * - OSCILLATING: hot in the last period, cold in at least one earlier one;
 * - SPORADIC: hot in the last period and some others, never cold;
 * - NONE: not hot in the last period, and not HISTORICAL.
 *
 * Method: the categories of space-time hotspot analysis (Esri 2015), tried in the order above; trend by Mann 1945.
 * @param z Gi* of each period
 * @param states 1 where the period was hot, −1 where cold, else 0
 * @param alpha largest p value that counts as a trend, default 0.05
 * @throws RangeError where there are fewer than ten periods, or not as many states as z.
 */
export function emergingCategory(z: Float64Array, states: Int8Array, alpha = 0.05): EmergingCategory {
  const periods = z.length;
  if (periods < MIN_PERIODS) throw new RangeError(`at least ${MIN_PERIODS} periods are needed`);
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
