import type { RequestContext } from '../../access';
import { type IncidentFilter, Needs, type Selection, select } from '../../domain/incidents';
import { gridOf } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { cached, filterParameters, listParameters, placeCaveats } from '../analytic';
import { bringToGrid, griddedCaveats, perCell } from './cells';
import { selectPlaceCounts } from './concentration.queries';
import { type Concentration, ConcentrationUnit } from './concentration.type';

const MAX_POINTS = 200;

/** Up to so many units the sorting takes a few milliseconds. */
const LIGHT_UNITS = 10_000;

/** What a caller may set. */
export interface ConcentrationOptions {
  unit: ConcentrationUnit;
  /** Metres; of CELL only. */
  cellSize: number | null;
}

/** Incidents of every unit. */
interface Units {
  selection: Selection;
  counts: Float64Array;
  caveats: string[];
}

/** The concentration of a filter, kept between requests. */
export function concentration(
  context: RequestContext,
  where: IncidentFilter,
  options: ConcentrationOptions,
): Promise<Concentration> {
  return cached(context, 'concentration', [where], options, () =>
    computeConcentration(context, where, options),
  );
}

async function countCells(context: RequestContext, where: IncidentFilter, cellSize: number): Promise<Units> {
  const grid = gridOf('SQUARE', cellSize);
  const gridded = await bringToGrid(context, where, grid);
  const counts = perCell(grid, gridded);
  return { selection: gridded.selection, counts, caveats: griddedCaveats(gridded, counts) };
}

function countPlaces(context: RequestContext, where: IncidentFilter): Promise<Units> {
  return context.session(async (session) => {
    const selection = await select(session, context.viewer, where, { needs: Needs.PLACES });
    const { counts, unlocated } = await selectPlaceCounts(session, selection);
    const caveats = placeCaveats(selection, unlocated, 'they count nowhere');
    return { selection, counts, caveats: [...selection.caveats, ...caveats] };
  });
}

async function computeConcentration(
  context: RequestContext,
  where: IncidentFilter,
  { unit, cellSize }: ConcentrationOptions,
): Promise<Concentration> {
  const { selection, counts, caveats } =
    unit === ConcentrationUnit.CELL
      ? await countCells(context, where, cellSize!)
      : await countPlaces(context, where);
  const light = counts.length <= LIGHT_UNITS;
  const found = await compute('concentration', [counts], context, light);
  const corners = await compute('lorenzCorners', [counts, MAX_POINTS], context, light);
  const units = counts.length;
  const unitsHolding = (share: number | undefined) =>
    share === undefined ? null : Math.round(share * units);
  return {
    units,
    incidents: found?.incidents ?? 0,
    unitsFor25Percent: unitsHolding(found?.shareHolding25),
    unitsFor50Percent: unitsHolding(found?.shareHolding50),
    shareFor25Percent: found?.shareHolding25 ?? null,
    shareFor50Percent: found?.shareHolding50 ?? null,
    gini: found?.gini ?? null,
    generalisedGini: found?.generalisedGini ?? null,
    lorenz: corners ?? [],
    parameters: [...listParameters({ unit, cellSize }), ...filterParameters(where, selection)],
    dataVersion: selection.dataVersion,
    caveats,
  };
}
