import 'reflect-metadata';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Problem } from '../errors';
import { IsoDate } from './date.scalar';

/** Days from `from` to `to`, both included, `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

@InputType({ description: 'Period of days, both ends included.' })
export class PeriodInput implements Period {
  @Field(() => IsoDate, { description: 'First day of the period, included.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the period, included.' })
  to!: string;
}

@ObjectType('Period', { description: 'Period of days, both ends included.' })
export class PeriodType implements Period {
  @Field(() => IsoDate, { description: 'First day of the period, included.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the period, included.' })
  to!: string;
}

const DAY = 86_400_000;

/** Days from 1970-01-01 to a date, for arithmetic without time zones. */
function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY;
}

/** A date in writing; parsing and printing by Date takes several times as long, and answers reckon with thousands. */
function written(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Date `days` later (or earlier, where negative). */
export function addDays(date: string, days: number): string {
  const day = new Date((dayNumber(date) + days) * DAY);
  return written(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

/**
 * Refuses a period that ends before it begins.
 *
 * @param field input that holds it.
 * @throws Problem BAD_USER_INPUT
 */
export function checkPeriod({ from, to }: Period, field: string): void {
  if (from > to) throw new Problem('BAD_USER_INPUT', `${field}: from must not be later than to.`, { field });
}

/** Number of days of a period, both ends included. */
export function daysIn({ from, to }: Period): number {
  return dayNumber(to) - dayNumber(from) + 1;
}

/** First day of the month of a date. */
export function monthOf(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Name of the month of a date, or of a month written YYYY-MM. */
export function monthName(date: string): string {
  return MONTH_NAMES[Number(date.slice(5, 7)) - 1];
}

/** Days of a month (1 to 12) of the Gregorian calendar. */
function daysOfMonth(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month > 7 ? 1 : 0)) % 2);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Equal day of the month `months` later (or earlier); the last day where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const since = 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(since / 12), 1 + (((since % 12) + 12) % 12)];
  const day = Math.min(Number(date.slice(8, 10)), daysOfMonth(year, month));
  return written(year, month, day);
}

/** Last day of the month of a date. */
export function endOfMonth(date: string): string {
  return `${date.slice(0, 8)}${daysOfMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))}`;
}

/** Whether a period starts on the first and ends on the last day of a month. */
export function isMonthAligned({ from, to }: Period): boolean {
  return from === monthOf(from) && to === endOfMonth(to);
}

/** Days that two periods share; null for none. */
export function intersection(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}

/** Cuts a period into its whole months and the parts before and after them; each may be missing. */
export function cutAtMonths(period: Period): { whole: Period | null; parts: Period[] } {
  const from = period.from === monthOf(period.from) ? period.from : addMonths(monthOf(period.from), 1);
  const to = period.to === endOfMonth(period.to) ? period.to : addDays(monthOf(period.to), -1);
  if (from > to) return { whole: null, parts: [period] };
  const parts = [
    { from: period.from, to: addDays(from, -1) },
    { from: addDays(to, 1), to: period.to },
  ].filter((part) => part.from <= part.to);
  return { whole: { from, to }, parts };
}

/** Whether a period contains a 29 February. */
function hasLeapDay({ from, to }: Period): boolean {
  return [from, to].some((date) => {
    const leapDay = addDays(`${date.slice(0, 4)}-02-28`, 1);
    return leapDay.endsWith('-29') && leapDay >= from && leapDay <= to;
  });
}

/**
 * Length of a period in years: whole years count 1, leap or not, and the days beyond them 1 ÷ 365, or 1 ÷ 366 where a
 * 29 February is among them. January to June 2009 is 181 ÷ 365, any twelve months are 1.
 */
export function yearsIn({ from, to }: Period): number {
  const end = addDays(to, 1);
  let years = 0;
  while (addMonths(from, 12 * (years + 1)) <= end) years++;
  const start = addMonths(from, 12 * years);
  if (start === end) return years;
  const rest = { from: start, to };
  return years + daysIn(rest) / (hasLeapDay(rest) ? 366 : 365);
}
