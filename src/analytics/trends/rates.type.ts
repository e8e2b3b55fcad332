import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';
import { Denominator } from './denominator.type';
import { FunnelPosition } from './funnel.type';
import { RateInterval } from './rate-interval.type';

@ObjectType({ description: 'The incidents of one area per thousand of what they can happen to, per year.' })
export class AreaRate extends RateInterval {
  /** Of the boundary that a map shows. */
  areaId!: number;

  @Field(() => ID, { description: 'Code of the area.' })
  code!: string;

  @Field({ description: 'Name of the area.' })
  name!: string;

  @Field(() => Int, { description: 'Incidents in the window; 0 where none was recorded.' })
  count!: number;

  @Field({ description: 'Whether the count is a protected one, off by a few.' })
  perturbed!: boolean;

  @Field(() => Int, { nullable: true, description: 'Year of that figure.' })
  populationYear!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether that figure was summed from smaller areas that fit best, not published for this one.',
  })
  populationEstimated!: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Incidents per 1,000 of the denominator per year; null where there is no denominator.',
  })
  ratePerThousandPerYear!: number | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description: 'Where the count lies in the funnel of all these areas.',
  })
  funnel!: FunnelPosition | null;
}

@ObjectType({
  description: 'Rates of all areas of a kind. Areas without incidents are there, with a count of 0.',
})
export class AreaRates extends Answer {
  @Field(() => [AreaRate], { description: 'One row per area, by code.' })
  rows!: AreaRate[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents per 1,000 per year of all areas that have a rate, together; null where none has. It is the middle of ' +
      'the funnel.',
  })
  pooledRate!: number | null;

  @Field(() => Denominator, {
    nullable: true,
    description: 'What the incidents were counted per thousand of; null where their offences have none.',
  })
  denominator!: Denominator | null;
}
