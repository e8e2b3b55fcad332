import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
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

@ObjectType({ description: 'Calendar month, over all its years.' })
export class SeasonMonth {
  @Field(() => Int, { description: '1 for January to 12 for December.' })
  month!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Seasonal index: mean rate per day, where 100 is the mean of the twelve months; null without ' +
      'incidents, or with too few months.',
  })
  index!: number | null;

  @Field(() => Int, { description: 'Incidents in this calendar month of all years.' })
  count!: number;
}

@ObjectType({ description: 'Spread of the incidents of a filter over the calendar months.' })
export class SeasonalPattern extends Answer {
  @Field(() => [SeasonMonth], { description: 'Twelve calendar months, January first.' })
  months!: SeasonMonth[];

  @Field(() => Float, {
    nullable: true,
    description:
      'χ² of equal rates per day in all calendar months, with 11 degrees of freedom (Pearson 1900).',
  })
  chiSquare!: number | null;

  @Field(() => Float, { nullable: true, description: 'p-value of `chiSquare`.' })
  pValue!: number | null;

  @Field(() => [Season], {
    description:
      'Seasons at least 5% above the average, in order of the year from spring on; empty where the months ' +
      'differ by no more than chance (p ≥ .05).',
  })
  peakSeasons!: Season[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Circular mean of the incidents over the year, 1 for the beginning of January, 7.5 for the middle ' +
      'of July. Meaningful where `rayleighP` is small; two opposite peaks cancel.',
  })
  meanDirectionMonth!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "p-value of Rayleigh's test for one peak in the year (Mardia and Jupp 2000).",
  })
  rayleighP!: number | null;

  @Field(() => HistoryStatus, { description: 'Whether at least 24 months are known.' })
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
