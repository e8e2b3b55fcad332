import { londonDayBounds, londonInstant, londonMonth, londonMonthOf } from '../../platform/calendar';
import { type IncidentRecord, type Precision, Refusal } from '..';
import type { Column } from './datasets/dataset';
import type { Fields, RowContext } from './row-fields';

/** Time of an incident. */
type OccurrenceTime = Pick<IncidentRecord, 'occurredFrom' | 'occurredTo' | 'month' | 'precision'>;

/** Day as `YYYY-MM-DD`, or month as `YYYY-MM`; null for any other text, or one that is not in the calendar. */
function dayOf(text: string): string | null {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = british
    ? `${british[3]}-${british[2].padStart(2, '0')}-${british[1].padStart(2, '0')}`
    : text.replace(/[T ]00:00(:00(\.0+)?)?$/, '');
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(iso)) return iso;
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}

function minutesOf(column: Column, text: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):?([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text) ?? [];
  if (hours === undefined) throw new Refusal(column, 'not a time of the clock as HH:MM');
  return 60 * Number(hours) + Number(minutes);
}

function refuseOtherQuarters(column: Column, day: string, { quarter, today, anyQuarter }: RowContext): void {
  const last = day.length === 7 ? `${day}-01` : day;
  if (last > today) throw new Refusal(column, 'in the future');
  if (!anyQuarter && (last < quarter.from || last > quarter.to))
    throw new Refusal(column, `not in ${quarter.code}: a delivery has the records of its own quarter`);
}

/** Bounds and precision of the time of an incident. @throws Refusal. */
export function occurrenceTimeOf(field: Fields, context: RowContext): OccurrenceTime {
  const day = dayOf(field('date'));
  if (day === null) throw new Refusal('date', 'not a day as YYYY-MM-DD or DD/MM/YYYY');
  refuseOtherQuarters('date', day, context);
  const [time, lastDay, lastTime] = [field('time'), field('date_to'), field('time_to')];
  if (day.length === 7) {
    if (time !== '') throw new Refusal('time', 'given where the date is only a month');
    return wholeMonth(day);
  }
  const month = day.slice(0, 7);
  if (time === '' && lastDay === '' && lastTime === '') {
    const { from, to } = londonDayBounds(day);
    return { occurredFrom: from, occurredTo: to, month, precision: 'DAY' };
  }
  const from = time === '' ? null : londonInstant(day, minutesOf('time', time));
  const end = lastDay === '' ? day : dayOf(lastDay);
  if (end === null || end.length === 7) throw new Refusal('date_to', 'not a day as YYYY-MM-DD or DD/MM/YYYY');
  if (end > context.today) throw new Refusal('date_to', 'in the future');
  const untilTheEnd = lastTime === '' && (lastDay !== '' || from === null);
  const to = untilTheEnd
    ? new Date(londonDayBounds(end).to)
    : lastTime === ''
      ? from!
      : londonInstant(end, minutesOf('time_to', lastTime));
  const start = from ?? new Date(londonDayBounds(day).from);
  if (to < start)
    throw new Refusal(lastDay === '' ? 'time_to' : 'date_to', 'before the time at which it begins');
  return {
    occurredFrom: start.toISOString(),
    occurredTo: to.toISOString(),
    month: londonMonthOf(start),
    precision: 'MINUTE' satisfies Precision,
  };
}

function wholeMonth(month: string): OccurrenceTime {
  const { from, to } = londonMonth(month);
  return { occurredFrom: from, occurredTo: to, month, precision: 'MONTH' };
}

/** Month of a count; one known for the quarter only belongs to its last month. @throws Refusal. */
export function countedMonthOf(field: Fields, context: RowContext): OccurrenceTime {
  const month = field('month') || context.quarter.to.slice(0, 7);
  if (dayOf(month)?.length !== 7) throw new Refusal('month', 'not a month as YYYY-MM');
  refuseOtherQuarters('month', month, context);
  return wholeMonth(month);
}
