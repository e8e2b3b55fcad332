import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { DISPERSION_WORDS } from './change';
import { HistoryStatus } from './trend.type';

export enum Season {
  SPRING = 'SPRING',
  SUMMER = 'SUMMER',
  AUTUMN = 'AUTUMN',
  WINTER = 'WINTER',
}
registerEnumType(Season, {
  name: 'Season',
  description: 'Season of three calendar months.',
  valuesConfig: {
    SPRING: { description: 'March to May.' },
    SUMMER: { description: 'June to August.' },
    AUTUMN: { description: 'September to November.' },
    WINTER: { description: 'December to February.' },
  },
});

const INDEX_WORDS =
  'level free of trend and of the length of months, from a quasi-Poisson fit with a linear trend';

@ObjectType({ description: 'Level of a part of the year, over all its years.' })
export abstract class SeasonalLevel {
  @Field(() => Float, {
    nullable: true,
    description: `Seasonal index: ${INDEX_WORDS}; 100 is the mean of the year. Null where too little is known.`,
  })
  index!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower limit of the 95% interval of `index`.' })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper limit of the 95% interval of `index`.' })
  upper!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in this part of all years; null where no month of it was delivered.',
  })
  count!: number | null;
}

@ObjectType({ description: 'Calendar month, over all its years.' })
export class SeasonMonth extends SeasonalLevel {
  @Field(() => Int, { description: '1 for January to 12 for December.' })
  month!: number;
}

@ObjectType({ description: 'Season of three calendar months, over all its years.' })
export class SeasonQuarter extends SeasonalLevel {
  @Field(() => Season, { description: 'Season of the year.' })
  season!: Season;
}

@ObjectType({ description: 'Spread of the incidents of a filter over the calendar months.' })
export class SeasonalPattern extends Answer {
  @Field(() => [SeasonMonth], { description: 'Twelve calendar months, January first.' })
  months!: SeasonMonth[];

  @Field(() => [SeasonQuarter], { description: 'Four seasons, spring first.' })
  seasons!: SeasonQuarter[];

  @Field(() => Float, {
    nullable: true,
    description:
      'F statistic of equal levels all year against a level for each calendar month (11 degrees of freedom), or for ' +
      'each season (3) where `status` is NOT_ENOUGH_DATA; beside a linear trend, divided by the dispersion. Null ' +
      'where too little is known.',
  })
  fStatistic!: number | null;

  @Field(() => Float, { nullable: true, description: DISPERSION_WORDS })
  dispersion!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'p-value of `fStatistic`: the probability of such differences where there is no season.',
  })
  pValue!: number | null;

  @Field(() => [Season], {
    description:
      'Seasons that lie above the mean of the year by their own 95% interval, even without their strongest month, spring ' +
      'first; empty where there is no clear season: where chance explains the differences (p ≥ .05), a single month ' +
      'stands out, or three seasons or more would be named.',
  })
  peakSeasons!: Season[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Circular mean of the indices of the calendar months, 1 for the beginning of January, 7.5 for the middle of ' +
      'July. A description, meaningful where `pValue` is small; two opposite peaks cancel.',
  })
  meanDirectionMonth!: number | null;

  @Field(() => HistoryStatus, { description: 'Whether calendar months can be told apart.' })
  status!: HistoryStatus;

  @Field(() => PeriodType, {
    nullable: true,
    description: 'Months that were used, 36 at most; null where there are none.',
  })
  window!: PeriodType | null;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
