import { counted, decimal, percent, whole } from '../../figures/format';
import { numeric } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { COUNTS, DENSITY } from '../operations';
import { colouredCells, MAX_ROWS } from './cells';
import type { Class, Picture } from './picture';

/** Shares of the area, the busiest first, and their colours (after ColorBrewer, Brewer 2003). */
const SHARES: { share: number; colour: string }[] = [
  { share: 0.01, colour: '#7a0177' },
  { share: 0.02, colour: '#c51b8a' },
  { share: 0.05, colour: '#f768a1' },
  { share: 0.1, colour: '#fbb4b9' },
];
const REST: Class = { colour: '#f3f3f1', label: 'Rest of the area' };
/** Share of the area that the table lists and the summary is about. */
const LISTED = 0.02;

type Cells = AnswerOf<typeof COUNTS>['hotspotGrid']['cells'];

/** Cells by what is ranked, with the least value of each share of the area. */
function rank(values: readonly number[]): { least(share: number): number; colourOf(value: number): string } {
  const descending = values.filter((value) => value > 0).sort((a, b) => b - a);
  const least = (share: number) => {
    const last = Math.max(1, Math.floor(values.length * share)) - 1;
    return descending[Math.min(last, descending.length - 1)] ?? Infinity;
  };
  const colourOf = (value: number) =>
    SHARES.find(({ share }) => value >= least(share))?.colour ?? REST.colour;
  return { least, colourOf };
}

interface RankedGrid {
  cells: Cells;
  features: Picture['features'];
  incidentCount: number;
  caveats: Picture['caveats'];
}

/** The busiest cells of a grid, by some value of each. */
function rankedPicture(grid: RankedGrid, values: number[], unit: string): Picture {
  const { cells, incidentCount } = grid;
  const { least, colourOf } = rank(values);
  const valueAt = new Map(cells.map(({ cell }, nth) => [cell, values[nth]]));
  const listed = cells.filter(({ cell }) => valueAt.get(cell)! >= least(LISTED));
  listed.sort((a, b) => valueAt.get(b.cell)! - valueAt.get(a.cell)!);
  const within = listed.reduce((sum, { count }) => sum + count, 0);
  return {
    features: colouredCells(grid, ({ cell }) => {
      const value = valueAt.get(cell)!;
      return { colour: colourOf(value), figures: { value } };
    }),
    classes: [
      ...SHARES.flatMap(({ share, colour }, nth) =>
        least(share) < (nth === 0 ? Infinity : least(SHARES[nth - 1].share))
          ? [{ colour, label: `Busiest ${percent(share)}: ${decimal(least(share))} ${unit} or more` }]
          : [],
      ),
      REST,
    ],
    caveats: grid.caveats,
    summary:
      `${counted(listed.length, 'cell')} of ${whole(cells.length)}, the busiest ${percent(LISTED)} of the area or as ` +
      `busy, hold ${whole(within)} of ${counted(incidentCount, 'incident')}.`,
    columns: ['Busy cell', numeric('Easting'), numeric('Northing'), numeric('Incidents')],
    rows: listed.slice(0, MAX_ROWS).map(({ cell, easting, northing, count }) => ({
      id: cell,
      cells: [cell, String(easting), String(northing), count],
    })),
    chooses: null,
  };
}

/** Cells by the kernel density at their centre. */
export function densityPicture({ hotspotGrid: grid }: AnswerOf<typeof DENSITY>): Picture {
  return rankedPicture(
    grid,
    grid.cells.map(({ density }) => density ?? 0),
    'incidents per km²',
  );
}

/** Cells by their own incidents. */
export function countPicture({ hotspotGrid: grid }: AnswerOf<typeof COUNTS>): Picture {
  return rankedPicture(
    grid,
    grid.cells.map(({ count }) => count),
    'incidents',
  );
}
