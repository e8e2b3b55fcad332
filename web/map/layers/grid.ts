import { counted, whole } from '../../figures/format';
import { numeric, Shown } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { GRID } from '../operations';
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

/** Greatest number of hot cells that the table lists. */
const MAX_ROWS = 100;

type Grid = AnswerOf<typeof GRID>['hotspotGrid'];

function featuresOf({ cells, features }: Grid): Picture['features'] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  return {
    type: 'FeatureCollection',
    features: features.features.map((feature) => {
      const { id, count, z, class: name } = byId.get(String(feature.id))!;
      const { colour } = CLASSES[name ?? 'NOT_SIGNIFICANT'];
      return {
        ...feature,
        properties: { id, name: counted(count, 'incident'), colour, count, z, class: name },
      };
    }),
  };
}

/** Cells of the grid by their class of Getis-Ord Gi*. */
export function gridPicture({ hotspotGrid: grid }: AnswerOf<typeof GRID>): Picture {
  const hot = grid.cells.filter((cell) => cell.class === 'HOT_99' || cell.class === 'HOT_95');
  hot.sort((a, b) => (b.z ?? 0) - (a.z ?? 0));
  const present = new Set<string>(grid.cells.map((cell) => cell.class ?? ''));
  return {
    features: featuresOf(grid),
    classes: Object.entries(CLASSES).flatMap(([name, shown]) => (present.has(name) ? [shown] : [])),
    caveats: grid.caveats,
    summary: `${whole(hot.length)} of ${whole(grid.cells.length)} cells are hot at 95% or better.`,
    columns: ['Hot cell', numeric('Easting'), numeric('Northing'), numeric('Incidents'), numeric('z')],
    rows: hot.slice(0, MAX_ROWS).map(({ id, easting, northing, count, z }) => ({
      id,
      cells: [id, String(easting), String(northing), count, z === null ? null : new Shown(z.toFixed(2), z)],
    })),
    chooses: null,
  };
}
