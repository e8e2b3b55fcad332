import type { Classification } from '../trends';

/** Score of a theme by one rule: 1 is good, 3 is bad, null is unknown. */
export type Score = 1 | 2 | 3 | null;

/** Rule that computes a cell. */
export type Rule = 'VOLUME' | 'PEERS' | 'TREND' | 'HARM' | 'COMMUNITY';

/** Minimum share of all incidents for a high volume. */
export const HIGH_VOLUME = 0.05;

/** Volume: 3 for at least 5% of all incidents, else 1; null where there are no incidents at all. */
export function volumeScore(incidents: number, all: number): Score {
  if (all <= 0) return null;
  return incidents / all >= HIGH_VOLUME ? 3 : 1;
}

/** Trend: 1 improving, 2 stable or possibly either, 3 deteriorating; null where there are too few incidents. */
export function trendScore(classification: keyof typeof Classification): Score {
  if (classification === 'INSUFFICIENT_DATA') return null;
  return classification === 'IMPROVING' ? 1 : classification === 'DETERIORATING' ? 3 : 2;
}

/**
 * Harm: tercile of a mean weight per incident among the known ones. Equal weights have equal scores. Null where fewer
 * than three are known, or all are equal: there are no terciles.
 */
export function harmScore(mean: number, known: readonly number[]): Score {
  if (known.length < 3 || new Set(known).size < 2) return null;
  const below = known.filter((other) => other < mean).length;
  return Math.min(3, 1 + Math.floor((3 * below) / known.length)) as Score;
}

/** Minimum share of the SNT areas for a widespread concern. */
const COMMON = 0.1;

/**
 * Community concern: 1 where no SNT area has the theme as a priority, 2 for under 10% of the areas, else 3; null
 * without areas.
 */
export function communityScore(priorities: number, areas: number): Score {
  if (areas <= 0) return null;
  if (priorities === 0) return 1;
  return priorities / areas < COMMON ? 2 : 3;
}

/** Score on the scale of a criterion: unchanged where that has three values, ticked for 3 where it has two. */
export function onScale(
  score: Score,
  { least, greatest }: { least: number; greatest: number },
): number | null {
  if (score === null) return null;
  if (greatest - least === 1) return score === 3 ? greatest : least;
  return least + score - 1;
}
