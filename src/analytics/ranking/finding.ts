import type { Score } from './scores';

/** Score by a rule, with the evidence in words; for an unknown score, the reason. */
export interface Finding {
  score: Score;
  /** Least and greatest score that is possible; null where nothing is known. */
  lower: Score;
  upper: Score;
  evidence: string;
}

/** Finding whose score is exact, or unknown where it is null. */
export const exactly = (score: Score, evidence: string): Finding => ({
  score,
  lower: score,
  upper: score,
  evidence,
});

/** Finding of which nothing is known, with the reason. */
export const unknown = (evidence: string): Finding => exactly(null, evidence);

/** Finding between two scores: exact where they are one, unknown where they are the ends of the scale. */
export function between(lower: Score, upper: Score, evidence: string): Finding {
  if (lower === null || upper === null || upper - lower === 2) return unknown(evidence);
  return { score: lower === upper ? lower : null, lower, upper, evidence };
}

/** Number as people write it. */
export const number = (n: number) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }).format(n);
/** Share as a percentage. */
export const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`;
