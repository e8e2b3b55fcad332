import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../vocabulary';

@ObjectType({
  description: 'Offence code of delivered records of which nobody has said yet which offence it is.',
})
export class UnmappedOffence {
  @Field(() => ID, { description: 'Code of the offence that stands for it, such as unmapped-8z.' })
  code!: string;

  @Field({ description: 'Name with the code as it was delivered.' })
  name!: string;

  @Field(() => Coded, { description: 'Source of the records.' })
  source!: Coded;

  @Field(() => Int, { description: 'Number of the records.' })
  count!: number;
}
