import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IsoDate, type Period } from '../../platform/calendar';
import type { MonthlySeries } from '../../platform/statistics';
import { Answer } from '../analytic';
import type { JudgedTrend } from './asserted-trends.queries';
import { DISPERSION_WORDS, TEST_WORDS } from './change';
import { Classification } from './classification';
import { ChangeBasis } from './windows';

export enum HistoryStatus {
  OK = 'OK',
  NOT_ENOUGH_DATA = 'NOT_ENOUGH_DATA',
  NOT_ENOUGH_HISTORY = 'NOT_ENOUGH_HISTORY',
}
registerEnumType(HistoryStatus, {
  name: 'HistoryStatus',
  description: 'Whether enough months and incidents are known for a method.',
  valuesConfig: {
    OK: { description: 'At least 24 months, with enough incidents.' },
    NOT_ENOUGH_DATA: {
      description:
        'At least 24 months, but too few incidents to tell calendar months apart: fewer than five a month on average, ' +
        'or a calendar month without any.',
    },
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

const BAND_WORDS =
  '95% prediction limit of the count: negative binomial, under the dispersion of the other months and with the ' +
  'uncertainty of the number expected; null where `expected` is.';

@ObjectType({
  description: 'Incidents of a month, compared with the number that the other months of the series predict.',
})
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
      'Incidents expected of the month: month factors and a linear trend fitted to all other months of the series ' +
      '(quasi-Poisson); null where fewer than 24 months are known.',
  })
  expected!: number | null;

  @Field(() => Int, { nullable: true, description: `Lower ${BAND_WORDS}` })
  lower!: number | null;

  @Field(() => Int, { nullable: true, description: `Upper ${BAND_WORDS}` })
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
      'Change in per cent, of counts or of daily rates by `percentOf`; null where `previous` is 0 or unknown.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, {
    nullable: true,
    description: 'Whether counts or daily rates are compared; null where there is nothing to compare with.',
  })
  percentOf!: ChangeBasis | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower limit of the 95% interval of `percent`: above 0 where `pValue` shows a rise; null where there is ' +
      'nothing to compare with, or both counts are 0.',
  })
  lower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Upper limit of the 95% interval of `percent`: below 0 where `pValue` shows a fall; null where `previous` is ' +
      '0 or unknown.',
  })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `${TEST_WORDS} The counted days of the windows are the exposure where \`percentOf\` is DAILY_RATE. Null where there is nothing to compare with, or both counts are 0.`,
  })
  pValue!: number | null;

  @Field(() => Float, { nullable: true, description: DISPERSION_WORDS })
  dispersion!: number | null;

  @Field(() => Classification, { description: 'Classification of the change between the two windows.' })
  classification!: Classification;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field(() => SeasonalKendallTrend, { description: 'Seasonal Kendall test over the months of `series`.' })
  seasonalKendall!: SeasonalKendallTrend;

  @Field(() => TrendWindow, {
    nullable: true,
    description: 'Windows that were compared; null where nothing of the period can be counted.',
  })
  window!: TrendWindow | null;

  /** The months of `series`, and their counts. */
  months!: Period[];
  monthly!: MonthlySeries;

  judged!: JudgedTrend | null;
}
