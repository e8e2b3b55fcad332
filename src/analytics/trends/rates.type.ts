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

  @Field(() => Float, {
    nullable: true,
    description:
      'Empirical Bayes estimate of the rate (Marshall 1991): drawn towards the rate of all areas, the more so the fewer ' +
      'people there are; per 1,000 of the denominator per year. Null where there is no denominator.',
  })
  smoothedRate!: number | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description:
      'Position of the count in the funnel of all areas, with limits widened for the differences that areas usually ' +
      'have (additive random effect, Spiegelhalter 2005); that of `poissonPosition` where fewer than 10 areas have 5 ' +
      'expected incidents, or this one has fewer.',
  })
  position!: FunnelPosition | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description:
      'Position of the count between exact Poisson limits, as if areas differed by chance alone: most areas of a ' +
      'busy theme lie outside them.',
  })
  poissonPosition!: FunnelPosition | null;
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
