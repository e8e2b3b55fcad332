import { circularMean } from './circular';
import {
  fitMonths,
  type Grouping,
  groupOf,
  type MonthlyFit,
  type MonthlySeries,
  recentMonths,
} from './monthly-fit';
import type { Interval } from './poisson';
import { fitQuasiPoisson, logMeanVariance } from './quasi-poisson';
import { fUpperTail, studentQuantile } from './student-t';
import type { Dispersion } from './two-window-test';

/** Meteorological seasons, in the order of {@link groupOf}: winter is December to February. */
export const SEASONS = ['WINTER', 'SPRING', 'SUMMER', 'AUTUMN'] as const;
export type Season = (typeof SEASONS)[number];

/** Level of a group of calendar months free of trend, 100 being the mean of all groups, with its 95% interval. */
export interface SeasonalIndex extends Interval {
  index: number;
}

/** Season of a series of months, and whether there is one. */
export interface SeasonTest {
  /** January first, or the seasons in the order of {@link SEASONS}. */
  indices: SeasonalIndex[];
  /** F statistic of no season against one, beside a linear trend. */
  f: number;
  /** Probability of such an F or a greater one where there is no season. */
  p: number;
  dispersion: Dispersion;
  /**
   * Where in the year the incidents gather: 1 is the beginning of January, 7.5 the middle of July. Null where they balance,
   * and by seasons.
   */
  direction: number | null;
  /** Seasons that are there: none where p is 0.05 or more; none where three or four would be ("no clear season"). */
  peaks: Season[];
}

/** Incidents a month below which calendar months are too thin to be told apart. */
const MIN_MEAN = 5;
const SIGNIFICANT = 0.05;

/**
 * Season of a monthly series, tested beside its trend and under its own dispersion, on the last 36 months.
 *
 * Quasi-Poisson fits with offset log(days), with and without factors of the calendar months beside a linear trend:
 * F = ((D₀ − D₁)/(g − 1))/φ with g − 1 and n − g − 1 degrees of freedom, g groups, φ Pearson's or the deviance's, the
 * greater of them, and never below 1 (McCullagh & Nelder 1989). An index is 100·exp(effect) scaled to an arithmetic mean of
 * 100; its interval is that of the contrast of the effect with the mean (delta method, Student's distribution). A season is
 * named where F is significant and the season without its strongest month lies above 100 by its own interval: one busy
 * month, such as that of a yearly event, makes no season.
 *
 * @param grouping calendar months, or the four seasons where months are too thin
 * @returns null where fewer than 24 months were delivered, a group has no incidents at all, or calendar months are asked
 *   about that hold fewer than five incidents each on average
 * @example seasonTest(series)?.peaks // ['SUMMER']
 * @throws RangeError where the series is no series of months.
 */
export function seasonTest(series: MonthlySeries, grouping: Grouping = 'MONTH'): SeasonTest | null {
  const recent = recentMonths(series);
  const full = recent && fitMonths(recent, grouping);
  const groupCount = grouping === 'MONTH' ? 12 : SEASONS.length;
  if (!recent || full?.groups.length !== groupCount) return null;
  const delivered = recent.counts.flatMap((count, index) => (count === null ? [] : [index]));
  const total = delivered.reduce((sum, index) => sum + recent.counts[index]!, 0);
  if (grouping === 'MONTH' && total < MIN_MEAN * delivered.length) return null;
  const trendOnly = fitQuasiPoisson({
    counts: Float64Array.from(delivered, (index) => recent.counts[index]!),
    design: Float64Array.from(delivered.flatMap((index) => [1, index / 12])),
    columns: 2,
    offsets: Float64Array.from(delivered, (index) => Math.log(recent.days[index])),
  });
  if (!trendOnly || full.fit.degrees < 1) return null;
  const { pearson, deviance, degrees } = full.fit;
  const dispersion = { value: Math.max(1, pearson / degrees), degrees };
  const explained = Math.max(0, trendOnly.deviance - deviance) / (groupCount - 1);
  // Of few incidents Pearson's estimate is too low and F too great; the deviance's is not.
  const f = explained / Math.max(dispersion.value, deviance / degrees);
  const p = fUpperTail(f, groupCount - 1, degrees);
  const levels = levelsOf(full);
  const indices = levels.map((_, group) => levelOf(full, levels, [group], dispersion));
  const direction = grouping === 'MONTH' ? directionOf(indices) : null;
  const peaks = p < SIGNIFICANT ? peaksOf(full, grouping, dispersion) : [];
  return { indices, f, p, dispersion, direction, peaks };
}

/** Circular mean of twelve indices, as a month of the year. */
function directionOf(indices: readonly SeasonalIndex[]): number | null {
  const { direction } = circularMean(Float64Array.from(indices, ({ index }) => index));
  return direction === null ? null : 1 + 12 * direction;
}

/**
 * Mean level of some groups against the mean of all, 100 being equal, with its 95% interval: the delta method on the
 * logarithm of the ratio, Student's distribution.
 */
function levelOf(
  { fit }: MonthlyFit,
  levels: readonly number[],
  own: readonly number[],
  { value, degrees }: Dispersion,
) {
  const sum = levels.reduce((total, level) => total + level, 0);
  const ownSum = own.reduce((total, column) => total + levels[column], 0);
  // Gradient of log(mean of the own levels / mean of all) by the effects, and by the trend.
  const gradient = [
    ...levels.map((level, column) => (own.includes(column) ? level / ownSum : 0) - level / sum),
    0,
  ];
  const index = (100 * ownSum * levels.length) / own.length / sum;
  const reach = Math.exp(studentQuantile(0.975, degrees) * Math.sqrt(value * logMeanVariance(fit, gradient)));
  return { index, lower: index / reach, upper: index * reach };
}

/** Levels of all groups of a fit, in units of their own. */
function levelsOf({ fit, groups }: MonthlyFit): number[] {
  return groups.map((_, column) => Math.exp(fit.coefficients[column]));
}

/** Seasons above the mean of the year; none where three or four are. */
function peaksOf(full: MonthlyFit, grouping: Grouping, dispersion: Dispersion): Season[] {
  const levels = levelsOf(full);
  const seasons = SEASONS.filter((_, season) => {
    const own = full.groups.filter(
      (group) => (grouping === 'MONTH' ? groupOf(group, 'SEASON') : group) === season,
    );
    const ascending = own.sort((a, b) => levels[a] - levels[b]);
    const rest = grouping === 'MONTH' ? ascending.slice(0, -1) : ascending;
    return levelOf(full, levels, rest, dispersion).lower > 100;
  });
  return seasons.length > 2 ? [] : seasons;
}
