/** Where weights on a circle point to. */
export interface CircularMean {
  /** Mean direction as a share of the circle from its beginning, 0 up to 1; null where the weights balance. */
  direction: number | null;
  /** Mean resultant length: 0 where the weights balance, 1 where all lie in one direction. */
  resultant: number;
}

/** Resultants below this are rounding. */
const NOTHING = 1e-12;

/**
 * Mean direction and resultant length of weights in equal sectors of a circle, such as the months of the year, each
 * in the middle of its sector.
 *
 * Method: Mardia & Jupp 2000, 2.2; the length is corrected for grouping by (π/k) / sin(π/k) of k sectors, 2.3.
 * @throws RangeError where a weight is negative or not finite.
 */
export function circularMean(weights: Float64Array): CircularMean {
  const sectors = weights.length;
  let total = 0;
  let x = 0;
  let y = 0;
  weights.forEach((weight, i) => {
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError('weights must be finite and not negative');
    const angle = (2 * Math.PI * (i + 0.5)) / sectors;
    total += weight;
    x += weight * Math.cos(angle);
    y += weight * Math.sin(angle);
  });
  const length = total === 0 ? 0 : Math.hypot(x, y) / total;
  if (length < NOTHING) return { direction: null, resultant: 0 };
  const halfSector = Math.PI / sectors;
  return {
    direction: (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1,
    resultant: Math.min(1, (length * halfSector) / Math.sin(halfSector)),
  };
}
