import type { RequestContext } from '../../access';
import { type IncidentFilter, Needs, select } from '../../domain/incidents';
import { compute } from '../../platform/threads';
import { cached, filterParameters, listParameters } from '../analytic';
import { selectTimeWindows } from './week-grid.queries';
import type { WeekGrid } from './week-grid.type';

const TIME_ZONE = 'Europe/London';
const METHOD = `Aoristic weights (Ratcliffe 2000) by the minute, on the clocks of ${TIME_ZONE}`;
const HOURS = 24;
/** Up to so many windows take a few milliseconds. */
const LIGHT = 2_000;

/** When in the week the incidents of a filter happen, kept between requests. */
export function weekGrid(context: RequestContext, where: IncidentFilter): Promise<WeekGrid> {
  return cached(context, 'weekGrid', [where], {}, () => computeWeekGrid(context, where));
}

async function computeWeekGrid(context: RequestContext, where: IncidentFilter): Promise<WeekGrid> {
  const { selection, windows, excluded } = await context.session(async (session) => {
    const selection = await select(session, context.viewer, where, { needs: Needs.TIMES });
    return { selection, ...(await selectTimeWindows(session, selection)) };
  });
  const light = windows.starts.length < LIGHT;
  const weights = await compute('aoristicWeek', [windows, TIME_ZONE], context, light);
  const incidents = windows.counts.reduce((sum, count) => sum + count, 0);
  return {
    cells: Array.from(weights, (weight, i) => ({
      dayOfWeek: Math.floor(i / HOURS) + 1,
      hour: i % HOURS,
      weight,
    })),
    method: METHOD,
    incidents,
    excluded,
    parameters: [...listParameters({ timeZone: TIME_ZONE }), ...filterParameters(where, selection)],
    dataVersion: selection.dataVersion,
    caveats: [
      ...selection.caveats,
      ...(excluded > 0 ? [`${excluded} incidents are excluded, because only their month is known.`] : []),
      ...(incidents === 0 ? ['No incident tells its hour, so the weights say nothing.'] : []),
    ],
  };
}
