import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';

@ObjectType({ description: 'Hour of the week in Europe/London.' })
export class WeekCell {
  @Field(() => Int, { description: 'Day of the week, 1 for Monday to 7 for Sunday (ISO 8601).' })
  dayOfWeek!: number;

  @Field(() => Int, { description: 'Hour at which the cell begins, 0 to 23.' })
  hour!: number;

  @Field(() => Float, { description: 'Incidents in the hour: the sum of the fractions that fall into it.' })
  weight!: number;
}

@ObjectType({
  description:
    'Incidents of a filter by hour of the week. Each incident spreads a weight of 1 over the hours in ' +
    'which it may have happened, in proportion to the time in them.',
})
export class WeekGrid extends Answer {
  @Field(() => [WeekCell], {
    description: 'All 168 hours, Monday 00:00 first; the weights sum to `incidents`.',
  })
  cells!: WeekCell[];

  @Field({ description: 'Method by which the weights were computed.' })
  method!: string;

  @Field(() => Int, { description: 'Incidents in the cells.' })
  incidents!: number;

  @Field(() => Int, { description: 'Incidents left out of the cells because only their month is known.' })
  excluded!: number;
}
