import { Field, Int, ObjectType } from 'type-graphql';
import { LondonDateTime } from '../../platform/calendar';

/** That people said something, and what goes with it whatever they said. */
@ObjectType()
export abstract class Judgement {
  @Field(() => String, {
    nullable: true,
    description: 'The name of the key that it was said with; null for keys of other partnerships.',
  })
  by!: string | null;

  @Field(() => LondonDateTime, { description: 'When it was said.' })
  at!: Date;

  @Field({ description: 'Why.' })
  reason!: string;

  @Field(() => Int, {
    description: 'Counts the changes, from 1; a change names the version that it replaces.',
  })
  version!: number;
}
