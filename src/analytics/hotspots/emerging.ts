import type { RequestContext } from '../../access';
import { type IncidentFilter, Needs, type Selection, select } from '../../domain/incidents';
import { intersection, type Period, stepsIn, type TimeStep } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import type { FeatureCollection } from '../../platform/geo';
import {
  cellCentres,
  countByCell,
  EMERGING_CATEGORIES,
  type Grid,
  LEAST_PERIODS,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { cached, canonical, filterParameters, listParameters, span } from '../analytic';
import { keptFeatures } from './cell-features';
import { gridCaveats, idsOf, layCells, sum } from './cells';
import { selectPlaceSteps } from './emerging.queries';
import type { EmergingHotspots } from './emerging.type';
import { selectStudyArea } from './study-area.queries';

/** What a caller may set, defaults filled in. */
export interface EmergingOptions {
  grid: Grid;
  step: TimeStep;
}

/** @throws Problem NOT_ENOUGH_DATA where fewer whole steps were delivered than can be classified. */
function deliveredSteps({ period, delivered }: Selection, step: TimeStep): Period[] {
  const known = intersection(period, delivered);
  const steps = known ? stepsIn(known, step) : [];
  if (steps.length >= LEAST_PERIODS) return steps;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `At least ${LEAST_PERIODS} whole steps are needed, and there are ${steps.length}. Ask for a longer period` +
      `${step === 'MONTH' ? '' : ', or for the step MONTH'}; delivered are ${delivered.from} to ${delivered.to}.`,
    { limit: LEAST_PERIODS, steps: steps.length },
  );
}

/** How the cells of a filter's study area behave as hotspots over time; kept between requests. */
export function emergingHotspots(
  context: RequestContext,
  where: IncidentFilter,
  options: EmergingOptions,
): Promise<EmergingHotspots> {
  return cached(context, 'emergingHotspots', [where], options, () =>
    computeEmerging(context, where, options),
  );
}

async function computeEmerging(
  context: RequestContext,
  where: IncidentFilter,
  { grid, step }: EmergingOptions,
): Promise<EmergingHotspots> {
  const { selection, area, steps, places, unlocated } = await context.session(async (session) => {
    const selection = await select(session, context.viewer, where, { needs: Needs.PLACES });
    const steps = deliveredSteps(selection, step);
    const area = await selectStudyArea(session, selection);
    return { selection, steps, area, ...(await selectPlaceSteps(session, selection, steps, step)) };
  });
  const cells = await layCells(context, grid, area);
  const neighbours = await compute('cellNeighbours', [grid, cells], context);
  const counts = places.map((each) => countByCell(grid, cells, each, each.weights));
  const whereabouts = {
    unlocated,
    located: sum(places.map(({ weights }) => sum(weights))),
    inCells: sum(counts.map(sum)),
  };
  const { categories, hotSteps, trendZ } = await compute('emergingCells', [counts, neighbours], context);
  const { eastings, northings } = cellCentres(grid, cells);
  const { dataVersion } = selection;
  const used = { from: steps[0].from, to: steps.at(-1)!.to };
  return {
    cells: idsOf(grid, cells).map((id, cell) => ({
      id,
      easting: eastings[cell],
      northing: northings[cell],
      category: categories[cell],
      hotSteps: hotSteps[cell],
      steps: steps.length,
      trendZ: trendZ[cell],
    })),
    categoryCounts: EMERGING_CATEGORIES.map((category) => ({
      category,
      count: categories.filter((each) => each === category).length,
    })),
    layout: {
      grid,
      cells,
      key: canonical(['emergingHotspots', dataVersion, where, grid, step]),
    },
    parameters: [
      ...listParameters({ ...grid, step, steps: steps.length, firstToLastStep: span(used) }),
      ...filterParameters(where, selection),
    ],
    dataVersion,
    caveats: [
      ...gridCaveats(selection, cells, whereabouts),
      ...(used.from > selection.period.from || used.to < selection.period.to
        ? ['Only whole steps that every source has delivered count: the rest of the period was left out.']
        : []),
    ],
  };
}

/** The cells of an answer as features. */
export function emergingFeatures(
  context: RequestContext,
  { cells, layout }: EmergingHotspots,
): Promise<FeatureCollection> {
  return keptFeatures(context, layout, (cell) => {
    const { id: _, ...properties } = cells[cell];
    return properties;
  });
}
