import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IsoDate } from '../../platform/calendar';
import { Answer } from '../analytic';
import type { JudgedTrend } from './asserted-trends.queries';
import { Classification } from './classification';
import { ChangeBasis } from './windows';

export enum HistoryStatus {
  OK = 'OK',
  NOT_ENOUGH_HISTORY = 'NOT_ENOUGH_HISTORY',
}
registerEnumType(HistoryStatus, {
  name: 'HistoryStatus',
  description: 'Whether enough months are known for a method.',
  valuesConfig: {
    OK: { description: 'At least 24 months.' },
    NOT_ENOUGH_HISTORY: { description: 'Fewer than 24 months: the figures of the method are null.' },
  },
});

@ObjectType({ description: 'Current and comparison window of a trend.' })
export class TrendWindow {
  @Field(() => IsoDate, { description: 'First day of the current window.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the current window.' })
  to!: string;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'First day of the comparison window; null where nothing of it was delivered.',
  })
  comparedFrom!: string | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'Last day of the comparison window; null where nothing of it was delivered.',
  })
  comparedTo!: string | null;

  @Field({ description: 'Whether a window was shortened to the delivered data.' })
  clipped!: boolean;
}

@ObjectType({ description: 'Incidents of a month, compared with the number expected from earlier years.' })
export class TrendMonth {
  @Field(() => String, { description: 'Calendar month, YYYY-MM.' })
  month!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the month; null where it was never delivered.',
  })
  count!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents expected at the rate per day of this calendar month in up to three years before; null ' +
      'where no earlier year is known.',
  })
  expected!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Lower 95% prediction limit of the count, Poisson (Krishnamoorthy and Peng 2011).',
  })
  lower!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Upper 95% prediction limit of the count, Poisson (Krishnamoorthy and Peng 2011).',
  })
  upper!: number | null;
}

@ObjectType({
  description:
    'Seasonal Kendall test for a trend over months (Hirsch and Slack 1982): each calendar month is ' +
    'compared only with itself in other years. It covers the months that end with the period, ' +
    'independent of the two windows.',
})
export class SeasonalKendallTrend {
  @Field(() => Float, {
    nullable: true,
    description: 'Standard normal statistic; above 0 where counts rise.',
  })
  z!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p-value of the Seasonal Kendall test.' })
  pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Sen's seasonal slope: change in incidents per month, from month to month.",
  })
  slopePerMonth!: number | null;

  @Field(() => Int, { description: 'Number of delivered months tested, or known where they are too few.' })
  months!: number;

  @Field(() => HistoryStatus, { description: 'Whether at least 24 months are known.' })
  status!: HistoryStatus;
}

@ObjectType({ description: 'Trend of a filter: two windows compared, and the months before.' })
export class Trend extends Answer {
  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the current window; null where nothing of the period can be counted.',
  })
  current!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the comparison window; null where nothing of it was delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent, of counts or of daily rates by `basis`; null where `previous` is 0 or unknown.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, {
    nullable: true,
    description: 'Whether counts or daily rates are compared; null where there is nothing to compare with.',
  })
  basis!: ChangeBasis | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided p-value of the E-test for two Poisson counts (Krishnamoorthy and Thomson 2004), with the ' +
      'counted days of the windows as exposure where `basis` is DAILY_RATE; null where there is nothing to compare with.',
  })
  pValue!: number | null;

  @Field(() => Classification, { description: 'Classification of the change between the two windows.' })
  classification!: Classification;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field(() => [TrendMonth], { description: 'Up to 36 whole months that end with the period, oldest first.' })
  series!: TrendMonth[];

  @Field(() => SeasonalKendallTrend, { description: 'Seasonal Kendall test over the months of `series`.' })
  seasonalKendall!: SeasonalKendallTrend;

  @Field(() => TrendWindow, {
    nullable: true,
    description: 'Windows that were compared; null where nothing of the period can be counted.',
  })
  window!: TrendWindow | null;

  judged!: JudgedTrend | null;
}
