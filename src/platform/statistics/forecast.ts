import { bestEts, type EtsForm } from './ets';
import { normalQuantile } from './normal';

/** Methods that a forecast is made by. */
const FORECAST_METHODS = ['ETS', 'SEASONAL_NAIVE'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** One period to come, with its 80% and 95% intervals, never below zero. */
export interface ForecastStep {
  mean: number;
  lower80: number;
  upper80: number;
  lower95: number;
  upper95: number;
}

/** Counts of the next periods, and how good such forecasts of the same series have been. */
export interface Forecast {
  /** The method with the lesser error in the backtest; the naive one where they are equal. */
  method: ForecastMethod;
  /** Form of the smoothing model; null for the naive method. */
  form: EtsForm | null;
  steps: ForecastStep[];
  skill: {
    /** Mean absolute error over that of last year's values within the series (Hyndman & Koehler 2006): by method. */
    mase: Record<ForecastMethod, number>;
    /** Share of the backtest's counts inside the 95% interval of the method shown. */
    coverage95: number;
    /** Forecasts that were compared with what came. */
    forecasts: number;
  };
}

/** Mean and variance of each period to come. */
type Moments = { mean: number; variance: number }[];

/** Origins of the backtest at most, and periods beyond two years that a series needs. */
const MAX_ORIGINS = 12;
const MIN_BEYOND = 6;

/**
 * Forecast of the next periods by exponential smoothing (see {@link bestEts}) or by the same period a year ago, whichever
 * has had the lesser error in forecasts of this very series from its last twelve origins.
 *
 * @param counts of consecutive periods, without holes
 * @param period periods of a year
 * @returns null where there are fewer than two years and six periods, or last year's values never differ from this year's
 * @example forecast(months, 3)?.steps[0] // { mean: 131, lower80: 112, upper80: 150, lower95: 102, upper95: 160 }
 * @throws RangeError where a count is negative or not finite, or the horizon is no whole number of 1 or more.
 */
export function forecast(counts: readonly number[], horizon: number, period = 12): Forecast | null {
  if (!counts.every((count) => count >= 0 && count < Infinity))
    throw new RangeError('counts must be finite and not negative');
  if (!Number.isSafeInteger(horizon) || horizon < 1) throw new RangeError('a forecast has one step or more');
  const least = 2 * period;
  if (counts.length < least + MIN_BEYOND) return null;
  const scale = meanOf(counts.slice(period).map((count, i) => Math.abs(count - counts[i])));
  if (scale === 0) return null;
  const errors: Record<ForecastMethod, number[]> = { ETS: [], SEASONAL_NAIVE: [] };
  const inside: Record<ForecastMethod, boolean[]> = { ETS: [], SEASONAL_NAIVE: [] };
  for (let origin = Math.max(least, counts.length - MAX_ORIGINS); origin < counts.length; origin++) {
    const seen = counts.slice(0, origin);
    const ahead = Math.min(horizon, counts.length - origin);
    for (const method of FORECAST_METHODS)
      momentsBy(method, seen, ahead, period).moments.forEach((moments, h) => {
        const { mean, lower95, upper95 } = stepOf(moments);
        const came = counts[origin + h];
        errors[method].push(Math.abs(came - mean));
        inside[method].push(came >= lower95 && came <= upper95);
      });
  }
  const mase = { ETS: meanOf(errors.ETS) / scale, SEASONAL_NAIVE: meanOf(errors.SEASONAL_NAIVE) / scale };
  const method = mase.ETS < mase.SEASONAL_NAIVE ? 'ETS' : 'SEASONAL_NAIVE';
  const { form, moments } = momentsBy(method, counts, horizon, period);
  return {
    method,
    form,
    steps: moments.map(stepOf),
    skill: { mase, coverage95: meanOf(inside[method].map(Number)), forecasts: errors[method].length },
  };
}

function momentsBy(
  method: ForecastMethod,
  counts: readonly number[],
  horizon: number,
  period: number,
): { form: EtsForm | null; moments: Moments } {
  const fit = method === 'ETS' ? bestEts(counts, period) : null;
  if (fit) return { form: fit.form, moments: fit.forecast(horizon) };
  return { form: null, moments: seasonalNaive(counts, horizon, period) };
}

/** Values of the last year, their variance growing with every year ahead. */
function seasonalNaive(counts: readonly number[], horizon: number, period: number): Moments {
  const variance = meanOf(counts.slice(period).map((count, i) => (count - counts[i]) ** 2));
  return Array.from({ length: horizon }, (_, h) => ({
    mean: counts[counts.length - period + (h % period)],
    variance: variance * (Math.floor(h / period) + 1),
  }));
}

function stepOf({ mean, variance }: Moments[number]): ForecastStep {
  const limit = (p: number) => Math.max(0, mean + normalQuantile(p) * Math.sqrt(variance));
  return {
    mean: Math.max(0, mean),
    lower80: limit(0.1),
    upper80: limit(0.9),
    lower95: limit(0.025),
    upper95: limit(0.975),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
