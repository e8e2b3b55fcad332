/**
 * Coefficients of weighted least squares, and the Cholesky factor of X′WX: the lower triangle L, row-major, with
 * L·L′ = X′WX.
 *
 * @param design row-major, `columns` entries for each response
 * @returns null where the columns are linearly dependent
 */
export function weightedLeastSquares(
  design: Float64Array,
  columns: number,
  weights: Float64Array,
  response: Float64Array,
): { coefficients: Float64Array; factor: Float64Array } | null {
  const information = new Float64Array(columns * columns); // its lower triangle
  const score = new Float64Array(columns);
  for (let i = 0; i < response.length; i++)
    for (let j = 0; j < columns; j++) {
      const weighted = weights[i] * design[i * columns + j];
      if (weighted === 0) continue;
      score[j] += weighted * response[i];
      for (let k = 0; k <= j; k++) information[j * columns + k] += weighted * design[i * columns + k];
    }
  const factor = choleskyFactor(information, columns);
  return factor && { coefficients: solveBack(factor, solveForward(factor, score)), factor };
}

/** x′(L·L′)⁻¹x for the factor L of {@link weightedLeastSquares}: with X′WX the variance of x′coefficients over φ. */
export function inverseForm(factor: Float64Array, x: ArrayLike<number>): number {
  return solveForward(factor, x).reduce((sum, each) => sum + each * each, 0);
}

/** Lower triangle L with L·L′ = matrix, of which the lower triangle is read; null where it is not positive definite. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      if (i > j) factor[i * size + j] = sum / factor[j * size + j];
      else if (sum > 1e-12 * matrix[i * size + i]) factor[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  return factor;
}

/** z of L·z = x. */
function solveForward(factor: Float64Array, x: ArrayLike<number>): Float64Array {
  const size = x.length;
  const z = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * z[k];
    z[i] = sum / factor[i * size + i];
  }
  return z;
}

/** x of L′·x = z. */
function solveBack(factor: Float64Array, z: Float64Array): Float64Array {
  const size = z.length;
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = z[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  return x;
}
