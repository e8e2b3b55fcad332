import { registerEnumType } from 'type-graphql';

export enum Signal {
  ABOVE = 'ABOVE',
  POSSIBLY_ABOVE = 'POSSIBLY_ABOVE',
  AS_EXPECTED = 'AS_EXPECTED',
  POSSIBLY_BELOW = 'POSSIBLY_BELOW',
  BELOW = 'BELOW',
}
registerEnumType(Signal, {
  name: 'Signal',
  description: 'Position of a count against the number expected.',
  valuesConfig: {
    ABOVE: { description: 'Above the number expected, by more than chance explains.' },
    POSSIBLY_ABOVE: {
      description:
        'Above its own 95% limits, but among as many counts as were tested some are by chance: not significant after ' +
        'the adjustment for their number.',
    },
    AS_EXPECTED: { description: 'No further from the number expected than chance explains.' },
    POSSIBLY_BELOW: {
      description:
        'Below its own 95% limits, but among as many counts as were tested some are by chance: not significant after ' +
        'the adjustment for their number.',
    },
    BELOW: { description: 'Below the number expected, by more than chance explains.' },
  },
});

/** From this p value on, chance may have made a difference. */
const SIGNIFICANT = 0.05;

/**
 * Position of a count against the number expected.
 *
 * @param p of the difference by itself
 * @param adjusted p for the number of counts that were tested; the same where it is one
 */
export function signalOf(actual: number, expected: number, p: number, adjusted = p): Signal {
  if (p >= SIGNIFICANT) return Signal.AS_EXPECTED;
  if (adjusted < SIGNIFICANT) return actual > expected ? Signal.ABOVE : Signal.BELOW;
  return actual > expected ? Signal.POSSIBLY_ABOVE : Signal.POSSIBLY_BELOW;
}
