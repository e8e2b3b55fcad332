import { registerEnumType } from 'type-graphql';

export enum Signal {
  ABOVE = 'ABOVE',
  BELOW = 'BELOW',
  AS_EXPECTED = 'AS_EXPECTED',
}
registerEnumType(Signal, {
  name: 'Signal',
  description: 'How a count stands to what was expected of it.',
  valuesConfig: {
    ABOVE: { description: 'Above it, by more than chance makes likely.' },
    BELOW: { description: 'Below it, by more than chance makes likely.' },
    AS_EXPECTED: { description: 'Chance alone may have made the difference.' },
  },
});

/** From this p value on, chance may have made a difference. */
const SIGNIFICANT = 0.05;

/** @param p of the difference, adjusted where many were tested. */
export function signalOf(actual: number, expected: number, p: number): Signal {
  if (p >= SIGNIFICANT) return Signal.AS_EXPECTED;
  return actual > expected ? Signal.ABOVE : Signal.BELOW;
}
