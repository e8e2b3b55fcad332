import { inverseForm, weightedLeastSquares } from './least-squares';

/** A log-linear model of counts: row i has mean exp(offset + Σ design × coefficients). */
export interface LogLinearModel {
  /** Zero or more, one per row. */
  counts: Float64Array;
  /** Row-major, `columns` entries per row; linearly independent columns. */
  design: Float64Array;
  columns: number;
  /** Logarithm of each row's exposure. */
  offsets: Float64Array;
  /** Prior weight of each row, 1 where none are given: a row of weight w has variance φ·mean/w. */
  weights?: Float64Array;
  /** Means to begin with, such as those of a fit to nearly the same rows: they save iterations, and change nothing else. */
  start?: Float64Array;
}

/** A fitted {@link LogLinearModel}. */
export interface QuasiPoissonFit {
  coefficients: Float64Array;
  /** Mean of each row. */
  fitted: Float64Array;
  /** Cholesky factor of the information, whose inverse times φ is the covariance of the coefficients. */
  factor: Float64Array;
  /** Pearson's χ². */
  pearson: number;
  /** Deviance, −2 × log-likelihood ratio against a mean for each row. */
  deviance: number;
  /** Rows of positive weight less columns. */
  degrees: number;
}

const MAX_ITERATIONS = 50;

/**
 * Maximum quasi-likelihood fit of a log-linear model to counts whose variance is φ times their mean. φ does not enter
 * the coefficients; it is `pearson / degrees`.
 *
 * Method: iteratively reweighted least squares (Nelder & Wedderburn 1972; McCullagh & Nelder 1989).
 * @returns null where the columns are linearly dependent or the fit does not converge: a group of rows that holds
 *   nothing but zeros has no finite coefficient, so callers leave such groups out
 * @throws RangeError where lengths do not fit or a count is negative or not finite.
 */
export function fitQuasiPoisson(model: LogLinearModel): QuasiPoissonFit | null {
  const { counts, design, columns, offsets } = model;
  const rows = counts.length;
  const weights = model.weights ?? new Float64Array(rows).fill(1);
  if (design.length !== rows * columns || offsets.length !== rows || weights.length !== rows)
    throw new RangeError('every count needs a row of the design, an offset and a weight');
  for (const count of counts)
    if (!(count >= 0 && count < Infinity)) throw new RangeError('counts must be finite and not negative');

  const fitted = model.start?.slice() ?? counts.map((count) => count + 0.1);
  const predictor = fitted.map(Math.log);
  let deviance = devianceOf(counts, fitted, weights);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const working = fitted.map((mean, i) => mean * weights[i]);
    const response = predictor.map((eta, i) => eta - offsets[i] + (counts[i] - fitted[i]) / fitted[i]);
    const solved = weightedLeastSquares(design, columns, working, response);
    if (!solved) return null;
    for (let i = 0; i < rows; i++) {
      predictor[i] = offsets[i] + dot(design, i * columns, solved.coefficients);
      fitted[i] = Math.exp(predictor[i]);
    }
    const before = deviance;
    deviance = devianceOf(counts, fitted, weights);
    if (!Number.isFinite(deviance)) return null;
    if (iteration > 0 && Math.abs(deviance - before) <= 1e-11 * (Math.abs(deviance) + 0.1))
      return {
        ...solved,
        fitted,
        pearson: pearsonOf(counts, fitted, weights),
        deviance,
        degrees: weights.reduce((used, weight) => used + (weight > 0 ? 1 : 0), 0) - columns,
      };
  }
  return null;
}

/**
 * Variance, in units of φ, of the logarithm of the mean that a fit gives a row with these entries of the design.
 */
export function logMeanVariance({ factor }: QuasiPoissonFit, row: ArrayLike<number>): number {
  return inverseForm(factor, row);
}

function devianceOf(counts: Float64Array, fitted: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const gain = counts[i] === 0 ? 0 : counts[i] * Math.log(counts[i] / fitted[i]);
    sum += 2 * weights[i] * (gain - (counts[i] - fitted[i]));
  }
  return sum;
}

function pearsonOf(counts: Float64Array, fitted: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (weights[i] * (counts[i] - fitted[i]) ** 2) / fitted[i];
  return sum;
}

function dot(design: Float64Array, from: number, coefficients: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < coefficients.length; j++) sum += design[from + j] * coefficients[j];
  return sum;
}
