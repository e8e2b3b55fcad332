import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';

@ObjectType({ description: 'An hour of the week on the clocks of London.' })
export class WeekCell {
  @Field(() => Int, { description: '1 for Monday to 7 for Sunday (ISO 8601).' })
  dayOfWeek!: number;

  @Field(() => Int, { description: 'Hour that begins, 0 to 23.' })
  hour!: number;

  @Field(() => Float, { description: 'Incidents: the sum of the parts that fall into this hour.' })
  weight!: number;
}

@ObjectType({
  description:
    'When in the week the incidents of a filter happen. Each spreads a weight of 1 over the hours in which it may ' +
    'have happened, in proportion to the time in them.',
})
export class WeekGrid extends Answer {
  @Field(() => [WeekCell], { description: 'All 168 hours, Monday 00:00 first; they sum to `incidents`.' })
  cells!: WeekCell[];

  @Field({ description: 'How the weights were found.' })
  method!: string;

  @Field(() => Int, { description: 'Incidents in the cells.' })
  incidents!: number;

  @Field(() => Int, { description: 'Incidents that are in no cell, because only their month is known.' })
  excluded!: number;
}
