import 'reflect-metadata';
import { Field, Float, Int, ObjectType } from 'type-graphql';

/** A rate interval as columns of a flat row. */
export const RATE_INTERVAL_COLUMNS = 'population lower upper withoutRateBecause';

/** Denominator and interval of a rate. */
@ObjectType()
export abstract class RateInterval {
  @Field(() => Int, {
    nullable: true,
    description:
      'Size of the denominator (residents, households, vehicles or premises); null where it is not known.',
  })
  population!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower limit of the 95% interval of the rate, by the published convention, which takes counts as Poisson counts: ' +
      'Byar for a count of ten and more (Breslow and Day 1987), exact below (Garwood 1936). Counts that vary more ' +
      'have a wider one.',
  })
  lower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Upper limit of the 95% interval of the rate, by the published convention, which takes counts as Poisson counts: ' +
      'Byar for a count of ten and more (Breslow and Day 1987), exact below (Garwood 1936). Counts that vary more ' +
      'have a wider one.',
  })
  upper!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reason that there is no rate; null where there is one.',
  })
  withoutRateBecause!: string | null;
}
