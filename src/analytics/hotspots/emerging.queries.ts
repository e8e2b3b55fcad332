import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import { MONTHS, type Period, stepsIn, type TimeStep } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Points } from '../../platform/statistics';

const SELECT_PLACE_STEPS = loadSql(__dirname, 'select_place_steps');

/** Incidents of one step of time at each place that had any. */
export interface StepPlaces extends Points {
  weights: Float64Array;
}

/** Incidents of steps by place: one statement. Steps between them that are not asked for count nothing. */
export async function selectPlaceSteps(
  session: Session,
  selection: Selection,
  steps: Period[],
  step: TimeStep,
): Promise<{ places: StepPlaces[]; unlocated: number }> {
  const whole = { from: steps[0].from, to: steps.at(-1)!.to };
  const all = stepsIn(whole, step).map(({ from }) => steps.findIndex((each) => each.from === from));
  const counts = selection.rows.counts(whole);
  const rows = await session.query<{
    location_id: number | null;
    easting: number;
    northing: number;
    step: number;
    n: number;
  }>(SELECT_PLACE_STEPS.with({ counts }), {
    partnership_ids: holdersOf(selection.partnership).ids,
    first: steps[0].from,
    months: MONTHS[step],
  });
  const bySteps: (typeof rows)[] = steps.map(() => []);
  let unlocated = 0;
  for (const row of rows)
    if (all[row.step] < 0) continue;
    else if (row.location_id === null) unlocated += row.n;
    else bySteps[all[row.step]].push(row);
  const places = bySteps.map((located) => ({
    eastings: Float64Array.from(located, (row) => row.easting),
    northings: Float64Array.from(located, (row) => row.northing),
    weights: Float64Array.from(located, (row) => row.n),
  }));
  return { places, unlocated };
}
