/** Adjacent days by adjacent hours of the week; hours past midnight belong to the day on which they began. */
export interface WeekWindow {
  /** First day, 0 for Monday. */
  day: number;
  days: number;
  /** First hour, 0 to 23. */
  hour: number;
  hours: number;
  /** Share of all that lies in it, 0 to 1. */
  share: number;
}

const DAYS = 7;
const HOURS = 24;
const WEEK = DAYS * HOURS;

/**
 * The smallest window of the week that holds at least a share of all: adjacent days (Sunday and Monday are adjacent) by
 * adjacent hours, which may run past midnight. Of several as small the one that holds most, then the first. Every
 * window is looked at.
 *
 * @param week what each of the 168 hours holds, Monday 00:00 first; not negative
 * @param share of all that is to be held, above 0, at most 1
 * @returns null where all is empty
 * @throws RangeError where the share or the length is out of range.
 */
export function leadingWindow(week: ArrayLike<number>, share: number): WeekWindow | null {
  if (week.length !== WEEK) throw new RangeError(`a week has ${WEEK} hours`);
  if (!(share > 0 && share <= 1)) throw new RangeError('the share lies above 0 and is at most 1');
  let total = 0;
  for (let i = 0; i < WEEK; i++) total += week[i];
  if (total === 0) return null;
  // A sum of the same numbers in another order may fall short by a rounding.
  const wanted = share * total * (1 - 1e-12);
  let best: (WeekWindow & { held: number }) | null = null;
  for (let hour = 0; hour < HOURS; hour++) {
    const held = new Float64Array(DAYS);
    for (let hours = 1; hours <= HOURS; hours++) {
      for (let day = 0; day < DAYS; day++) held[day] += week[(day * HOURS + hour + hours - 1) % WEEK];
      for (let day = 0; day < DAYS; day++) {
        let sum = 0;
        for (let days = 1; days <= DAYS; days++) {
          sum += held[(day + days - 1) % DAYS];
          if (sum < wanted) continue;
          const size = days * hours;
          const least = best === null ? Number.POSITIVE_INFINITY : best.days * best.hours;
          if (size < least || (size === least && sum > best!.held))
            best = { day, days, hour, hours, share: sum / total, held: sum };
          break;
        }
      }
    }
  }
  if (best === null) return null;
  const { held: _, ...window } = best;
  return window;
}
