import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { daysIn } from '../../platform/calendar';
import { poissonETest } from '../../platform/statistics';
import type { Windows } from './windows';

export enum ChangeDirection {
  INCREASING = 'INCREASING',
  DECREASING = 'DECREASING',
  NO_CLEAR_CHANGE = 'NO_CLEAR_CHANGE',
}
registerEnumType(ChangeDirection, {
  name: 'ChangeDirection',
  description: 'Which way a count went, where chance alone explains it in fewer than 5 of 100 cases.',
  valuesConfig: {
    INCREASING: { description: 'More per day than before (p < .05).' },
    DECREASING: { description: 'Fewer per day than before (p < .05).' },
    NO_CLEAR_CHANGE: { description: 'The difference may be chance (p ≥ .05).' },
  },
});

/** A change as the columns of a flat row. */
export const CHANGE_COLUMNS =
  'change { previousCount: previousCount currentCount: currentCount percent: percent changePValue: pValue ' +
  'direction: direction }';

@ObjectType({ description: 'A count against the one of the comparison period.' })
export class Change {
  @Field(() => Int, { description: 'Incidents in the comparison window.' })
  previousCount!: number;

  @Field(() => Int, { description: 'Incidents in the current window.' })
  currentCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Change of the daily rate in per cent; null where there was none before.',
  })
  percent!: number | null;

  @Field(() => Float, {
    description:
      'Two-sided p-value of the E-test for two Poisson counts with the days of the windows as exposure ' +
      '(Krishnamoorthy and Thomson 2004).',
  })
  pValue!: number;

  @Field(() => ChangeDirection, { description: 'Which way, where it is more than chance.' })
  direction!: ChangeDirection;
}

const SIGNIFICANT = 0.05;

/** Compares the counts of two windows, per day. */
export function changeBetween(current: number, previous: number, windows: Windows): Change {
  const days = daysIn(windows.current);
  const daysBefore = daysIn(windows.previous);
  const pValue = poissonETest(current, days, previous, daysBefore);
  const ratio = current / days / (previous / daysBefore);
  return {
    previousCount: previous,
    currentCount: current,
    percent: previous === 0 ? null : (ratio - 1) * 100,
    pValue,
    direction:
      pValue >= SIGNIFICANT
        ? ChangeDirection.NO_CLEAR_CHANGE
        : ratio > 1
          ? ChangeDirection.INCREASING
          : ChangeDirection.DECREASING,
  };
}
