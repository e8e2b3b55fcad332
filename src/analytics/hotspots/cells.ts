import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import type { Period, Stretches } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import {
  type Cells,
  cellArea,
  cellLookup,
  countByCell,
  type Grid,
  sideLength,
} from '../../platform/statistics';
import { compute, type Requester } from '../../platform/threads';
import { type AnalyticContext, placeCaveats } from '../analytic';
import { Comparison, caveatsOfBoth, comparedOf, countedStretches, type Windows, windowsFor } from '../trends';
import { type PlaceHistory, selectHistory } from './cell-changes';
import { type Places, selectPlaces } from './clusters.queries';
import { type StudyArea, selectStudyArea } from './study-area.queries';

/** Maximum number of cells of a request. */
const MAX_CELLS = 200_000;

/** Number of cells up to which a statistic takes a few milliseconds, about as long as handing it to a thread. */
const LIGHT_CELLS = 2_000;

/** Whether a statistic of these cells is faster in this thread than in another. */
export const isLight = ({ columns }: Cells) => columns.length <= LIGHT_CELLS;

/** Area and outline of a cell whose size is 1. */
function unitOf(shape: Grid['shape']): { area: number; outline: number } {
  const unit: Grid = { shape, cellSize: 1 };
  return { area: cellArea(unit), outline: (shape === 'SQUARE' ? 4 : 6) * sideLength(unit) };
}

/**
 * Expected number of cells that an area meets, at a random position on the grid: exact on average for a convex area,
 * too high for a winding outline.
 *
 * Method: the kinematic formula of integral geometry (Santaló 1976), (A + L·l / 2π + a) / a for an area A with the
 * outline L and cells of area a and outline l.
 */
function expectedCells({ shape, cellSize }: Grid, { area, outline }: StudyArea): number {
  const cell = unitOf(shape);
  return (area / cellSize ** 2 + (outline * cell.outline) / (2 * Math.PI * cellSize)) / cell.area + 1;
}

/** Minimum cell size, rounded up to tens of metres, at which an area has no more than the maximum number of cells. */
function sizeThatFits(shape: Grid['shape'], { area, outline }: StudyArea): number {
  const cell = unitOf(shape);
  // expectedCells = MAX_CELLS, a quadratic equation for the cell size.
  const most = (MAX_CELLS - 1) * cell.area;
  const half = (outline * cell.outline) / (4 * Math.PI);
  return Math.ceil((half + Math.sqrt(half ** 2 + most * area)) / most / 10) * 10;
}

/**
 * All cells of a grid that meet a study area.
 *
 * @throws Problem TOO_LARGE, before any cell is made, where there would be too many.
 */
export async function layCells(request: Requester, grid: Grid, area: StudyArea): Promise<Cells> {
  const expected = expectedCells(grid, area);
  if (expected > MAX_CELLS) {
    const cellSize = sizeThatFits(grid.shape, area);
    throw new Problem(
      'TOO_LARGE',
      `A request may make ${MAX_CELLS} cells; this would make about ${Math.round(expected)}. Use a cellSize of ` +
        `${cellSize} m or more, or a smaller area.`,
      { limit: MAX_CELLS, cellSize },
    );
  }
  return compute('cellsOnArea', [grid, area.rings], request, expected <= LIGHT_CELLS);
}

/** Quantities to read with the places of incidents. */
export interface Reading {
  comparison?: Comparison | Period;
  /** Id of a weight set. */
  weightSet?: number | null;
}

/** Filter with its places and the cells of its study area. */
export interface Gridded {
  selection: Selection;
  /** Null where nothing of the period can be counted. */
  windows: Windows | null;
  /** Stretches whose incidents the places have. */
  counted: Stretches;
  /** Null where nothing is compared, or no month is known. */
  history: PlaceHistory | null;
  places: Places;
  cells: Cells;
}

/** Places of a filter, and the cells of its study area, in a fixed number of statements. */
export async function bringToGrid(
  context: AnalyticContext,
  where: IncidentFilter,
  grid: Grid,
  { comparison = Comparison.NONE, weightSet = null }: Reading = {},
): Promise<Gridded> {
  const { area, ...read } = await context.session(async (session) => {
    const selection = await context.select(session, where);
    const area = await selectStudyArea(session, selection);
    const windows = windowsFor(selection.period, comparison, selection.known);
    const counted = countedStretches(selection.period, comparison, windows);
    const compared = comparedOf(windows);
    const previous = compared?.previous.counted ?? [];
    const [places] = await selectPlaces(
      session,
      [{ selection, counted, previous, history: null }],
      weightSet,
    );
    const history = await selectHistory(session, selection, compared);
    return { selection, area, windows, counted, places, history };
  });
  return { ...read, cells: await layCells(context, grid, area) };
}

/**
 * Two filters with the cells of their shared study area.
 *
 * @throws Problem BAD_USER_INPUT where the filters belong to different partnerships.
 */
export async function bringBothToGrid(
  context: AnalyticContext,
  filters: Record<string, IncidentFilter>,
  grid: Grid,
): Promise<[Gridded, Gridded]> {
  const names = Object.keys(filters);
  const [one, other] = Object.values(filters);
  if (one.partnership !== other.partnership)
    throw new Problem('BAD_USER_INPUT', `${names.join(' and ')} must be of the same partnership.`, {
      field: `${names[1]}.partnership`,
    });
  const first = await bringToGrid(context, one, grid);
  const second = await bringToGrid(context, other, grid);
  const find = cellLookup(second.cells);
  const isShared = (_: number, cell: number) => find(first.cells.columns[cell], first.cells.rows[cell]) >= 0;
  const { columns, rows } = first.cells;
  const cells = { columns: columns.filter(isShared), rows: rows.filter(isShared) };
  return [
    { ...first, cells },
    { ...second, cells },
  ];
}

/** Incidents of every cell, or the sum of another amount given for each place. */
export function perCell(grid: Grid, { places, cells }: Gridded, amounts = places.weights): Float64Array {
  return countByCell(grid, cells, places, amounts);
}

/** Numbers of incidents of a filter by whether they are located. */
interface Whereabouts {
  unlocated: number;
  located: number;
  /** Located incidents that lie in a cell. */
  inCells: number;
}

/** Caveats on a filter on a grid. @param windows those of a comparison, if any */
export function gridCaveats(
  selection: Selection,
  { columns }: Cells,
  { unlocated, located, inCells }: Whereabouts,
  windows: Windows | null = null,
): Caveat[] {
  const beyond = located - inCells;
  return [
    ...caveatsOfBoth(selection, windows),
    ...caveatIf(
      columns.length === 0,
      CaveatCode.OUTSIDE_PARTNERSHIP,
      'The filter asks about no ground of the partnership: there are no cells.',
    ),
    ...placeCaveats(selection, unlocated, 'they lie in no cell'),
    ...caveatIf(
      beyond > 0,
      CaveatCode.OUTSIDE_STUDY_AREA,
      `${beyond} incidents lie outside the study area: they count in no cell.`,
    ),
  ];
}

/** Caveats on a filter with its cells. @param counts incidents of every cell */
export function griddedCaveats(
  { selection, windows, places, cells }: Gridded,
  counts: Float64Array,
): Caveat[] {
  const { unlocated, weights } = places;
  const whereabouts = { unlocated, located: sum(weights), inCells: sum(counts) };
  return gridCaveats(selection, cells, whereabouts, windows);
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
