import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { checkPeriod, type Period, PeriodInput } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { Comparison } from './windows';

/** Default comparison of a period. */
export const DEFAULT_COMPARISON = Comparison.SAME_PERIOD_LAST_YEAR;

/** Comparison window of a period, as callers choose it. */
@ArgsType()
export abstract class ComparisonArgs {
  @Field(() => Comparison, {
    nullable: true,
    description:
      'Rule that chooses the windows to compare; not together with `compareWithPeriod`. Default: ' +
      `${DEFAULT_COMPARISON}, by hotspotClusters only where all of that time was delivered.`,
  })
  compareWith?: Comparison | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Days to compare the period with; not together with `compareWith`.',
  })
  compareWithPeriod?: PeriodInput | null;
}

/** Arguments that name a comparison. */
type AskedComparison = Pick<ComparisonArgs, 'compareWith' | 'compareWithPeriod'>;

/**
 * The comparison that the caller names; null where none is named.
 *
 * @throws Problem BAD_USER_INPUT where a rule and days are named, or the days to compare with end before they begin.
 */
export function namedComparison({
  compareWith,
  compareWithPeriod,
}: AskedComparison): Comparison | Period | null {
  if (!compareWithPeriod) return compareWith ?? null;
  if (compareWith)
    throw new Problem(
      'BAD_USER_INPUT',
      'compareWith and compareWithPeriod exclude each other: name a rule, or the days to compare with.',
      { field: 'compareWithPeriod' },
    );
  checkPeriod(compareWithPeriod, 'compareWithPeriod');
  return compareWithPeriod;
}
