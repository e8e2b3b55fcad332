import type { Draws } from './draws';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** How a simulated series of months comes about. */
export interface MonthsOptions {
  months: number;
  /** Expected count of a month of mean length at the middle of the series. */
  mean: number;
  /** Variance over mean. */
  phi: number;
  /** Growth of the logarithm of the mean in a year. */
  trend?: number;
  /** Factor of the mean by calendar month, 0 for January. */
  season?: (month: number) => number;
  /** Calendar month of the first. */
  first?: number;
}

/** A simulated series of months: negative binomial counts, their mean by days, trend and season. */
export function simulateMonths(draws: Draws, options: MonthsOptions) {
  const { months, mean, phi, trend = 0, season = () => 1, first = 0 } = options;
  const days = Array.from({ length: months }, (_, i) => DAYS[(first + i) % 12]);
  const counts = days.map((length, i) => {
    const level = (length / (365 / 12)) * Math.exp((trend * (i - (months - 1) / 2)) / 12);
    return draws.count(mean * level * season((first + i) % 12), phi);
  });
  return { counts, days, first };
}

/** Settings of the simulated series: dispersions, means and numbers of months. */
export const SETTINGS = [24, 36].flatMap((months) =>
  [1, 2, 4].flatMap((phi) => [10, 50, 300].map((mean) => ({ months, phi, mean }))),
);

/** The words for a setting. */
export function settingWords({ months, phi, mean }: { months: number; phi: number; mean: number }): string {
  return `${months} months, φ = ${phi}, mean ${mean}`;
}
