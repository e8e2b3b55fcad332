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
  description: 'Direction of a change in counts, tested at 5%.',
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

@ObjectType({ description: 'Count of the current window against that of the comparison window.' })
export class Change {
  @Field(() => Int, { description: 'Incidents in the comparison window.' })
  previousCount!: number;

  @Field(() => Int, { description: 'Incidents in the current window.' })
  currentCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Change of the daily rate in per cent; null where `previousCount` is 0.',
  })
  percent!: number | null;

  @Field(() => Float, {
    description:
      'Two-sided p-value of the E-test for two Poisson counts with the days of the windows as exposure ' +
      '(Krishnamoorthy and Thomson 2004).',
  })
  pValue!: number;

  @Field(() => ChangeDirection, { description: 'Direction of the change, where chance does not explain it.' })
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
