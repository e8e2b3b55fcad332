import type { Selection } from '../../domain/incidents';
import { MONTHS, type Period, stepsIn, type TimeStep } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import type { Points } from '../../platform/statistics';
import { monthNumber } from './monthly-clusters';
import { type MonthPlaces, selectMonthPlaces } from './tracked.queries';

/** Incidents of one step of time at each place that had any. */
export interface StepPlaces extends Points {
  weights: Float64Array;
}

/** Incidents of several steps by place, and those of all of them that have no place. */
export interface PlacesOfSteps {
  places: StepPlaces[];
  unlocated: number;
}

/** Incidents of steps by place: one statement. Steps between them that are not asked for count nothing. */
export async function selectPlaceSteps(
  session: Session,
  selection: Selection,
  steps: readonly Period[],
  step: TimeStep,
): Promise<PlacesOfSteps> {
  const whole = { from: steps[0].from, to: steps.at(-1)!.to };
  const asked = stepsIn(whole, step).map(({ from }) => steps.findIndex((each) => each.from === from));
  const first = monthNumber(whole.from);
  return cutAtSteps(
    await selectMonthPlaces(session, selection, whole),
    steps.length,
    (month) => asked[Math.floor((month - first) / MONTHS[step])],
  );
}

/** @param stepOf number of the step that a month belongs to, -1 where it belongs to none */
function cutAtSteps(months: MonthPlaces, count: number, stepOf: (month: number) => number): PlacesOfSteps {
  const rows = Array.from({ length: count }, (): number[] => []);
  const weights = Array.from({ length: count }, (): number[] => []);
  let unlocated = 0;
  months.locationIds.forEach((id, i) => {
    const step = stepOf(months.months[i]);
    if (step < 0) return;
    const [own, counts] = [rows[step], weights[step]];
    if (id === 0) unlocated += months.counts[i];
    // Months of a place follow each other.
    else if (own.length > 0 && months.locationIds[own.at(-1)!] === id)
      counts[counts.length - 1] += months.counts[i];
    else {
      own.push(i);
      counts.push(months.counts[i]);
    }
  });
  const places = rows.map((own, step) => ({
    eastings: Float64Array.from(own, (row) => months.eastings[row]),
    northings: Float64Array.from(own, (row) => months.northings[row]),
    weights: Float64Array.from(weights[step]),
  }));
  return { places, unlocated };
}
