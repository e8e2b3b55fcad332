const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const HOUR_MS = 3_600_000;
const offsets = new Map<number, number>();

/**
 * Offset of London's clocks from UTC at an instant, in milliseconds: 0, or an hour in summer (two in wartime). It
 * changes at full hours only, so it is cached per hour: computing it for each instant took as long as a load.
 */
function offsetAt(instant: number): number {
  const hour = Math.floor(instant / HOUR_MS);
  let offset = offsets.get(hour);
  if (offset === undefined) {
    const part = Object.fromEntries(
      CLOCK.formatToParts(hour * HOUR_MS).map(({ type, value }) => [type, Number(value)]),
    );
    offset =
      Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - hour * HOUR_MS;
    if (offsets.size < 50_000) offsets.set(hour, offset);
  }
  return offset;
}

/**
 * Instant of a midnight in London, as milliseconds since 1970. The clocks have never changed at midnight in London, so
 * it is unique.
 *
 * @param month 1 to 12; 13 is the January after.
 */
function londonMidnight(year: number, month: number, day: number): number {
  const asUtc = Date.UTC(year, month - 1, day);
  return asUtc - offsetAt(asUtc - offsetAt(asUtc));
}

/** First and last instant of a calendar month in Europe/London, ISO 8601 in UTC, to the millisecond. */
export interface Bounds {
  from: string;
  to: string;
}

const months = new Map<string, Bounds>();

/** Bounds of a month in Europe/London, with summer time. @param month `YYYY-MM`. */
export function londonMonth(month: string): Bounds {
  let bounds = months.get(month);
  if (!bounds) {
    const year = Number(month.slice(0, 4));
    const number = Number(month.slice(5, 7));
    bounds = {
      from: new Date(londonMidnight(year, number, 1)).toISOString(),
      to: new Date(londonMidnight(year, number + 1, 1) - 1).toISOString(),
    };
    if (months.size < 1200) months.set(month, bounds);
  }
  return bounds;
}

/** Calendar month of an instant in Europe/London, `YYYY-MM`. */
export function londonMonthOf(instant: Date): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime())).toISOString().slice(0, 7);
}

/** First instant of a day in London. @param date `YYYY-MM-DD`. */
export function londonDay(date: string): Date {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(londonMidnight(year, month, day));
}

/** Instant in London time, with its offset: `2023-05-01T00:00:00+01:00`. */
export function londonTime(instant: Date): string {
  const offset = offsetAt(instant.getTime());
  const clock = new Date(instant.getTime() + offset).toISOString().slice(0, 19);
  return `${clock}+0${offset / HOUR_MS}:00`;
}

/** Today in London. */
export function today(): string {
  return londonTime(new Date()).slice(0, 10);
}

const days = new Map<string, { from: number; to: number }>();

/** First instant of a day in London, and of the next day; cached, since the rows of a file are of few days. */
function dayBounds(date: string): { from: number; to: number } {
  let bounds = days.get(date);
  if (!bounds) {
    const [year, month, day] = date.split('-').map(Number);
    bounds = { from: londonMidnight(year, month, day), to: londonMidnight(year, month, day + 1) };
    if (days.size < 5_000) days.set(date, bounds);
  }
  return bounds;
}

/**
 * Instant of a clock time in London: the first of two in the hour that is repeated in autumn, and as before the change
 * in the hour that is skipped in spring.
 *
 * @param date `YYYY-MM-DD`.
 * @param minutes minutes since midnight, by the clock.
 */
export function londonInstant(date: string, minutes: number): Date {
  const { from, to } = dayBounds(date);
  const before = from + minutes * 60_000;
  if (to - from === 86_400_000) return new Date(before);
  // On a day of 23 or 25 hours, take the clock before the change, unless only the clock after it shows the time.
  const after = before - (offsetAt(to) - offsetAt(from));
  const isAfter = offsetAt(before) !== offsetAt(from) && offsetAt(after) === offsetAt(to);
  return new Date(isAfter ? after : before);
}

/** First and last instant of a day in London, ISO 8601 in UTC, to the millisecond. @param date `YYYY-MM-DD`. */
export function londonDayBounds(date: string): Bounds {
  const { from, to } = dayBounds(date);
  return { from: new Date(from).toISOString(), to: new Date(to - 1).toISOString() };
}
