import { Field, ObjectType } from 'type-graphql';
import { type Period, PeriodType, type Stretches } from '../../platform/calendar';
import { Answer } from '../analytic';
import { comparedOf, type Windows } from './windows';

/** Answer whose counts are all of one window, compared with another where one was asked for. */
@ObjectType()
export abstract class ComparedAnswer extends Answer {
  @Field(() => PeriodType, {
    description:
      'First and last day of the incidents that the answer counts. With a comparison the current window: with ' +
      'ROLLING_12_MONTHS and FINANCIAL_YEAR_TO_DATE other days than the period.',
  })
  window!: Period;

  @Field(() => PeriodType, {
    nullable: true,
    description: 'First and last day of the window that is compared with; null where nothing is compared.',
  })
  previousWindow!: Period | null;
}

/** Windows of an answer, from the stretches that it counts. */
export function windowsOfAnswer(
  counted: Stretches,
  windows: Windows | null,
): Pick<ComparedAnswer, 'window' | 'previousWindow'> {
  const previous = comparedOf(windows)?.previous;
  return {
    window: { from: counted[0].from, to: counted.at(-1)!.to },
    previousWindow: previous ? { from: previous.from, to: previous.to } : null,
  };
}
