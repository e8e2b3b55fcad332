import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FreeText } from '../../access';
import { IsoDate } from '../../platform/calendar';
import { Agency } from '../agencies';
import { Coded } from '../vocabulary';

@ObjectType({ description: 'A scheme, a campaign or a service that runs already.' })
export class Activity {
  @Field(() => ID, { description: 'Names it in this installation.' })
  id!: number;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => Coded, { description: 'The theme that it is for.' })
  theme!: Coded;

  @Field(() => Agency, { nullable: true, description: 'Who runs it; null where nobody has said.' })
  owner!: Agency | null;

  @Field(() => IsoDate, { nullable: true, description: 'Its first day; null where nobody has said.' })
  from!: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Its last day; null while it goes on.' })
  to!: string | null;

  @Field(() => Int, {
    description: 'Counts its changes, from 1; a change names the version that it follows.',
  })
  version!: number;
}

@InputType({
  description: 'A scheme, a campaign or a service that runs. Everyone can read it: name no persons.',
})
export class ActivityInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme that it is for.' })
  theme!: string;

  @FreeText(120)
  @Field({ description: 'Its name, one line of 120 characters at most.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Code of the agency that runs it.' })
  owner?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Its first day.' })
  from?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Its last day, where it is known.' })
  to?: string | null;
}
