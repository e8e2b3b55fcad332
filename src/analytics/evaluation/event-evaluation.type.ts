import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CalendarEvent } from '../../domain/plan';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Signal } from '../trends';

const LIMIT_WORDS =
  '95% prediction limit of the count: negative binomial, under `dispersion` and with the uncertainty of `expected`.';

@ObjectType({
  description:
    'Incidents of one theme in the days of an event, compared with the number expected from the weeks ' +
    'around it.',
})
export class EventCount {
  @Field(() => Coded, { description: 'Theme that is counted.' })
  theme!: Coded;

  @Field(() => Int, { nullable: true, description: 'Incidents that began in the days of the event.' })
  actual!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents expected at the daily rate of the same days of the week in the weeks before and after.',
  })
  expected!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Lower ${LIMIT_WORDS}`,
  })
  lower!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Upper ${LIMIT_WORDS}`,
  })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided p-value of the exact conditional test of the event against the other stretches of days ' +
      '(Przyborowski and Wilenski 1940), with equal tails and mid-p, under `dispersion`; not adjusted for the number ' +
      'of themes.',
  })
  pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Dispersion φ: variance over mean of the counts of the stretches of days compared with, 1 or more. Null where ' +
      'there are fewer than four stretches, or no incidents: the counts are then taken as Poisson counts, so the true ' +
      'uncertainty is as large or larger.',
  })
  dispersion!: number | null;

  @Field(() => Signal, {
    nullable: true,
    description:
      'Position of the count against the number expected: ABOVE or BELOW where `pValue` shows a ' +
      'difference at 5%.',
  })
  signal!: Signal | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reason that there are no figures; null where there are.',
  })
  withoutBecause!: string | null;
}

@ObjectType({
  description: 'Evaluation of a calendar event: actual and expected incidents of its themes.',
})
export class EventEvaluation extends Answer {
  @Field(() => CalendarEvent, { description: 'Event that is evaluated.' })
  event!: CalendarEvent;

  @Field(() => [EventCount], { description: 'One row per theme of the event, by name.' })
  rows!: EventCount[];

  @Field(() => [PeriodType], {
    description:
      'Days that the expectation is made of: the same days of the week in the weeks around the event, by ' +
      'time.',
  })
  comparedWith!: PeriodType[];
}
