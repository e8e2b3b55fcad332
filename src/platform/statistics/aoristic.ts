/** Windows of time in which incidents happened, equal ones counted together. */
export interface TimeWindows {
  /** First and last possible moment, milliseconds since 1970 (UTC). */
  starts: Float64Array;
  ends: Float64Array;
  /** Incidents with this window. */
  counts: Float64Array;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK_HOURS = 168;
/** 1 January 1970 was a Thursday. */
const MONDAY_BEFORE_1970 = -3 * DAY;

/**
 * Aoristic weights of the 168 hours of the week on the clocks of a place: each incident spreads a weight of 1 over the
 * hours that its window covers, in proportion to the time in them. A window without length lies in the hour it starts;
 * one of a week or more says nothing about the hour and spreads evenly.
 *
 * Method: Ratcliffe 2000. Weights follow elapsed time: an hour that the clocks skip gets nothing, one that they show
 * twice counts twice.
 * @param timeZone name in the IANA database, such as Europe/London
 * @returns weights from Monday 00:00, hour by hour; they sum to the number of incidents.
 * @throws RangeError where a window ends before it starts or is not finite, a count is negative, or the time zone is
 *   not known.
 */
export function aoristicWeek({ starts, ends, counts }: TimeWindows, timeZone: string): Float64Array {
  const weights = new Float64Array(WEEK_HOURS);
  const offsetAt = clockOf(timeZone);
  let everywhere = 0;
  starts.forEach((start, i) => {
    const end = ends[i];
    const count = counts[i];
    if (!(end >= start && end - start < Infinity))
      throw new RangeError('a window must not end before it starts');
    if (!(count >= 0 && count < Infinity)) throw new RangeError('counts must be finite and not negative');
    if (end - start >= WEEK_HOURS * HOUR) {
      everywhere += count / WEEK_HOURS;
      return;
    }
    if (end === start) {
      weights[hourOfWeek(start + offsetAt(start))] += count;
      return;
    }
    for (let from = start; from < end; ) {
      // Clocks change on a full hour of local time, so the offset is constant within one hour of the clock.
      const shown = from + offsetAt(from);
      const to = Math.min(end, from + HOUR - modulo(shown, HOUR));
      weights[hourOfWeek(shown)] += (count * (to - from)) / (end - start);
      from = to;
    }
  });
  return weights.map((weight) => weight + everywhere);
}

/** The hour of the week, 0 for Monday 00:00, of a time as the clocks show it. */
function hourOfWeek(shown: number): number {
  return Math.floor(modulo(shown - MONDAY_BEFORE_1970, WEEK_HOURS * HOUR) / HOUR);
}

function modulo(value: number, by: number): number {
  return value - by * Math.floor(value / by);
}

/** Offset of a time zone from UTC at an instant, in milliseconds; cached for each quarter hour asked for. */
function clockOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const lookUp = (instant: number): number => {
    const part = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - instant;
  };
  const known = new Map<number, number>();
  const remembered = (instant: number): number => {
    let offset = known.get(instant);
    if (offset === undefined) {
      offset = lookUp(instant);
      known.set(instant, offset);
    }
    return offset;
  };
  // Every present-day time zone changes its offset on a quarter hour of UTC. A day with equal offsets at both ends has
  // no change.
  return (instant) => {
    const day = DAY * Math.floor(instant / DAY);
    const offset = remembered(day);
    if (offset === remembered(day + DAY)) return offset;
    return remembered((HOUR / 4) * Math.floor(instant / (HOUR / 4)));
  };
}
