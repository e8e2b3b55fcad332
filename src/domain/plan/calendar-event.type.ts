import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { FreeText, Node, NodeId, nodeOf } from '../../access';
import { IsoDate } from '../../platform/calendar';
import { Coded } from '../vocabulary';
import { Referenced } from './reference.input';

@ObjectType({
  implements: Node,
  description: 'Calendar event that affects themes, such as a holiday, a carnival or a match.',
})
export class CalendarEvent {
  partnershipId!: number;

  @NodeId('Id of the event, opaque: `node` finds it again.', nodeOf('CalendarEvent'))
  id!: number;

  @Field({ description: 'Name of the event.' })
  name!: string;

  @Field(() => IsoDate, { description: 'First day of the event.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the event.' })
  to!: string;

  @Field(() => [Coded], { description: 'Themes that the event affects.' })
  themes!: Coded[];
}

@InputType('AddCalendarEventInput', { description: 'Calendar event to add. It is public: name no persons.' })
export class CalendarEventInput extends Referenced {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @FreeText(120)
  @Field({ description: 'Name of the event, one line of 120 characters at most.' })
  name!: string;

  @Field(() => IsoDate, { description: 'First day of the event.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the event, which lasts 92 days at most.' })
  to!: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @Field(() => [ID], { description: 'Codes of the themes that the event affects, 1 to 30.' })
  themes!: string[];
}
