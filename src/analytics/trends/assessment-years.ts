import { addDays, addMonths, intersection, type Period } from '../../platform/calendar';

/** The years that begin on the first of a month, 1 for January, and share days with a period; oldest first. */
export function yearsIn(period: Period, startMonth: number): Period[] {
  const month = String(startMonth).padStart(2, '0');
  const years: Period[] = [];
  for (let year = Number(period.from.slice(0, 4)) - 1; ; year++) {
    const from = `${year}-${month}-01`;
    if (from > period.to) return years;
    const whole = { from, to: addDays(addMonths(from, 12), -1) };
    if (intersection(whole, period)) years.push(whole);
  }
}
