import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Answer } from '../../analytics/analytic';
import { Signal } from '../../analytics/trends';
import { IsoDate, PeriodType } from '../../platform/calendar';
import { Coded } from '../vocabulary';
import { FreeText } from './free-text';

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

@ObjectType({
  description: 'Incidents of a theme in the days of an event, beside what the weeks around it let expect.',
})
export class EventCount {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => Int, { nullable: true, description: 'Incidents that began in the days of the event.' })
  actual!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Incidents expected at the rate of the same days of the week in the weeks before and after.',
  })
  expected!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Lower end of the band in which 95 of 100 such counts lie: prediction limits for a Poisson count (Krishnamoorthy ' +
      'and Peng 2011).',
  })
  lower!: number | null;

  @Field(() => Int, { nullable: true, description: 'Upper end of the band.' })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided p-value of the E-test (Krishnamoorthy and Thomson 2004), not adjusted.',
  })
  pValue!: number | null;

  @Field(() => Signal, { nullable: true, description: 'How the count stands to what was expected, at 5 %.' })
  signal!: Signal | null;

  @Field(() => String, { nullable: true, description: 'Why there are no figures; null where there are.' })
  withoutBecause!: string | null;
}

@ObjectType({
  description: 'What an event made of the themes that it matters to: expected against actual counts.',
})
export class EventEvaluation extends Answer {
  @Field(() => CalendarEvent, { description: 'The event.' })
  event!: CalendarEvent;

  @Field(() => [EventCount], { description: 'Its themes, in the order of their names.' })
  rows!: EventCount[];

  @Field(() => [PeriodType], {
    description: 'The days compared with: the same days of the week in other weeks, by time.',
  })
  comparedWith!: PeriodType[];
}
