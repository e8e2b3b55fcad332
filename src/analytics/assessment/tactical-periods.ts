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
/** Weeks of a month on average. */
const WEEKS_OF_A_MONTH = 365.25 / DAYS_OF_A_WEEK / MONTHS_OF_A_YEAR;

/** Consecutive weeks or months, the last of which are judged by the others. */
export interface TacticalPeriods {
  step: WatchStep;
  /** Oldest first. */
  periods: Period[];
  /** How many of the last ones are judged together. */
  judged: number;
  /** From the first to the last day of those. */
  window: Period;
}

/** How many periods a window of so many weeks has. */
const judgedPeriods = (weeks: number, step: WatchStep) =>
  step === 'WEEK' ? weeks : Math.max(1, Math.round(weeks / WEEKS_OF_A_MONTH));

/** The nth week or month before the last one to end by a day; 0 is that one. */
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

/** First day of the shortest history by which a window to a day can be judged. */
export function neededFrom(to: string, weeks: number, step: WatchStep): string {
  return periodBefore(to, watchedPeriods(step, judgedPeriods(weeks, step)).least - 1, step).from;
}

/**
 * The periods by which a window is judged, as many as have been delivered and are looked at.
 *
 * @param to last day of the window
 * @param first day that has been delivered
 */
export function tacticalPeriods(to: string, weeks: number, step: WatchStep, first: string): TacticalPeriods {
  const judged = judgedPeriods(weeks, step);
  const { least, most } = watchedPeriods(step, judged);
  // Weeks are read record by record, and three years of them tell a season in ten levels.
  const looked = step === 'WEEK' ? least : most;
  const periods: Period[] = [];
  for (let nth = 0; nth < looked; nth++) {
    const period = periodBefore(to, nth, step);
    if (nth >= judged && period.from < first) break;
    periods.unshift(period);
  }
  return { step, periods, judged, window: { from: periods.at(-judged)!.from, to: periods.at(-1)!.to } };
}

/** Whether there are enough periods, and all of those that are judged have been delivered. */
export function canBeJudged({ step, periods, judged }: TacticalPeriods, known: Stretches): boolean {
  return (
    periods.length >= watchedPeriods(step, judged).least &&
    periods.slice(-judged).every((period) => holdsPeriod(known, period))
  );
}
