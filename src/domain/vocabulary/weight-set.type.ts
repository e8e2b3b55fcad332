import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from './theme.type';

@ObjectType({ description: 'Weight of one incident of an offence.' })
export class OffenceWeight {
  @Field(() => Coded, { description: 'Offence that is weighted.' })
  offence!: Coded;

  @Field(() => Float, { description: 'Weight of one incident, in the unit of the weight set.' })
  weight!: number;
}

@ObjectType({ description: 'Index of harm or cost: the weight of one incident of each offence.' })
export class WeightSet extends Coded {
  @Field(() => ID, {
    description: 'Permanent id of this edition (code@version); the code alone names the current edition.',
  })
  id!: string;

  @Field(() => Int, { description: 'Number of the edition; the highest is current.' })
  version!: number;

  @Field({ description: 'Unit of the weights, such as pounds, or days of imprisonment.' })
  unit!: string;

  @Field({ description: 'Publication that the weights come from.' })
  source!: string;

  @Field(() => [OffenceWeight], {
    description: 'Weights by offence. An offence that is not listed has no known weight, which is not zero.',
  })
  weights!: OffenceWeight[];
}
