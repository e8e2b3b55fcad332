import { Field, Float, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';

@ObjectType({ description: 'Health records of one ward, as far as they can be told.' })
export class WardHealthEstimate {
  @Field(() => Coded, { description: 'The ward.' })
  ward!: Coded;

  @Field(() => Float, {
    nullable: true,
    description:
      'Records of the ward: each postcode district by the share of its residents who live in the ward. Not rounded, so ' +
      'that wards add up. Null where the residents of the ward are not known.',
  })
  estimate!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower 95 % limit of the mean behind the records of the ward: chance (Fay and Feuer 1997), at the least share of ' +
      'each district that differences of risk allow.',
  })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper 95 % limit, at the greatest shares.' })
  upper!: number | null;

  @Field({
    description: 'Whether records of postcode districts take part; false where all of them have a point.',
  })
  estimated!: boolean;

  @Field({ description: 'Whether protected cells take part, so that the counts are off by a few.' })
  perturbed!: boolean;
}

@ObjectType({ description: 'Health records carried from postcode districts to wards.' })
export class WardHealthEstimates extends Answer {
  @Field(() => [WardHealthEstimate], { description: 'All wards of the last day of the period, by code.' })
  rows!: WardHealthEstimate[];

  @Field(() => Float, {
    description:
      'Records of people who live in none of the wards, as estimated, and records without a district. Together with the ' +
      'estimates of the wards they are the total.',
  })
  elsewhere!: number;

  @Field(() => Float, { description: 'All the records.' })
  total!: number;
}
