import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { checkPeriod, type Period, PeriodInput } from '../../platform/calendar';
import { Comparison } from './windows';

/** Comparison window of a period, as callers choose it. */
@ArgsType()
export abstract class ComparisonArgs {
  @Field(() => Comparison, {
    nullable: true,
    description: 'Rule that chooses the comparison window. Default: SAME_PERIOD_LAST_YEAR.',
  })
  compareWith?: Comparison | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Days to compare with; takes the place of `compareWith`.',
  })
  compareWithPeriod?: PeriodInput | null;
}

/** Default comparison of a period. */
export const DEFAULT_COMPARISON = Comparison.SAME_PERIOD_LAST_YEAR;

/**
 * The comparison that is meant, its default filled in.
 *
 * @throws Problem BAD_USER_INPUT where the days to compare with end before they begin.
 */
export function comparisonOf({ compareWith, compareWithPeriod }: ComparisonArgs): Comparison | Period {
  if (!compareWithPeriod) return compareWith!;
  checkPeriod(compareWithPeriod, 'compareWithPeriod');
  return compareWithPeriod;
}
