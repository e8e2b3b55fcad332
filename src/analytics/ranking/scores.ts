import type { Classification } from '../trends';

/** What the data say of a theme by one rule: 1 is good, 3 is bad, null is unknown. */
export type Score = 1 | 2 | 3 | null;

/** What computes a cell. */
export type Rule = 'VOLUME' | 'PEERS' | 'TREND' | 'HARM' | 'COMMUNITY';

/** From this share of all incidents on, the volume is high. */
export const HIGH_VOLUME = 0.05;

/** Volume: 3 from 5 % of all incidents on, else 1; unknown where there are none at all. */
export function volumeScore(incidents: number, all: number): Score {
  if (all <= 0) return null;
  return incidents / all >= HIGH_VOLUME ? 3 : 1;
}

/** Trend: 1 improving, 2 stable or possibly either, 3 deteriorating; unknown where there are too few incidents. */
export function trendScore(classification: keyof typeof Classification): Score {
  if (classification === 'INSUFFICIENT_DATA') return null;
  return classification === 'IMPROVING' ? 1 : classification === 'DETERIORATING' ? 3 : 2;
}

/**
 * Harm: the tercile in which the mean weight of each theme lies among those that are known. Equal weights have equal
 * scores. Fewer than three themes, or weights that are all equal, have no terciles.
 */
export function harmScores(means: readonly (number | null)[]): Score[] {
  const known = means.filter((mean) => mean !== null);
  const distinct = new Set(known).size;
  return means.map((mean) => {
    if (mean === null || known.length < 3 || distinct < 2) return null;
    const below = known.filter((other) => other < mean).length;
    return (1 + Math.floor((3 * below) / known.length)) as Score;
  });
}

/** From this share of the SNT areas on, a concern is a common one. */
const COMMON = 0.1;

/** Community concern: 1 where no SNT area has the theme as a priority, 2 under 10 % of them, else 3. */
export function communityScore(priorities: number, areas: number): Score {
  if (areas <= 0) return null;
  if (priorities === 0) return 1;
  return priorities / areas < COMMON ? 2 : 3;
}

/** A score on the scale of a criterion: as it is where that has three values, ticked for 3 where it has two. */
export function onScale(
  score: Score,
  { least, greatest }: { least: number; greatest: number },
): number | null {
  if (score === null) return null;
  if (greatest - least === 1) return score === 3 ? greatest : least;
  return least + score - 1;
}
