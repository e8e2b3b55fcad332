import { counted, whole } from '../../figures/format';
import { numeric, Shown } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { GRID } from '../operations';
import { colouredCells, MAX_ROWS } from './cells';
import type { Class, Picture } from './picture';

/** Colours that people who do not see all colours tell apart (after ColorBrewer, Brewer 2003). */
const CLASSES: Record<string, Class> = {
  HOT_99: { colour: '#b2182b', label: 'Hot, 99%' },
  HOT_95: { colour: '#ef8a62', label: 'Hot, 95%' },
  HOT_90: { colour: '#fddbc7', label: 'Hot, 90%' },
  NOT_SIGNIFICANT: { colour: '#f3f3f1', label: 'Neither' },
  COLD_90: { colour: '#d1e5f0', label: 'Cold, 90%' },
  COLD_95: { colour: '#67a9cf', label: 'Cold, 95%' },
  COLD_99: { colour: '#2166ac', label: 'Cold, 99%' },
};

/** Test by which a cell is hot. */
const BECAUSE: Record<NonNullable<Grid['cells'][number]['because']>, string> = {
  NEIGHBOURS: 'it and its neighbours',
  PLACE: 'its own incidents',
};

type Grid = AnswerOf<typeof GRID>['hotspotGrid'];

/** Cells of the grid by their class of Getis-Ord Gi*. */
export function gridPicture({ hotspotGrid: grid }: AnswerOf<typeof GRID>): Picture {
  const { cells, leastHotSum } = grid;
  const hot = cells.filter((cell) => cell.class === 'HOT_99' || cell.class === 'HOT_95');
  hot.sort((a, b) => (b.z ?? 0) - (a.z ?? 0));
  const present = new Set<string>(cells.map((cell) => cell.class ?? ''));
  return {
    features: colouredCells(grid, ({ z, class: name }) => ({
      ...CLASSES[name ?? 'NOT_SIGNIFICANT'],
      figures: { z, class: name },
    })),
    classes: Object.entries(CLASSES).flatMap(([name, shown]) => (present.has(name) ? [shown] : [])),
    caveats: grid.caveats,
    summary:
      `${whole(hot.length)} of ${whole(cells.length)} cells are hot at 95% or better` +
      (leastHotSum === null
        ? '.'
        : `: with ${counted(leastHotSum, 'incident')} or more in a cell and its neighbours.`),
    columns: [
      'Hot cell',
      numeric('Easting'),
      numeric('Northing'),
      numeric('Incidents'),
      numeric('z'),
      'Because of',
    ],
    rows: hot.slice(0, MAX_ROWS).map(({ cell, easting, northing, count, z, because }) => ({
      id: cell,
      cells: [
        cell,
        String(easting),
        String(northing),
        count,
        z === null ? null : new Shown(z.toFixed(2), z),
        because && BECAUSE[because],
      ],
    })),
    chooses: null,
  };
}
