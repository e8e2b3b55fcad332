import type { RequestContext } from '../../access';
import type { IncidentFilter } from '../../domain/incidents';
import type { FeatureCollection } from '../../platform/geo';
import { type Grid, hotStates } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { cached, canonical, filterParameters, listParameters, prefixed } from '../analytic';
import { keptFeatures } from './cell-features';
import { bringBothToGrid, griddedCaveats, isLight, perCell } from './cells';
import type { CoincidingCell, CoincidingHotspots } from './coinciding.type';

/** Two filters, as the API calls them. */
export interface Pair {
  a: IncidentFilter;
  b: IncidentFilter;
}

/** How far the hotspots of two filters coincide, kept between requests. */
export function coincidingHotspots(
  context: RequestContext,
  { a, b }: Pair,
  grid: Grid,
): Promise<CoincidingHotspots> {
  return cached(context, 'coincidingHotspots', [a, b], grid, () =>
    computeCoinciding(context, { a, b }, grid),
  );
}

async function computeCoinciding(
  context: RequestContext,
  { a, b }: Pair,
  grid: Grid,
): Promise<CoincidingHotspots> {
  const both = await bringBothToGrid(context, { a, b }, grid);
  const { cells } = both[0];
  const light = isLight(cells);
  const neighbours = await compute('cellNeighbours', [grid, cells], context, light);
  const [inA, inB] = await Promise.all(
    both.map(async (gridded) => {
      const counts = perCell(grid, gridded);
      const statistic = await compute('hotCells', [counts, neighbours], context, light);
      const hot = Uint8Array.from(hotStates(statistic), (state) => Number(state > 0));
      return { counts, z: statistic.z, hot };
    }),
  );
  const eitherHot = (_: number, cell: number) => inA.hot[cell] + inB.hot[cell] > 0;
  const numbers = Int32Array.from(cells.columns, (_, cell) => cell).filter(eitherHot);
  const { dataVersion } = both[0].selection;
  const count = (hot: Uint8Array) => hot.reduce((sum, is) => sum + is, 0);
  return {
    jaccard: await compute('jaccard', [inA.hot, inB.hot], context, light),
    spearman: await compute('spearman', [inA.counts, inB.counts], context, light),
    sharedCells: count(inA.hot.map((is, cell) => is & inB.hot[cell])),
    hotCellsA: count(inA.hot),
    hotCellsB: count(inB.hot),
    cellCount: cells.columns.length,
    layout: {
      grid,
      cells: { columns: cells.columns.filter(eitherHot), rows: cells.rows.filter(eitherHot) },
      key: canonical(['coincidingHotspots', dataVersion, a, b, grid]),
    },
    hotCells: Array.from(
      numbers,
      (cell): CoincidingCell => ({
        hotFor: !inB.hot[cell] ? 'A' : !inA.hot[cell] ? 'B' : 'BOTH',
        countA: inA.counts[cell],
        countB: inB.counts[cell],
        zA: inA.z[cell],
        zB: inB.z[cell],
      }),
    ),
    parameters: [
      ...listParameters({ ...grid }),
      ...prefixed('a', filterParameters(a, both[0].selection)),
      ...prefixed('b', filterParameters(b, both[1].selection)),
    ],
    dataVersion,
    caveats: [
      ...griddedCaveats(both[0], inA.counts).map((caveat) => `a: ${caveat}`),
      ...griddedCaveats(both[1], inB.counts).map((caveat) => `b: ${caveat}`),
    ],
  };
}

/** The cells that are hot for either filter, as features. */
export function coincidingFeatures(
  context: RequestContext,
  { layout, hotCells }: CoincidingHotspots,
): Promise<FeatureCollection> {
  return keptFeatures(context, layout, (cell) => ({ ...hotCells[cell] }));
}
