import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { compareWindows, type Dispersion, POISSON, type WindowComparison } from '../../platform/statistics';
import { compute, type Requester } from '../../platform/threads';
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
    INCREASING: {
      description: 'More than before: p < .05, and at least 10 incidents in one of the windows.',
    },
    DECREASING: {
      description: 'Fewer than before: p < .05, and at least 10 incidents in one of the windows.',
    },
    NO_CLEAR_CHANGE: {
      description: 'The difference may be chance (p ≥ .05), or both windows have fewer than 10 incidents.',
    },
  },
});

/** A change as the columns of a flat row. */
export const CHANGE_COLUMNS =
  'change { previousCount: previousCount currentCount: currentCount percent: percent percentOf: percentOf ' +
  'changeLower: lower changeUpper: upper changePValue: pValue changeDispersion: dispersion direction: direction }';

/** Description of the test of two windows. */
export const TEST_WORDS =
  'Two-sided p-value of the exact conditional test for two counts (Przyborowski and Wilenski 1940), with equal tails ' +
  'and mid-p, for counts that vary `dispersion` times as much as Poisson counts.';

/** Description of a dispersion. */
export const DISPERSION_WORDS =
  'Dispersion φ: variance of the monthly counts over their mean, beside season and trend, 1 or more; estimated from ' +
  'up to 36 months. Null where fewer than 24 are known: the test is then that of Poisson counts, so the true ' +
  'uncertainty is as large or larger.';

@ObjectType({ description: 'Count of the current window against that of the comparison window.' })
export class Change {
  @Field(() => Int, { description: 'Incidents in the comparison window.' })
  previousCount!: number;

  @Field(() => Int, { description: 'Incidents in the current window.' })
  currentCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent, of counts or of daily rates by `percentOf`; null where `previousCount` is 0.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, { description: 'Whether counts or daily rates are compared.' })
  percentOf!: ChangeBasis;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower limit of the 95% interval of the change in per cent: above 0 where `pValue` shows a rise; null ' +
      'where both counts are 0.',
  })
  lower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Upper limit of the 95% interval of the change in per cent: below 0 where `pValue` shows a fall; null ' +
      'where `previousCount` is 0, because a rise from nothing has no bound.',
  })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `${TEST_WORDS} The counted days of the windows are the exposure where \`percentOf\` is DAILY_RATE. Null where both counts are 0.`,
  })
  pValue!: number | null;

  @Field(() => Float, { nullable: true, description: DISPERSION_WORDS })
  dispersion!: number | null;

  @Field(() => ChangeDirection, { description: 'Direction of the change, where chance does not explain it.' })
  direction!: ChangeDirection;
}

const SIGNIFICANT = 0.05;

/** Minimum number of incidents in at least one of the windows. */
const FEWEST = 10;

/** Whether two windows have too few incidents to say anything about their change, however small p is. */
export function isTooFew(current: number, previous: number): boolean {
  return current < FEWEST && previous < FEWEST;
}

/** Exposures of both windows: counted days where daily rates are compared, 1 each where counts are. */
function exposuresOf({ basis, current, previous }: ComparedWindows): [current: number, previous: number] {
  return basis === ChangeBasis.DAILY_RATE ? [current.days, previous.days] : [1, 1];
}

/** A ratio to what was before as a change in per cent, without the digits that come of computing with fractions. */
const percentOfRatio = (ratio: number): number => Number(((ratio - 1) * 100).toFixed(10));

/**
 * Change between two windows in per cent, of the counts or daily rates by their basis; null where the earlier value is
 * 0.
 */
export function percentBetween(current: number, previous: number, windows: ComparedWindows): number | null {
  const [days, daysBefore] = exposuresOf(windows);
  return previous === 0 ? null : percentOfRatio(current / days / (previous / daysBefore));
}

/**
 * Compares two windows: by their counts where both hold equal calendar months and days, else by counts per counted day.
 * The percentage, its interval, the test and the direction all refer to this quantity.
 *
 * @param dispersion dispersion of the series; null: unknown, so the counts are treated as Poisson counts, which
 *   understates their uncertainty
 */
export function changeBetween(
  current: number,
  previous: number,
  windows: ComparedWindows,
  dispersion: Dispersion | null = null,
): Change {
  const [tested] = compareWindows(Float64Array.of(current), Float64Array.of(previous), exposuresOf(windows), [
    dispersion ?? POISSON,
  ]);
  return changeOf(current, previous, windows, dispersion, tested);
}

/**
 * Compares two windows at many places, each as {@link changeBetween} does, in a thread.
 *
 * @param dispersions one for each place
 */
export async function changesBetween(
  request: Requester,
  current: Float64Array,
  previous: Float64Array,
  windows: ComparedWindows,
  dispersions: readonly (Dispersion | null)[],
): Promise<Change[]> {
  const tested = await compute(
    'compareWindows',
    [current, previous, exposuresOf(windows), dispersions.map((each) => each ?? POISSON)],
    request,
  );
  return tested.map((each, place) =>
    changeOf(current[place], previous[place], windows, dispersions[place], each),
  );
}

function changeOf(
  current: number,
  previous: number,
  windows: ComparedWindows,
  dispersion: Dispersion | null,
  { p, ratio }: WindowComparison,
): Change {
  const [days, daysBefore] = exposuresOf(windows);
  const toPercent = (limit: number | null) => (limit === null ? null : percentOfRatio(limit));
  return {
    previousCount: previous,
    currentCount: current,
    percent: percentBetween(current, previous, windows),
    percentOf: windows.basis,
    lower: toPercent(ratio?.lower ?? null),
    upper: toPercent(ratio?.upper ?? null),
    pValue: p,
    dispersion: dispersion?.value ?? null,
    direction:
      p === null || p >= SIGNIFICANT || isTooFew(current, previous)
        ? ChangeDirection.NO_CLEAR_CHANGE
        : current / days > previous / daysBefore
          ? ChangeDirection.INCREASING
          : ChangeDirection.DECREASING,
  };
}
