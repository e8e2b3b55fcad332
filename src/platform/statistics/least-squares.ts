/**
 * Coefficients of weighted least squares and the inverse of X′WX.
 *
 * @param design row-major, `columns` entries for each response
 * @returns null where the columns are linearly dependent
 */
export function weightedLeastSquares(
  design: Float64Array,
  columns: number,
  weights: Float64Array,
  response: Float64Array,
): { coefficients: Float64Array; inverse: Float64Array } | null {
  const information = new Float64Array(columns * columns);
  const score = new Float64Array(columns);
  for (let i = 0; i < response.length; i++)
    for (let j = 0; j < columns; j++) {
      const x = design[i * columns + j];
      if (x === 0) continue;
      score[j] += weights[i] * x * response[i];
      for (let k = 0; k < columns; k++)
        information[j * columns + k] += weights[i] * x * design[i * columns + k];
    }
  const inverse = invertPositive(information, columns);
  if (!inverse) return null;
  const coefficients = new Float64Array(columns);
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < columns; k++) coefficients[j] += inverse[j * columns + k] * score[k];
  return { coefficients, inverse };
}

/** Inverse of a symmetric positive definite matrix by Cholesky's factors; null where it is not one. */
function invertPositive(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size); // lower triangle L with L·L′ = matrix
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      if (i > j) factor[i * size + j] = sum / factor[j * size + j];
      else if (sum > 1e-12 * matrix[i * size + i]) factor[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  const half = new Float64Array(size * size); // L⁻¹
  for (let i = 0; i < size; i++) {
    half[i * size + i] = 1 / factor[i * size + i];
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= factor[i * size + k] * half[k * size + j];
      half[i * size + j] = sum / factor[i * size + i];
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let k = Math.max(i, j); k < size; k++)
        inverse[i * size + j] += half[k * size + i] * half[k * size + j];
  return inverse;
}
