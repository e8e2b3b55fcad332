import { registerEnumType } from 'type-graphql';
import { isTooFew } from './change';

/** Result of comparing two counts, in the words of a strategic assessment. */
export enum Classification {
  DETERIORATING = 'DETERIORATING',
  POSSIBLY_DETERIORATING = 'POSSIBLY_DETERIORATING',
  STABLE = 'STABLE',
  POSSIBLY_IMPROVING = 'POSSIBLY_IMPROVING',
  IMPROVING = 'IMPROVING',
  INSUFFICIENT_DATA = 'INSUFFICIENT_DATA',
}
registerEnumType(Classification, {
  name: 'Classification',
  description:
    'Comparison of two windows in the words of a strategic assessment, by a test that allows for how much the ' +
    'counts vary from month to month. Changes below 5% do not count. A count cannot show whether more crime or ' +
    'more recording is behind a change.',
  valuesConfig: {
    DETERIORATING: { description: 'More incidents: p < .05 and at least 5%.' },
    POSSIBLY_DETERIORATING: {
      description: 'More incidents, but it may be chance: .05 ≤ p < .20 and at least 5%.',
    },
    STABLE: { description: 'No change: p ≥ .20 or less than 5%.' },
    POSSIBLY_IMPROVING: {
      description: 'Fewer incidents, but it may be chance: .05 ≤ p < .20 and at least 5%.',
    },
    IMPROVING: { description: 'Fewer incidents: p < .05 and at least 5%.' },
    INSUFFICIENT_DATA: {
      description: 'Fewer than 10 incidents in both windows, or nothing to compare with.',
    },
  },
});

/** Minimum change, in per cent, for any class other than stable. */
const MIN_PERCENT = 5;
const CERTAIN = 0.05;
const POSSIBLE = 0.2;

/**
 * Classifies a comparison.
 *
 * @param change counts of the windows; `percent` is null where the earlier count is 0, `pValue` where both are.
 */
export function classify({
  previousCount,
  currentCount,
  percent,
  pValue,
}: {
  previousCount: number;
  currentCount: number;
  percent: number | null;
  pValue: number | null;
}): Classification {
  if (isTooFew(currentCount, previousCount)) return Classification.INSUFFICIENT_DATA;
  const change = percent ?? Number.POSITIVE_INFINITY;
  if (pValue === null || pValue >= POSSIBLE || Math.abs(change) < MIN_PERCENT) return Classification.STABLE;
  if (change > 0)
    return pValue < CERTAIN ? Classification.DETERIORATING : Classification.POSSIBLY_DETERIORATING;
  return pValue < CERTAIN ? Classification.IMPROVING : Classification.POSSIBLY_IMPROVING;
}
