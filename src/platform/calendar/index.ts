export { IsoDate } from './date.scalar';
export { LondonDateTime } from './date-time.scalar';
export {
  londonDay,
  londonDayBounds,
  londonInstant,
  londonMonth,
  londonMonthOf,
  londonTime,
  today,
} from './london-time';
export {
  addDays,
  addMonths,
  checkPeriod,
  cutAtMonths,
  daysIn,
  endOfMonth,
  intersection,
  isMonthAligned,
  monthName,
  monthOf,
  type Period,
  PeriodInput,
  PeriodType,
  yearsIn,
} from './period';
export {
  daysInAll,
  holdsPeriod,
  isWholeMonth,
  joinPeriods,
  monthPieces,
  moveByMonths,
  type Stretches,
  sharedStretches,
} from './stretches';
export { MONTHS, stepsIn, TimeStep } from './time-step';
