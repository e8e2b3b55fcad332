/**
 * Whether a value of the scanning table agrees with the score in the threat/risk matrix: a tick with 2 and 3, a blank
 * with 1 and 2, unknown only with unknown.
 */
export function agrees(tick: number | null, score: number | null): boolean {
  if (tick === null || score === null) return tick === score;
  return tick === 1 ? score >= 2 : score <= 2;
}

/** Inputs of the rule for priorities, each ticked (1), blank (0) or unknown (null). */
export interface PrioritySigns {
  highVolume: number | null;
  laaPriority: number | null;
  communityPriority: number | null;
}

/**
 * Conditions that make a theme a suggested priority: a high volume (`volume`), or being a priority of both the Local
 * Area Agreement and the community (`agreed`). Unknown inputs count as not met.
 */
export function prioritySigns({ highVolume, laaPriority, communityPriority }: PrioritySigns): {
  volume: boolean;
  agreed: boolean;
} {
  return { volume: highVolume === 1, agreed: laaPriority === 1 && communityPriority === 1 };
}
