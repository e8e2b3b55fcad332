import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';
import { Denominator } from './denominator.type';
import { FunnelPosition } from './funnel.type';
import { RateInterval } from './rate-interval.type';

@ObjectType({ description: 'Incidents of one area per 1,000 of their denominator per year.' })
export class AreaRate extends RateInterval {
  /** Of the boundary that a map shows. */
  areaId!: number;

  @Field(() => ID, { description: 'Code of the area.' })
  code!: string;

  @Field({ description: 'Name of the area.' })
  name!: string;

  @Field(() => Int, { description: 'Incidents in the window; 0 where none was recorded.' })
  count!: number;

  @Field({ description: 'Whether the count is a protected one, so that it is off by a few.' })
  perturbed!: boolean;

  @Field(() => Int, { nullable: true, description: 'Year of `population`.' })
  populationYear!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether `population` was summed from smaller areas by best fit; false where it was published for ' +
      'this area.',
  })
  populationEstimated!: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Incidents per 1,000 of the denominator per year; null where there is no denominator.',
  })
  ratePerThousandPerYear!: number | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description: 'Position of the count in the funnel of all areas of the answer.',
  })
  funnel!: FunnelPosition | null;
}

@ObjectType({
  description: 'Rates of all areas of a kind, areas without incidents included.',
})
export class AreaRates extends Answer {
  @Field(() => [AreaRate], { description: 'One row per area, by code.' })
  rows!: AreaRate[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents per 1,000 per year of all areas with a rate, together: the centre line of the funnel; ' +
      'null where none has a rate.',
  })
  pooledRate!: number | null;

  @Field(() => Denominator, {
    nullable: true,
    description: 'Denominator of every rate; null where the offences of the filter have none.',
  })
  denominator!: Denominator | null;
}
