import type { Selection } from '../../domain/incidents';
import { TimeStep } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type Cells, countByCell, type Dispersion, type Grid } from '../../platform/statistics';
import { compute, type Requester } from '../../platform/threads';
import {
  type Change,
  type ComparedWindows,
  type CountedPeriod,
  changesBetween,
  MAX_MONTHS,
  monthsTo,
  seriesOfMonths,
} from '../trends';
import { type StepPlaces, selectPlaceSteps } from './emerging.queries';

/** Incidents by place in the months whose counts tell how much those of cells vary. */
export interface PlaceHistory {
  months: CountedPeriod[];
  /** By month. */
  places: StepPlaces[];
}

/** Reads the months before the end of a comparison; null where there is no comparison, or no month is known. */
export async function selectHistory(
  session: Session,
  selection: Selection,
  compared: ComparedWindows | null,
): Promise<PlaceHistory | null> {
  const months = compared ? monthsTo(compared.current.to, MAX_MONTHS, selection.known) : [];
  if (months.length === 0) return null;
  const { places } = await selectPlaceSteps(session, selection, months, TimeStep.MONTH);
  return { months, places };
}

/** Incidents of every cell in each of the windows. */
export type WindowCounts = Record<'current' | 'previous', Float64Array>;

/** Changes of cells, and the dispersion of all of them together. */
export interface CellChanges {
  changes: Change[];
  /** Null where fewer than 24 months are known. */
  pooled: Dispersion | null;
}

/**
 * The change of every cell, tested by the dispersion of its own months where it has five incidents a month or more, else by
 * that of all cells together.
 */
export async function changesOfCells(
  request: Requester,
  grid: Grid,
  cells: Cells,
  { current, previous }: WindowCounts,
  compared: ComparedWindows,
  history: PlaceHistory | null,
): Promise<CellChanges> {
  const dispersions = new Array<Dispersion | null>(current.length).fill(null);
  if (!history)
    return { changes: await changesBetween(request, current, previous, compared, dispersions), pooled: null };
  const { months, places } = history;
  const counts = places.map((each) => countByCell(grid, cells, each, each.weights));
  const occupied = Array.from(current.keys()).filter((cell) => counts.some((month) => month[cell] > 0));
  const series = occupied.map((cell) =>
    seriesOfMonths(
      months,
      months.map(({ counted }, month) => (counted.length > 0 ? counts[month][cell] : null)),
    ),
  );
  const { areas, pooled } = await compute('areaDispersions', [series], request);
  dispersions.fill(pooled);
  occupied.forEach((cell, i) => {
    dispersions[cell] = areas[i];
  });
  return { changes: await changesBetween(request, current, previous, compared, dispersions), pooled };
}
