import { random } from './random';
import type { Season } from './truth';

/** The 24 months of the demonstration, `YYYY-MM`. */
export const MONTHS: readonly string[] = Array.from({ length: 24 }, (_, i) => {
  const month = (i + 6) % 12;
  return `${2007 + Math.floor((i + 6) / 12)}-${String(month + 1).padStart(2, '0')}`;
});

/** Days in a month written `YYYY-MM`. */
export function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
}

/** The season of a month written `YYYY-MM`. */
export function seasonOf(month: string): Season {
  return (['winter', 'spring', 'summer', 'autumn'] as const)[Math.floor((Number(month.slice(5)) % 12) / 3)];
}

/** Parameters of a series of monthly counts. */
export interface Course {
  /** Incidents in an average year. */
  perYear: number;
  /** Relative change of January–June 2009 against a year before, and of the twelve months to June 2009. */
  sixMonths: number;
  twelveMonths: number;
  /** Seasons of the peak months, and the share by which these exceed the average month. */
  peaks: readonly Season[];
  strength: number;
}

/**
 * Seed of the noise: one under which the Seasonal Kendall test agrees with the planted classification of every theme,
 * and the χ² test of seasonality with the planted season.
 */
const EDITION = 186;

/** Standard deviation of a month about its expected count, as a share of a Poisson month's. */
const NOISE = 0.7;

/**
 * Counts for the 24 months. Half-years have exactly the totals that the two planted changes ask for; within a
 * half-year the months share the total by length, season and a noise named after the series.
 */
export function monthlyQuotas(name: string, course: Course): number[] {
  const peakMonths = 3 * course.peaks.length;
  const index = MONTHS.map((month) => {
    if (course.peaks.includes(seasonOf(month))) return 1 + course.strength;
    return 1 - (course.strength * peakMonths) / (12 - peakMonths);
  });
  const weights = MONTHS.map((month, i) => index[i] * daysIn(month));

  const firstYear = Math.round((2 * course.perYear) / (2 + course.twelveMonths));
  const secondYear = 2 * course.perYear - firstYear;
  const earlier = Math.round((firstYear * total(weights.slice(6, 12))) / total(weights.slice(0, 12)));
  const later = Math.round(earlier * (1 + course.sixMonths));
  const halves = [firstYear - earlier, earlier, secondYear - later, later];

  const noise = random(`months of ${name}, edition ${EDITION}`);
  return halves.flatMap((half, i) => {
    const share = weights.slice(6 * i, 6 * i + 6);
    const expected = share.map((weight) => (half * weight) / total(share));
    return apportion(
      half,
      expected.map((count) => Math.max(0, count + NOISE * Math.sqrt(count) * noise.bell())),
    );
  });
}

/** Splits a whole number in proportion to weights; the largest remainders are rounded up. */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const sum = total(weights);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const parts = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, i) => ({ i, remainder: share - parts[i] }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, whole - total(parts))) parts[i]++;
  return parts;
}

/** Sum of the numbers. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
