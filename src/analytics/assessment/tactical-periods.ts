import {
  addDays,
  addMonths,
  endOfMonth,
  holdsPeriod,
  monthOf,
  type Period,
  type Stretches,
} from '../../platform/calendar';
import { type WatchStep, watchedPeriods } from '../../platform/statistics';

const DAYS_OF_A_WEEK = 7;
const MONTHS_OF_A_YEAR = 12;
/** Average number of weeks in a month. */
const WEEKS_OF_A_MONTH = 365.25 / DAYS_OF_A_WEEK / MONTHS_OF_A_YEAR;

/** Consecutive weeks or months, the last of which are judged against the others. */
export interface TacticalPeriods {
  step: WatchStep;
  /** Oldest first. */
  periods: Period[];
  /** Number of periods at the end that are judged together. */
  judged: number;
  /** From the first to the last day of the judged periods. */
  window: Period;
}

/** Number of periods in a window of `weeks` weeks, at least 1. */
const judgedPeriods = (weeks: number, step: WatchStep) =>
  step === 'WEEK' ? weeks : Math.max(1, Math.round(weeks / WEEKS_OF_A_MONTH));

/** The nth week or month before the last one that ends by `to`; 0 is the last one. */
function periodBefore(to: string, nth: number, step: WatchStep): Period {
  if (step === 'WEEK')
    return {
      from: addDays(to, 1 - DAYS_OF_A_WEEK * (nth + 1)),
      to: addDays(to, -DAYS_OF_A_WEEK * nth),
    };
  const last = to === endOfMonth(to) ? monthOf(to) : addMonths(monthOf(to), -1);
  const from = addMonths(last, -nth);
  return { from, to: endOfMonth(from) };
}

/** First day of the shortest history that suffices to judge a window ending on a day. */
export function neededFrom(to: string, weeks: number, step: WatchStep): string {
  return periodBefore(to, watchedPeriods(step, judgedPeriods(weeks, step)).least - 1, step).from;
}

/**
 * Periods for judging a window: those delivered, up to the length of the baseline.
 *
 * @param to last day of the window
 * @param first first day that has been delivered
 */
export function tacticalPeriods(to: string, weeks: number, step: WatchStep, first: string): TacticalPeriods {
  const judged = judgedPeriods(weeks, step);
  const { least, most } = watchedPeriods(step, judged);
  // Weekly counts are read record by record, so only the minimum is read: three years suffice for ten season levels.
  const looked = step === 'WEEK' ? least : most;
  const periods: Period[] = [];
  for (let nth = 0; nth < looked; nth++) {
    const period = periodBefore(to, nth, step);
    if (nth >= judged && period.from < first) break;
    periods.unshift(period);
  }
  return { step, periods, judged, window: { from: periods.at(-judged)!.from, to: periods.at(-1)!.to } };
}

/** Whether there are enough periods and all judged ones have been delivered. */
export function canBeJudged({ step, periods, judged }: TacticalPeriods, known: Stretches): boolean {
  return (
    periods.length >= watchedPeriods(step, judged).least &&
    periods.slice(-judged).every((period) => holdsPeriod(known, period))
  );
}
