import { counted } from '../../figures/format';
import type { FeatureCollection } from '../../schema/operation';
import type { Picture } from './picture';

/** Greatest number of cells that a table lists. */
export const MAX_ROWS = 100;

/** A grid as every layer of cells asks for it. */
interface CellGrid<Cell> {
  cells: readonly Cell[];
  features: FeatureCollection;
}

/** The cells of a grid as shapes in the colours of their classes, with their figures. */
export function colouredCells<Cell extends { cell: string; count: number }>(
  { cells, features }: CellGrid<Cell>,
  shownAs: (cell: Cell) => { colour: string; figures: Record<string, unknown> },
): Picture['features'] {
  const byName = new Map(cells.map((cell) => [cell.cell, cell]));
  return {
    type: 'FeatureCollection',
    features: features.features.map((feature) => {
      const cell = byName.get(String(feature.id))!;
      const { colour, figures } = shownAs(cell);
      const { count } = cell;
      return {
        ...feature,
        properties: { id: cell.cell, name: counted(count, 'incident'), colour, count, ...figures },
      };
    }),
  };
}
