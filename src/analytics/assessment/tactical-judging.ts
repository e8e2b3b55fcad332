import {
  benjaminiHochberg,
  type EarlyWarning,
  earlyWarning,
  pooledBaselines,
  type WatchedSeries,
  type WatchStep,
} from '../../platform/statistics';

/** The last periods of a series against the number that the others predict. */
export interface Judgement extends Pick<EarlyWarning, 'expected' | 'lower' | 'score' | 'baseline'> {
  upper: number;
  /** Two-sided: below 0.05 where the count lies outside its limits. */
  pValue: number;
  /** φ */
  dispersion: number;
}

/** Incidents a period below which a part is too thin to tell its own dispersion, and has that of all parts together. */
const MIN_MEAN = 5;

/** A whole, and the parts of it. */
export interface JudgedLevels {
  whole: Judgement;
  /** Null where a part has fewer than five incidents in its baseline. */
  parts: (Judgement | null)[];
}

function toJudgement({ threshold, p, pBelow, dispersion, ...found }: EarlyWarning): Judgement {
  const { expected, lower, score, baseline } = found;
  const pValue = Math.min(1, 2 * Math.min(p, pBelow));
  return { expected, lower, upper: threshold, score, pValue, dispersion: dispersion.value, baseline };
}

/**
 * Judges the last periods of a whole by its own history, and of its parts by theirs and the season and trend of the whole.
 *
 * @param window how many of the last periods are judged together
 * @returns null where the whole has too short or too thin a history.
 */
export function judgeLevels(
  whole: WatchedSeries,
  parts: readonly WatchedSeries[],
  step: WatchStep,
  window: number,
): JudgedLevels | null {
  const found = earlyWarning(whole, step, { window });
  if (!found) return null;
  const options = { window, shape: found.fitted };
  const alone = parts.map((part) => earlyWarning(part, step, options));
  const together = pooledBaselines(alone.flatMap((own) => (own ? [own.spread] : [])));
  return {
    whole: toJudgement(found),
    parts: parts.map((part, i) => {
      const own = alone[i];
      const judged =
        own && own.expected < MIN_MEAN * window
          ? earlyWarning(part, step, { ...options, dispersion: together })
          : own;
      return judged && toJudgement(judged);
    }),
  };
}

/** Adds to each row its p value adjusted for how many rows there are (Benjamini & Hochberg 1995). */
export function withAdjustedPs<Row extends { pValue: number }>(
  rows: readonly Row[],
): (Row & { adjustedPValue: number })[] {
  const ps = benjaminiHochberg(Float64Array.from(rows, ({ pValue }) => pValue));
  return rows.map((row, i) => ({ ...row, adjustedPValue: ps[i] }));
}
