/**
 * The clock on the wall in London. A wall time is kept as the milliseconds that `Date.UTC` gives for its digits, so
 * that it can be calculated with before it becomes an instant.
 */

const HOUR = 3_600_000;

/** The instant at which a clock in London shows the wall time. */
export function instantOf(wall: number): number {
  const year = new Date(wall).getUTCFullYear();
  const springs = lastSunday(year, 2) + HOUR;
  const falls = lastSunday(year, 9) + HOUR;
  // In the skipped hour the reading before the change is kept; in the repeated hour the first of the two is meant.
  const summerTime = wall >= springs + HOUR && wall < falls + HOUR;
  return summerTime ? wall - HOUR : wall;
}

/** The wall time that is skipped in spring, moved on by the hour; any other unchanged. */
export function existing(wall: number): number {
  const springs = lastSunday(new Date(wall).getUTCFullYear(), 2) + HOUR;
  return wall >= springs && wall < springs + HOUR ? wall + HOUR : wall;
}

/** Midnight at the start of the month's last Sunday, month counted from 0. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay());
}
