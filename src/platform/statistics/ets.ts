import { weightedLeastSquares } from './least-squares';
import { nelderMead } from './nelder-mead';

/** Form of an exponential smoothing model with additive errors. */
export interface EtsForm {
  trend: 'NONE' | 'LINEAR' | 'DAMPED';
  seasonal: boolean;
}

/** A fitted exponential smoothing model. */
export interface EtsFit {
  form: EtsForm;
  /** Smoothing of level, trend and season, and damping of the trend (1 where it is not damped). */
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  /** −n/2 · log Σe², as R's forecast has it; the greater the better. */
  logLikelihood: number;
  /** Akaike's criterion, corrected for short series: the lower the better. */
  aicc: number;
  /** Variance of an error. */
  variance: number;
  /** Means of the next periods, and their variances. */
  forecast(horizon: number): { mean: number; variance: number }[];
}

type Smoothing = Pick<EtsFit, 'alpha' | 'beta' | 'gamma' | 'phi'>;

/** Level, slope, and the season of each period from the next one on. */
interface State {
  level: number;
  slope: number;
  season: number[];
}

const FORMS: EtsForm[] = (['NONE', 'LINEAR', 'DAMPED'] as const).flatMap((trend) => [
  { trend, seasonal: false },
  { trend, seasonal: true },
]);
const LEAST = 1e-4;

/**
 * The exponential smoothing model with additive errors, trend and season that Akaike's corrected criterion prefers.
 *
 * Innovations state space models (Hyndman, Koehler, Snyder & Grose 2002). For given smoothing parameters the errors are
 * linear in the initial states, which are solved by least squares; the parameters are searched by {@link nelderMead} within
 * 0 < β < α < 1, 0 < γ < 1 − α and 0.8 < φ < 0.98.
 *
 * @param values of consecutive periods
 * @param period periods of a year
 * @returns null where the series is too short for any model
 * @throws RangeError where a value is not finite.
 */
export function bestEts(values: readonly number[], period: number): EtsFit | null {
  if (!values.every(Number.isFinite)) throw new RangeError('values must be finite');
  let best: EtsFit | null = null;
  for (const form of FORMS) {
    const fit = fitEts(values, period, form);
    if (fit && (!best || fit.aicc < best.aicc)) best = fit;
  }
  return best;
}

/** The model of one form; null where the series is too short for it. */
export function fitEts(values: readonly number[], period: number, form: EtsForm): EtsFit | null {
  const n = values.length;
  const smoothings =
    1 + (form.trend === 'NONE' ? 0 : 1) + (form.trend === 'DAMPED' ? 1 : 0) + (form.seasonal ? 1 : 0);
  const states = 1 + (form.trend === 'NONE' ? 0 : 1) + (form.seasonal ? period - 1 : 0);
  const parameters = smoothings + states + 1;
  if (n <= parameters + 1) return null;
  const squares = (point: readonly number[]) =>
    solve(values, period, form, smoothingOf(point, form))?.squares ?? Infinity;
  const point = nelderMead((at) => (n / 2) * Math.log(squares(at)), Array<number>(smoothings).fill(-1));
  const smoothing = smoothingOf(point, form);
  const solved = solve(values, period, form, smoothing);
  if (!solved || !(solved.squares > 0)) return null;
  const logLikelihood = (-n / 2) * Math.log(solved.squares);
  const variance = solved.squares / (n - parameters + 1);
  return {
    form,
    ...smoothing,
    logLikelihood,
    aicc: -2 * logLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / (n - parameters - 1),
    variance,
    forecast: (horizon) => ahead(solved.state, smoothing, variance, horizon, form.seasonal ? period : 0),
  };
}

/** Parameters within their bounds from any numbers: logistic, β as a share of α and γ of 1 − α. */
function smoothingOf(point: readonly number[], { trend, seasonal }: EtsForm): Smoothing {
  const within = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x));
  const rest = [...point];
  const alpha = within(rest.shift()!, LEAST, 1 - LEAST);
  const beta = trend === 'NONE' ? 0 : within(rest.shift()!, LEAST, Math.max(2 * LEAST, alpha));
  const gamma = seasonal ? within(rest.shift()!, LEAST, Math.max(2 * LEAST, 1 - alpha)) : 0;
  const phi = trend === 'DAMPED' ? within(rest.shift()!, 0.8, 0.98) : 1;
  return { alpha, beta, gamma, phi };
}

/** Errors of a series from an initial state, which becomes the final one. */
function errorsOf(
  values: ArrayLike<number>,
  state: State,
  { alpha, beta, gamma, phi }: Smoothing,
): Float64Array {
  const errors = new Float64Array(values.length);
  const m = state.season.length;
  for (let t = 0; t < values.length; t++) {
    const before = state.level + phi * state.slope;
    const error = values[t] - before - (m > 0 ? state.season[t % m] : 0);
    errors[t] = error;
    state.level = before + alpha * error;
    state.slope = phi * state.slope + beta * error;
    if (m > 0) state.season[t % m] += gamma * error;
  }
  return errors;
}

/** The initial state with the least squares of errors: those squares, and the state after the series. */
function solve(
  values: readonly number[],
  period: number,
  { trend, seasonal }: EtsForm,
  smoothing: Smoothing,
) {
  const m = seasonal ? period : 0;
  const unit = (column: number): State => {
    const slope = trend === 'NONE' ? 0 : 1;
    const season = Array<number>(m).fill(0);
    if (column > slope) {
      season[column - slope - 1] = 1;
      season[m - 1] = -1; // the season sums to zero
    }
    return { level: Number(column === 0), slope: Number(slope === 1 && column === 1), season };
  };
  const columns = 1 + (trend === 'NONE' ? 0 : 1) + Math.max(0, m - 1);
  const n = values.length;
  const nothing = new Float64Array(n);
  const response = errorsOf(values, { level: 0, slope: 0, season: Array<number>(m).fill(0) }, smoothing);
  const design = new Float64Array(n * columns);
  for (let column = 0; column < columns; column++)
    errorsOf(nothing, unit(column), smoothing).forEach((error, t) => {
      design[t * columns + column] = -error;
    });
  const solved = weightedLeastSquares(design, columns, new Float64Array(n).fill(1), response);
  if (!solved) return null;
  const state: State = { level: 0, slope: 0, season: Array<number>(m).fill(0) };
  solved.coefficients.forEach((size, column) => {
    const { level, slope, season } = unit(column);
    state.level += size * level;
    state.slope += size * slope;
    season.forEach((each, i) => {
      state.season[i] += size * each;
    });
  });
  const squares = errorsOf(values, state, smoothing).reduce((sum, error) => sum + error * error, 0);
  // The season as it goes on after the series.
  state.season = state.season.map((_, i) => state.season[(n + i) % m]);
  return { squares, state };
}

/** Means and variances of the next periods (Hyndman et al. 2008, chapter 6, class 1). */
function ahead(
  { level, slope, season }: State,
  { alpha, beta, gamma, phi }: Smoothing,
  variance: number,
  horizon: number,
  period: number,
): { mean: number; variance: number }[] {
  const steps: { mean: number; variance: number }[] = [];
  let damped = 0;
  let sum = 1;
  for (let h = 1; h <= horizon; h++) {
    damped += phi ** h;
    steps.push({
      mean: level + damped * slope + (period > 0 ? season[(h - 1) % period] : 0),
      variance: variance * sum,
    });
    const effect = alpha + beta * damped + (period > 0 && h % period === 0 ? gamma : 0);
    sum += effect * effect;
  }
  return steps;
}
