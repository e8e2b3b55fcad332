import { negativeBinomialQuantile, negativeBinomialTails } from './negative-binomial';
import { normalCdf } from './normal';
import { fitQuasiPoisson, type LogLinearModel, logMeanVariance, type QuasiPoissonFit } from './quasi-poisson';
import { studentQuantile } from './student-t';
import { type Dispersion, POISSON, withDegrees } from './two-window-test';

/** Counts of consecutive weeks or months, oldest first; the last ones are judged. */
export interface WatchedSeries {
  /** Null where a period was not delivered; those that are judged are counts. */
  counts: readonly (number | null)[];
  /** Days of each period. */
  days: readonly number[];
}

/** Residual beyond which a period of the baseline counts less: an outbreak of its own. */
const OUTLYING = 2.58;

/**
 * How a baseline is laid out: periods of a year, reach of the window, what is left out; whole years and periods needed; and
 * the residual beyond which the dispersion is taken with the weights for outbreaks. In 36 months at most one high count may
 * as well be the long tail of counts that vary, and φ would be too low without it.
 */
const LAYOUTS = {
  /** Noufaily et al. 2013: a window of seven weeks, nine levels between, half a year left out. */
  WEEK: { year: 52, reach: 3, levels: 10, leftOut: 26, leastYears: 3, least: 0, certain: OUTLYING },
  /** Noufaily's layout by months: a window of three months, three levels between, a quarter left out. */
  MONTH: { year: 12, reach: 1, levels: 4, leftOut: 3, leastYears: 0, least: 20, certain: 3 },
};
export type WatchStep = keyof typeof LAYOUTS;
type Layout = (typeof LAYOUTS)[WatchStep];

/** Years that are looked back on at most. */
const MAX_YEARS = 5;
/** Incidents of a baseline below which nothing can be told. */
const MIN_INCIDENTS = 5;

/** Periods that a series needs at least, and beyond which earlier ones are not looked at; the judged ones included. */
export function watchedPeriods(step: WatchStep, window = 1): { least: number; most: number } {
  const { year, reach, leastYears, least } = LAYOUTS[step];
  const of = (years: number) => years * year + reach + Math.floor((window - 1) / 2) + 1;
  return { least: Math.max(least, of(leastYears)), most: of(MAX_YEARS) };
}

/** Number expected of the last periods by their baseline, and whether their count is too high or too low for that. */
export interface EarlyWarning {
  expected: number;
  /** Count that chance exceeds with probability `alpha` at most. */
  threshold: number;
  /** Count that chance falls short of with probability `alpha` at most. */
  lower: number;
  /** (count − expected) / (threshold − expected): above 1 beyond the threshold. */
  score: number;
  /** One-sided: the probability of such a count or a higher one. */
  p: number;
  /** One-sided: the probability of such a count or a lower one. */
  pBelow: number;
  dispersion: Dispersion;
  /** Pearson's χ² of the baseline, no period weighted down, and its degrees of freedom, for {@link pooledBaselines}. */
  spread: Spread;
  /** Periods of the baseline that were delivered. */
  periods: number;
  /** First period of the baseline, and the one after its last. */
  baseline: { from: number; until: number };
  /** Counts that the baseline expects of each period of the series, NaN before it begins; `shape` of the parts. */
  fitted: Float64Array;
}

/** Pearson's χ² and its degrees of freedom. */
export interface Spread {
  pearson: number;
  degrees: number;
}

/** Settings of {@link earlyWarning}. */
export interface WarningOptions {
  /** Probability of a false alarm, 0.025 by default. */
  alpha?: number;
  /** How many of the last periods are judged together, 1 by default. */
  window?: number;
  /**
   * Season and trend to go by, up to a factor, one number per period: `fitted` of a whole that the series is a part of.
   * The level alone is estimated then, which finds a doubling of 12 in 3 of 4 cases instead of every other.
   */
  shape?: ArrayLike<number>;
  /** Dispersion to go by in place of the series' own, where that is too thin to tell one. */
  dispersion?: Dispersion;
}

/**
 * The improved Farrington method (Noufaily et al. 2013, Statistics in Medicine 32, 1206): a quasi-Poisson baseline from the
 * years before, with a trend, a season of levels laid out around the time of the year of the periods judged, and past
 * outbreaks down-weighted by their Anscombe residuals. The latest periods are left out, so that a rise does not hide
 * itself.
 *
 * It differs from the paper in three things. Threshold and p allow for the uncertainty of the mean (delta method) and of the
 * dispersion (Student), because histories are short. And a trend stays where it leads beyond the highest count seen:
 * dropping it then calls 20 to 40% of the months of a steady rise of 30% a year an alarm. And the weights for outbreaks lower
 * the dispersion of months only where an outbreak is certain.
 *
 * @param step weeks need three years, months are 20 at least, the periods judged among them
 * @returns null where the history is too short, or holds fewer than five incidents
 * @example earlyWarning({ counts: [4, 6, 5, …, 22], days }, 'MONTH')?.score // 2.4
 * @throws RangeError where the series is no series of counts, or an option is out of range.
 */
export function earlyWarning(
  series: WatchedSeries,
  step: WatchStep,
  { alpha = 0.025, window = 1, shape, dispersion: given }: WarningOptions = {},
): EarlyWarning | null {
  const layout = LAYOUTS[step];
  const count = checkedLast(series, window, alpha);
  const now = series.counts.length - 1;
  if (series.counts.length < watchedPeriods(step, window).least) return null;
  const centre = now - Math.floor((window - 1) / 2);
  const years = Math.min(MAX_YEARS, Math.floor((centre - layout.reach) / layout.year));
  // Whole years where there are two; else all there is.
  const from = years < 2 ? 0 : centre - years * layout.year - layout.reach;
  const until = now - Math.max(layout.leftOut, window - 1);
  const baseline = baselineOf(series, layout, { from, until, centre }, shape);
  if (baseline.total < MIN_INCIDENTS) return null;
  const found = fitBaseline(baseline, layout.certain);
  if (!found) return null;
  const { fit, spread, ownSpread } = found;
  const fitted = series.counts.map((_, index) =>
    index < baseline.from ? Number.NaN : baseline.mean(fit, index),
  );
  const judged = fitted.slice(-window);
  const expected = judged.reduce((sum, mean) => sum + mean, 0);
  const dispersion = given ?? floored(ownSpread);
  const gradient = baseline
    .row(now)
    .map((_, column) =>
      judged.reduce(
        (sum, mean, i) => sum + (mean / expected) * baseline.row(now - window + 1 + i)[column],
        0,
      ),
    );
  const ratio = dispersion.value * (1 + logMeanVariance(fit, gradient) * expected);
  const { thatMany, thatFew } = negativeBinomialTails(Math.round(count), expected, ratio);
  const tail =
    dispersion.degrees === Infinity ? alpha : normalCdf(studentQuantile(alpha, dispersion.degrees));
  const threshold = negativeBinomialQuantile(1 - tail, expected, ratio);
  return {
    expected,
    threshold,
    lower: negativeBinomialQuantile(tail, expected, ratio),
    score: (count - expected) / (threshold - expected),
    p: oneSided(thatMany, dispersion.degrees),
    pBelow: oneSided(thatFew, dispersion.degrees),
    dispersion,
    spread,
    periods: baseline.indices.length,
    baseline: { from, until },
    fitted: Float64Array.from(fitted),
  };
}

/**
 * Dispersion of χ² over its degrees of freedom. Where the floor of 1 holds it is no estimate, and Student's step would hide
 * what Poisson's tail tells.
 */
function floored({ pearson, degrees }: Spread): Dispersion {
  return pearson > degrees ? { value: pearson / degrees, degrees } : POISSON;
}

/**
 * One dispersion of the baselines of several series that are too thin to tell their own.
 *
 * Counts that vary more than Poisson ones have long tails, which weights for outbreaks take for outbreaks: φ would come out
 * too low (3.5 of 4), so χ² is taken without them. And a few incidents determine φ less than their degrees of freedom claim:
 * those of the estimate are 2φ²/variance, the variance by how much the series differ (Satterthwaite 1946).
 */
export function pooledBaselines(spreads: readonly Spread[]): Dispersion {
  const pearson = spreads.reduce((sum, each) => sum + each.pearson, 0);
  const degrees = spreads.reduce((sum, each) => sum + each.degrees, 0);
  const together = floored({ pearson, degrees });
  if (together === POISSON || spreads.length < 2) return together;
  const squares = spreads.reduce((sum, each) => sum + (each.pearson - together.value * each.degrees) ** 2, 0);
  const variance = (squares * spreads.length) / (spreads.length - 1) / degrees ** 2;
  return { value: together.value, degrees: Math.min(degrees, (2 * together.value ** 2) / variance) };
}

/** Count of the last periods together. */
function checkedLast({ counts, days }: WatchedSeries, window: number, alpha: number): number {
  if (!(Number.isSafeInteger(window) && window >= 1 && window <= counts.length))
    throw new RangeError('the window is one or more of the last periods');
  const last = counts.slice(-window);
  if (days.length !== counts.length || days.some((length) => !(length > 0)))
    throw new RangeError('every period has days');
  if (last.includes(null) || counts.some((each) => each !== null && !(each >= 0 && each < Infinity)))
    throw new RangeError('counts must be finite and not negative, and the last ones are known');
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError('the probability of a false alarm is small');
  return last.reduce<number>((sum, each) => sum + each!, 0);
}

/** A tail of the normal score read from Student's distribution. */
function oneSided(tail: number, degrees: number): number {
  return tail < 0.5 ? withDegrees(2 * tail, degrees) / 2 : 1 - withDegrees(2 * (1 - tail), degrees) / 2;
}

/** Periods of a baseline and the model of their counts. */
interface Baseline {
  /** First period, delivered or not; and those that were. */
  from: number;
  indices: number[];
  total: number;
  counts: Float64Array;
  /** Entries of the design for a period: the level of the window first, trend 0 in the middle of the periods judged. */
  row(index: number): Float64Array;
  offset(index: number): number;
  /** Mean that a fit gives a period. */
  mean(fit: QuasiPoissonFit, index: number): number;
}

function baselineOf(
  { counts, days }: WatchedSeries,
  { year, reach, levels }: Layout,
  { from, until, centre }: { from: number; until: number; centre: number },
  shape?: ArrayLike<number>,
): Baseline {
  const indices: number[] = [];
  for (let index = from; index < until; index++) if (counts[index] !== null) indices.push(index);
  const level = (index: number) => levelOf((((index - centre) % year) + year) % year, year, reach, levels);
  const totals = new Float64Array(levels);
  for (const index of indices) totals[level(index)] += counts[index]!;
  // A level without incidents has no finite mean: the season is taken as flat then.
  const seasonal = !shape && totals.every((total) => total > 0);
  const columns = shape ? 1 : seasonal ? levels + 1 : 2;
  const row = (index: number) => {
    const entries = new Float64Array(columns);
    entries[0] = 1;
    if (seasonal && level(index) > 0) entries[level(index)] = 1;
    if (!shape) entries[columns - 1] = (index - centre) / year;
    return entries;
  };
  const offset = (index: number) => Math.log(shape ? shape[index] : days[index]);
  const last = counts.length - 1;
  if (shape && [...indices, last].some((index) => !(shape[index] > 0 && shape[index] < Infinity)))
    throw new RangeError('a shape has a positive number for every period of the baseline');
  return {
    from,
    indices,
    total: totals.reduce((sum, total) => sum + total, 0),
    counts: Float64Array.from(indices, (index) => counts[index]!),
    row,
    offset,
    mean: ({ coefficients }, index) => {
      const eta = row(index).reduce((sum, entry, column) => sum + entry * coefficients[column], 0);
      return Math.exp(offset(index) + eta);
    },
  };
}

/** Level of a period by how far after the time of the year it is: the window, then runs of nearly equal length. */
function levelOf(after: number, year: number, reach: number, levels: number): number {
  if (after <= reach || after >= year - reach) return 0;
  const between = year - 2 * reach - 1;
  const length = Math.floor(between / (levels - 1));
  const longer = between % (levels - 1); // so many runs, the first ones, have one period more
  const position = after - reach - 1;
  return position < longer * (length + 1)
    ? 1 + Math.floor(position / (length + 1))
    : 1 + longer + Math.floor((position - longer * (length + 1)) / length);
}

/** A baseline as fitted. */
interface FittedBaseline {
  /** Past outbreaks weighted down. */
  fit: QuasiPoissonFit;
  /** Around the fit without weights. */
  spread: Spread;
  /** Around the one or the other, by whether an outbreak is certain: that to judge the series itself by. */
  ownSpread: Spread;
}

/** Fits a baseline; null where that fails. @param certain residual from which a period is an outbreak beyond doubt */
function fitBaseline({ indices, counts, row, offset }: Baseline, certain: number): FittedBaseline | null {
  const columns = row(indices[0]).length;
  const design = new Float64Array(indices.length * columns);
  indices.forEach((index, i) => {
    design.set(row(index), i * columns);
  });
  const model = { counts, design, columns, offsets: Float64Array.from(indices, offset) };
  const first = fitQuasiPoisson(model);
  if (!first || first.degrees <= 0) return null;
  const residuals = residualsOf(model, first);
  const fit = fitQuasiPoisson({ ...model, weights: outbreakWeights(residuals) });
  if (!fit) return null;
  const spread = { pearson: first.pearson, degrees: first.degrees };
  return { fit, spread, ownSpread: Math.max(...residuals) > certain ? fit : spread };
}

/** Standardised Anscombe residuals of a fit. */
function residualsOf({ counts, design, columns }: LogLinearModel, fit: QuasiPoissonFit): Float64Array {
  const phi = Math.max(1, fit.pearson / fit.degrees);
  return counts.map((count, i) => {
    const mean = fit.fitted[i];
    const leverage = mean * logMeanVariance(fit, design.subarray(i * columns, (i + 1) * columns));
    const anscombe = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean));
    return anscombe / Math.sqrt(phi * Math.max(1e-9, 1 - leverage));
  });
}

/** Weights that sum to the number of rows; a row with a residual s beyond 2.58 has 1/s² of the others'. */
function outbreakWeights(residuals: Float64Array): Float64Array {
  const raw = residuals.map((residual) => (residual > OUTLYING ? residual ** -2 : 1));
  const scale = raw.length / raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight * scale);
}
