import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CalendarEvent } from '../../domain/plan';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Signal } from '../trends';

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
