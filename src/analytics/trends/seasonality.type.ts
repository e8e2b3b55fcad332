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
  description: 'Three months of the year.',
  valuesConfig: {
    SPRING: { description: 'March to May.' },
    SUMMER: { description: 'June to August.' },
    AUTUMN: { description: 'September to November.' },
    WINTER: { description: 'December to February.' },
  },
});

@ObjectType({ description: 'A calendar month, all its years together.' })
export class SeasonMonth {
  @Field(() => Int, { description: '1 for January to 12 for December.' })
  month!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Its mean rate per day, where 100 is the mean of the twelve; null without incidents, or with too few months.',
  })
  index!: number | null;

  @Field(() => Int, { description: 'Incidents in all its years.' })
  count!: number;
}

@ObjectType({ description: 'How the incidents of a filter are spread over the year.' })
export class SeasonalPattern extends Answer {
  @Field(() => [SeasonMonth], { description: 'January to December.' })
  months!: SeasonMonth[];

  @Field(() => Float, {
    nullable: true,
    description:
      'χ² of equal rates per day in all calendar months, with 11 degrees of freedom (Pearson 1900).',
  })
  chiSquare!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its p-value.' })
  pValue!: number | null;

  @Field(() => [Season], {
    description:
      'Seasons at least 5 per cent above the average, in order of the year from spring on; none where the months ' +
      'differ no more than by chance (p ≥ .05).',
  })
  peakSeasons!: Season[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Circular mean: where in the year the incidents gather, 1 the beginning of January, 7.5 the middle of July. ' +
      'Meaningful where rayleighP is small; two peaks opposite each other cancel.',
  })
  meanDirectionMonth!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "P-value of Rayleigh's test that they gather at one time of the year (Mardia and Jupp 2000).",
  })
  rayleighP!: number | null;

  @Field(() => HistoryStatus, { description: 'Whether there are enough months.' })
  status!: HistoryStatus;

  @Field(() => PeriodType, {
    nullable: true,
    description: 'The months that it is made of, 36 at most; null where there is none.',
  })
  window!: PeriodType | null;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
