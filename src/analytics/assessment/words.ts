import {
  addDays,
  addMonths,
  endOfMonth,
  isMonthAligned,
  monthName,
  type Period,
} from '../../platform/calendar';
import type { WeekWindow } from '../../platform/statistics';
import { Comparison, type Season, type TrendWindow } from '../trends';

const year = (day: string) => day.slice(0, 4);

/** A period as a heading: `Jan–Jun 2009`, `Oct 2008–Mar 2009`, `May 2009`, `3 Jan 2009–20 Jun 2009`. */
export function periodLabel({ from, to }: Period): string {
  const month = (day: string) => monthName(day).slice(0, 3);
  if (!isMonthAligned({ from, to })) {
    const day = (date: string) => `${Number(date.slice(8))} ${month(date)} ${year(date)}`;
    return from === to ? day(from) : `${day(from)}–${day(to)}`;
  }
  if (from.slice(0, 7) === to.slice(0, 7)) return `${month(to)} ${year(to)}`;
  const start = year(from) === year(to) ? month(from) : `${month(from)} ${year(from)}`;
  return `${start}–${month(to)} ${year(to)}`;
}

/**
 * Year to the last day of a window as a heading: `12 months to June 2009`. If only part of it was delivered, that part
 * is added: `12 months to June 2009, of which Sep 2008–Jun 2009`.
 */
export function yearLabel(window: Period): string {
  const { from, to } = window;
  const end = to === endOfMonth(to) ? `${monthName(to)} ${year(to)}` : periodLabel({ from: to, to });
  const isYear = from === addMonths(addDays(to, 1), -12);
  return `12 months to ${end}${isYear ? '' : `, of which ${periodLabel(window)}`}`;
}

/** Windows of a comparison as a heading; the earlier one is named unless it is one year before. */
export function performanceLabel(window: TrendWindow, comparison: Comparison): string {
  const { from, to, comparedFrom, comparedTo } = window;
  if (comparison === Comparison.ROLLING_12_MONTHS) return yearLabel({ from, to });
  const label = periodLabel({ from, to });
  if (comparison !== Comparison.PREVIOUS_PERIOD || comparedFrom === null || comparedTo === null) return label;
  return `${label} against ${periodLabel({ from: comparedFrom, to: comparedTo })}`;
}

/** Change in whole per cent, below which a volume is described as little changed. */
export const LITTLE_PERCENT = 2;
/** A change below both limits, in whole per cent and in incidents, is described as slight. */
export const SLIGHT_PERCENT = 5;
export const SLIGHT_INCIDENTS = 10;
/** With fewer incidents than this in both windows, no direction is given. */
export const FEWEST = 10;

/**
 * Direction of a volume, in the words of an assessment. Describes the change of the number; whether it exceeds chance
 * is for the trend's class.
 *
 * @param percent change in per cent; null where the earlier number is 0.
 */
export function volumeInWords(current: number, previous: number, percent: number | null): string {
  if (current < FEWEST && previous < FEWEST) return 'Too few to tell';
  const change = Math.round(percent ?? Number.POSITIVE_INFINITY);
  if (Math.abs(change) < LITTLE_PERCENT) return 'Little change in volume';
  const slight = Math.abs(change) < SLIGHT_PERCENT && Math.abs(current - previous) < SLIGHT_INCIDENTS;
  if (slight) return change > 0 ? 'Slight increase' : 'Slight decrease';
  return change > 0 ? 'Increasing volume' : 'Decreasing volume';
}

/** Seasons in the words of an assessment: `Autumn/winter peaks`, `No clear season`. */
export function seasonsInWords(peaks: readonly Season[]): string {
  if (peaks.length === 0) return 'No clear season';
  const [first, ...others] = peaks.map((season) => season.toLowerCase());
  return `${[first[0].toUpperCase() + first.slice(1), ...others].join('/')} peaks`;
}

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function daysInWords({ day, days }: WeekWindow): string {
  const [first, last] = [DAY_NAMES[day], DAY_NAMES[(day + days - 1) % 7]];
  if (days === 1) return first;
  return days === 2 ? `${first} and ${last}` : `${first} to ${last}`;
}

/** Name of a part of the day, from its first hour to its end; null where it has no name. */
function partOfDay(from: number, to: number): string | null {
  if (from >= 18 && to > 24 && to <= 31) return 'nights';
  if (from < 5 && to <= 7) return 'nights before dawn';
  if (from >= 5 && to <= 12) return 'mornings';
  if (from >= 12 && to <= 18) return 'afternoons';
  return from >= 16 && to <= 24 ? 'evenings' : null;
}

/** A window of the week in words: `Friday and Saturday nights, 21:00–03:00`, `Weekdays, 08:00–16:00`. */
export function windowInWords(window: WeekWindow): string {
  const { day, days, hour, hours } = window;
  const clock = (at: number) => `${String(at % 24).padStart(2, '0')}:00`;
  const until = (hour + hours) % 24 === 0 ? '24:00' : clock(hour + hours);
  const time = hours === 24 ? '' : `, ${clock(hour)}–${until}`;
  const part = hours === 24 ? null : partOfDay(hour, hour + hours);
  if (days === 7) return `Every day${time}`;
  if (day === 0 && days === 5 && part === null) return `Weekdays${time}`;
  return `${daysInWords(window)}${part ? ` ${part}` : ''}${time}`;
}
