import { Field, Int, ObjectType } from 'type-graphql';
import { LondonDateTime } from '../../platform/calendar';

/** Author, time, reason and version of a judgement of any kind. */
@ObjectType()
export abstract class Judgement {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the key that recorded the judgement; null for keys of other partnerships.',
  })
  by!: string | null;

  @Field(() => LondonDateTime, { description: 'Time at which the judgement was recorded.' })
  at!: Date;

  @Field({ description: 'Reason for the judgement.' })
  reason!: string;

  @Field(() => Int, {
    description: 'Number of the judgement, from 1; a new one names the version that it replaces.',
  })
  version!: number;
}
