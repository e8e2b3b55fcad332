import { circularMean, rayleighP } from './circular';
import { chiSquareUpperTail } from './gamma';

/** How incidents are spread over the months of the year. */
export interface Seasonality {
  /** Of each calendar month, January first: its mean rate per day, 100 being the mean of all twelve. */
  index: Float64Array;
  /** χ² of equal rates per day in all calendar months. */
  chiSquare: number;
  /** Of χ² with 11 degrees of freedom. */
  p: number;
  /** Where in the year the incidents gather: 1 is the beginning of January, 7.5 the middle of July; null where nowhere. */
  direction: number | null;
  /** Of Rayleigh's test that they gather at one time of the year. */
  rayleighP: number;
}

/**
 * The season of monthly counts: an index for each calendar month, Pearson's χ² against equal rates per day, and where
 * in the year the incidents gather.
 *
 * Method: means of the counts per day, month by month; χ² = Σ (O − E)² / E with E by days (Pearson 1900); circular
 * mean of the indices and Rayleigh's test (Mardia & Jupp 2000).
 * @param counts of consecutive months; null where a month is not known, which takes no part
 * @param days of those months
 * @param first calendar month of the first of them, 0 for January
 * @returns null where there are no incidents.
 * @throws RangeError where a calendar month is missing, a count is negative or days are not positive.
 */
export function seasonality(
  counts: ArrayLike<number | null>,
  days: Float64Array,
  first: number,
): Seasonality | null {
  if (counts.length < 12 || days.length !== counts.length)
    throw new RangeError('all calendar months are needed');
  const observed = new Float64Array(12);
  const exposure = new Float64Array(12);
  Array.from(counts).forEach((count, i) => {
    if (count === null) return;
    if (!(count >= 0 && count < Infinity)) throw new RangeError('counts must be finite and not negative');
    if (!(days[i] > 0)) throw new RangeError('a month has days');
    observed[(first + i) % 12] += count;
    exposure[(first + i) % 12] += days[i];
  });
  if (exposure.includes(0)) throw new RangeError('all calendar months are needed');
  const total = sum(observed);
  if (total === 0) return null;
  const rates = observed.map((count, month) => count / exposure[month]);
  const meanRate = sum(rates) / 12;
  const expected = exposure.map((length) => (total * length) / sum(exposure));
  const chiSquare = sum(observed.map((count, month) => (count - expected[month]) ** 2 / expected[month]));
  const { direction, resultant } = circularMean(rates);
  return {
    index: rates.map((rate) => (100 * rate) / meanRate),
    chiSquare,
    p: chiSquareUpperTail(chiSquare, 11),
    direction: direction === null ? null : 1 + 12 * direction,
    rayleighP: rayleighP(total, resultant),
  };
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}
