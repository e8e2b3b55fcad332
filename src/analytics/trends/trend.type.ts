import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IsoDate } from '../../platform/calendar';
import { Answer } from '../analytic';
import type { JudgedTrend } from './asserted-trends.queries';
import { Classification } from './classification';

export enum HistoryStatus {
  OK = 'OK',
  NOT_ENOUGH_HISTORY = 'NOT_ENOUGH_HISTORY',
}
registerEnumType(HistoryStatus, {
  name: 'HistoryStatus',
  description: 'Whether enough months are known for a method.',
  valuesConfig: {
    OK: { description: 'At least 24 months.' },
    NOT_ENOUGH_HISTORY: { description: 'Fewer than 24 months: its figures are null.' },
  },
});

@ObjectType({ description: 'The two stretches of time that are compared.' })
export class TrendWindow {
  @Field(() => IsoDate, { description: 'First day of the current window.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Its last day.' })
  to!: string;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'First day of the window before; null where nothing of it was delivered.',
  })
  comparedFrom!: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Its last day; likewise.' })
  comparedTo!: string | null;

  @Field({ description: 'Whether a window was shortened to what the sources have delivered.' })
  clipped!: boolean;
}

@ObjectType({ description: 'The incidents of a month beside what the years before it let expect.' })
export class TrendMonth {
  @Field(() => String, { description: 'Calendar month, YYYY-MM.' })
  month!: string;

  @Field(() => Int, { description: 'Incidents.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents expected at the rate per day of the same calendar month in up to three years before; null where no ' +
      'earlier year is known.',
  })
  expected!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Lower end of the band in which 95 of 100 such months lie: prediction limits for a Poisson count (Krishnamoorthy ' +
      'and Peng 2011).',
  })
  lower!: number | null;

  @Field(() => Int, { nullable: true, description: 'Upper end of the band.' })
  upper!: number | null;
}

@ObjectType({
  description:
    'Seasonal Kendall test for a trend over months (Hirsch and Slack 1982): each calendar month is compared only with ' +
    'itself in other years. It asks about the months that end with the period, whatever the two windows are.',
})
export class SeasonalKendallTrend {
  @Field(() => Float, {
    nullable: true,
    description: 'Standard normal statistic; above 0 where counts rise.',
  })
  z!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p-value.' })
  pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Sen's seasonal slope: incidents per month by which a month rises from month to month.",
  })
  slopePerMonth!: number | null;

  @Field(() => Int, { description: 'Months that were tested, or that there are where they are too few.' })
  months!: number;

  @Field(() => HistoryStatus, { description: 'Whether there are enough of them.' })
  status!: HistoryStatus;
}

@ObjectType({ description: 'Whether it gets better or worse: a filter in two windows, and over months.' })
export class Trend extends Answer {
  @Field(() => Int, { description: 'Incidents in the current window.' })
  current!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the window before; null where nothing of it was delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change of the daily rate in per cent; null where there was none before, or nothing is known.',
  })
  percent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided p-value of the E-test for two Poisson counts with the days of the windows as exposure ' +
      '(Krishnamoorthy and Thomson 2004); null where there is nothing to compare with.',
  })
  pValue!: number | null;

  @Field(() => Classification, { description: 'What the comparison comes to.' })
  classification!: Classification;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field(() => [TrendMonth], { description: 'Up to 36 whole months that end with the period, oldest first.' })
  series!: TrendMonth[];

  @Field(() => SeasonalKendallTrend, { description: 'The trend over those months.' })
  seasonalKendall!: SeasonalKendallTrend;

  @Field(() => TrendWindow, { description: 'What was compared.' })
  window!: TrendWindow;

  judged!: JudgedTrend | null;
}
