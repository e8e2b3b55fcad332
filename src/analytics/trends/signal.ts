import { registerEnumType } from 'type-graphql';

export enum Signal {
  ABOVE = 'ABOVE',
  BELOW = 'BELOW',
  AS_EXPECTED = 'AS_EXPECTED',
}
registerEnumType(Signal, {
  name: 'Signal',
  description: 'Position of a count against the number expected.',
  valuesConfig: {
    ABOVE: { description: 'Above the number expected, by more than chance explains.' },
    BELOW: { description: 'Below the number expected, by more than chance explains.' },
    AS_EXPECTED: { description: 'No further from the number expected than chance explains.' },
  },
});

/** From this p value on, chance may have made a difference. */
const SIGNIFICANT = 0.05;

/** @param p of the difference, adjusted where many were tested. */
export function signalOf(actual: number, expected: number, p: number): Signal {
  if (p >= SIGNIFICANT) return Signal.AS_EXPECTED;
  return actual > expected ? Signal.ABOVE : Signal.BELOW;
}
