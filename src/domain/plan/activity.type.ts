import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FreeText, Node, NodeId, nodeOf } from '../../access';
import { IsoDate } from '../../platform/calendar';
import { Agency } from '../agencies';
import { Coded } from '../vocabulary';
import { Referenced } from './reference.input';

@ObjectType({ implements: Node, description: 'Scheme, campaign or service that runs for a theme.' })
export class Activity {
  partnershipId!: number;

  @NodeId('Id of the activity, opaque: `node` finds it again.', nodeOf('Activity'))
  id!: number;

  @Field({ description: 'Name of the activity.' })
  name!: string;

  @Field(() => Coded, { description: 'Theme that the activity is for.' })
  theme!: Coded;

  @Field(() => Agency, {
    nullable: true,
    description: 'Agency that runs the activity; null where none is recorded.',
  })
  owner!: Agency | null;

  @Field(() => IsoDate, { nullable: true, description: 'First day; null where none is recorded.' })
  from!: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Last day; null while the activity goes on.' })
  to!: string | null;

  @Field(() => Int, {
    description: 'Number of the revision, from 1; send it with a change.',
  })
  version!: number;
}

@InputType('AddActivityInput', {
  description: 'Scheme, campaign or service to add. It is public: name no persons.',
})
export class ActivityInput extends Referenced {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme that the activity is for.' })
  theme!: string;

  @FreeText(120)
  @Field({ description: 'Name of the activity, one line of 120 characters at most.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Code of the agency that runs the activity.' })
  owner?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'First day of the activity.' })
  from?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Last day of the activity, where it is known.' })
  to?: string | null;
}
