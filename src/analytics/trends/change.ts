import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type Dispersion, POISSON, poissonETest, twoWindowTest } from '../../platform/statistics';
import { ChangeBasis, type ComparedWindows } from './windows';

export enum ChangeDirection {
  INCREASING = 'INCREASING',
  DECREASING = 'DECREASING',
  NO_CLEAR_CHANGE = 'NO_CLEAR_CHANGE',
}
registerEnumType(ChangeDirection, {
  name: 'ChangeDirection',
  description: 'Direction of a change in counts, tested at 5%.',
  valuesConfig: {
    INCREASING: { description: 'More than before (p < .05).' },
    DECREASING: { description: 'Fewer than before (p < .05).' },
    NO_CLEAR_CHANGE: { description: 'The difference may be chance (p ≥ .05).' },
  },
});

/** A change as the columns of a flat row. */
export const CHANGE_COLUMNS =
  'change { previousCount: previousCount currentCount: currentCount percent: percent basis: basis ' +
  'changePValue: pValue direction: direction }';

@ObjectType({ description: 'Count of the current window against that of the comparison window.' })
export class Change {
  @Field(() => Int, { description: 'Incidents in the comparison window.' })
  previousCount!: number;

  @Field(() => Int, { description: 'Incidents in the current window.' })
  currentCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent, of counts or of daily rates by `basis`; null where `previousCount` is 0.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, { description: 'Whether counts or daily rates are compared.' })
  basis!: ChangeBasis;

  @Field(() => Float, {
    description:
      'Two-sided p-value of the E-test for two Poisson counts (Krishnamoorthy and Thomson 2004); the ' +
      'counted days of the windows are the exposure where `basis` is DAILY_RATE.',
  })
  pValue!: number;

  @Field(() => ChangeDirection, { description: 'Direction of the change, where chance does not explain it.' })
  direction!: ChangeDirection;
}

const SIGNIFICANT = 0.05;

/**
 * Compares the counts of two windows: the counts themselves where both hold the same calendar months and days, else the
 * counts per counted day. The percentage, the test and the direction all tell of the same quantity.
 *
 * @param dispersion of the series that the counts are from; null where it is not known, so that the counts are judged as
 *   Poisson counts, which understates their uncertainty. Left out: the E-test
 */
export function changeBetween(
  current: number,
  previous: number,
  windows: ComparedWindows,
  dispersion?: Dispersion | null,
): Change {
  const { basis } = windows;
  const daily = basis === ChangeBasis.DAILY_RATE;
  const days = daily ? windows.current.days : 1;
  const daysBefore = daily ? windows.previous.days : 1;
  const now = { count: current, exposure: days };
  const before = { count: previous, exposure: daysBefore };
  const pValue =
    dispersion === undefined
      ? poissonETest(current, days, previous, daysBefore)
      : (twoWindowTest(now, before, dispersion ?? POISSON) ?? 1);
  const ratio = current / days / (previous / daysBefore);
  return {
    previousCount: previous,
    currentCount: current,
    percent: previous === 0 ? null : (ratio - 1) * 100,
    basis,
    pValue,
    direction:
      pValue >= SIGNIFICANT
        ? ChangeDirection.NO_CLEAR_CHANGE
        : ratio > 1
          ? ChangeDirection.INCREASING
          : ChangeDirection.DECREASING,
  };
}
