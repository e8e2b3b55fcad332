import { createHash } from 'node:crypto';
import type { RequestContext } from '../../access';
import type { FeatureCollection } from '../../platform/geo';
import { type Cells, cellCorners, cellId, type Grid } from '../../platform/statistics';
import { toDegrees } from './cell-features.queries';

/** Where the cells of an answer lie, and what tells it from every other answer. */
export interface CellLayout {
  grid: Grid;
  cells: Cells;
  key: string;
}

/**
 * The names of the cells of an answer: `cell` of the place, equal in every answer; `id` of the place in this answer, since
 * a client's cache must not put a figure of one question into the answer to another.
 */
export function cellNames({ grid, cells, key }: CellLayout): { id: string; cell: string }[] {
  const answer = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return Array.from(cells.columns, (column, position) => {
    const cell = cellId(grid, column, cells.rows[position]);
    return { id: `${cell}:${answer}`, cell };
  });
}

/** The cells of an answer as features, kept between requests like the answer itself. */
export function keptFeatures(
  context: RequestContext,
  { grid, cells, key }: CellLayout,
  propertiesOf: (cell: number) => Record<string, unknown>,
): Promise<FeatureCollection> {
  return context.recall(`${key} features`, () => cellFeatures(context, grid, cells, propertiesOf));
}

/**
 * Cells as polygons, built in one go: each corner is transformed once, however many cells share it.
 *
 * @param propertiesOf the cell at this position.
 */
async function cellFeatures(
  context: RequestContext,
  grid: Grid,
  cells: Cells,
  propertiesOf: (cell: number) => Record<string, unknown>,
): Promise<FeatureCollection> {
  const { columns, rows } = cells;
  if (columns.length === 0) return { type: 'FeatureCollection', features: [] };
  const { corners, numbers, perCell } = cellCorners(grid, cells);
  const degrees = await context.session((session) => toDegrees(session, corners));
  const features: FeatureCollection['features'] = [];
  for (let cell = 0; cell < columns.length; cell++) {
    const ring: [number, number][] = [];
    for (let c = 0; c <= perCell; c++) ring.push(degrees[numbers[cell * perCell + (c % perCell)]]);
    features.push({
      type: 'Feature',
      id: cellId(grid, columns[cell], rows[cell]),
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: propertiesOf(cell),
    });
  }
  return { type: 'FeatureCollection', features };
}
