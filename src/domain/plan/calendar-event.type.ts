import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { FreeText } from '../../access';
import { IsoDate } from '../../platform/calendar';
import { Coded } from '../vocabulary';

@ObjectType({ description: 'Days that matter to themes: a holiday, a carnival, a match.' })
export class CalendarEvent {
  @Field(() => ID, { description: 'Names it in this installation.' })
  id!: number;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => IsoDate, { description: 'Its first day.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Its last day.' })
  to!: string;

  @Field(() => [Coded], { description: 'The themes that it matters to.' })
  themes!: Coded[];
}

@InputType({ description: 'Days that matter to themes. Everyone can read it: name no persons.' })
export class CalendarEventInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @FreeText(120)
  @Field({ description: 'Its name, one line of 120 characters at most.' })
  name!: string;

  @Field(() => IsoDate, { description: 'Its first day.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Its last day; an event lasts 92 days at most.' })
  to!: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @Field(() => [ID], { description: 'Codes of the themes that it matters to.' })
  themes!: string[];
}
