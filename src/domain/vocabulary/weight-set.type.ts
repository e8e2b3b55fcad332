import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from './theme.type';

@ObjectType({ description: 'What one incident of an offence weighs.' })
export class OffenceWeight {
  @Field(() => Coded, { description: 'The offence.' })
  offence!: Coded;

  @Field(() => Float, { description: 'In the unit of the weight set.' })
  weight!: number;
}

@ObjectType({ description: 'An index of harm: how much an incident of each offence weighs beside another.' })
export class WeightSet extends Coded {
  @Field(() => ID, {
    description: 'Names this edition for good (code@version); the code alone names the current edition.',
  })
  id!: string;

  @Field(() => Int, { description: 'Counts the editions; the greatest is current.' })
  version!: number;

  @Field({ description: 'What a weight counts.' })
  unit!: string;

  @Field({ description: 'Where the weights come from.' })
  source!: string;

  @Field(() => [OffenceWeight], {
    description: 'By offence. An offence that is not listed has no known weight, which is not zero.',
  })
  weights!: OffenceWeight[];
}
