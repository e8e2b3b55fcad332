import { Field, Float, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';

@ObjectType({ description: 'Estimated health records of one ward, with limits.' })
export class WardHealthEstimate {
  @Field(() => Coded, { description: 'Ward that the estimate is for.' })
  ward!: Coded;

  @Field(() => Float, {
    nullable: true,
    description:
      "Records of the ward: each postcode district's by the share of its residents who live in the ward. " +
      'Not rounded, so that wards add up. Null where the residents of the ward are not known.',
  })
  estimate!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Lower 95% limit of the ward's expected records: chance (Fay and Feuer 1997), at the smallest share " +
      'of each district that `riskRatio` allows.',
  })
  lower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Upper 95% limit of the ward's expected records: chance (Fay and Feuer 1997), at the largest share " +
      'of each district that `riskRatio` allows.',
  })
  upper!: number | null;

  @Field({
    description: 'Whether records of postcode districts take part; false where every record has a point.',
  })
  estimated!: boolean;

  @Field({ description: 'Whether protected counts take part, so that the counts are off by a few.' })
  perturbed!: boolean;
}

@ObjectType({ description: 'Health records carried from postcode districts to wards.' })
export class WardHealthEstimates extends Answer {
  @Field(() => [WardHealthEstimate], {
    description: 'Wards that are valid on the last day of the period, by code.',
  })
  rows!: WardHealthEstimate[];

  @Field(() => Float, {
    description:
      'Estimated records of people who live in none of the wards, and records without a district. With ' +
      'the estimates of the wards they add up to `total`.',
  })
  elsewhere!: number;

  @Field(() => Float, { description: 'All health records of the filter.' })
  total!: number;
}
