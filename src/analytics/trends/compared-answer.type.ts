import { Field, ObjectType } from 'type-graphql';
import type { Selection } from '../../domain/incidents';
import { cutAtMonths, intersection, type Period, PeriodType, type Stretches } from '../../platform/calendar';
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

/**
 * First and last day of the incidents in some stretches: of one source within what it delivered, and of whole months where
 * it tells only the month. Of several sources, each with days of its own, the stretches themselves.
 */
function daysCounted(
  stretches: Stretches,
  { delivered, recordSources, cellSources }: Pick<Selection, 'delivered' | 'recordSources' | 'cellSources'>,
): Period {
  const [source, ...others] = [...recordSources, ...cellSources];
  const wholeMonths = (days: Period) =>
    source.resolution === 'MONTH' ? (cutAtMonths(days).whole ?? []) : days;
  const days = stretches.flatMap((stretch) => intersection(stretch, delivered) ?? []).flatMap(wholeMonths);
  const told = others.length === 0 && days.length > 0 ? days : stretches;
  return { from: told[0].from, to: told.at(-1)!.to };
}

/** Windows of an answer, from the stretches of a selection that it counts. */
export function windowsOfAnswer(
  selection: Selection,
  counted: Stretches,
  windows: Windows | null,
): Pick<ComparedAnswer, 'window' | 'previousWindow'> {
  const previous = comparedOf(windows)?.previous;
  return {
    window: daysCounted(counted, selection),
    previousWindow: previous ? { from: previous.from, to: previous.to } : null,
  };
}
