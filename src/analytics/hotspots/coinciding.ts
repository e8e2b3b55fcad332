import { ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import {
  type Cells,
  countByCell,
  type Grid,
  hotCountStates,
  jaccardByChance,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  caveatsByFilter,
  countedFrom,
  filterParameters,
  listParameters,
  prefixed,
} from '../analytic';
import { keptFeatures } from './cell-features';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { bringBothToGrid, type Gridded, griddedCaveats, isLight, perCell, sum } from './cells';
import { selectKnownPlaces } from './coinciding.queries';
import { type CoincidingCell, CoincidingHotspots } from './coinciding.type';

@ArgsType()
export class CoincidingArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents of the first kind.' })
  a!: IncidentFilter;

  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents of the second kind, of the same partnership.' })
  b!: IncidentFilter;
}

/** A filter on the cells of both filters. */
interface HotMap {
  counts: Float64Array;
  /** Gi* of every cell. */
  z: Float64Array;
  /** 1 where the cell is hot, else 0. */
  hot: Uint8Array;
}

async function hotMaps(context: AnalyticContext, grid: Grid, both: [Gridded, Gridded]) {
  const [{ cells }] = both;
  const light = isLight(cells);
  const neighbours = await compute('cellNeighbours', [grid, cells], context, light);
  const mapOf = async (gridded: Gridded): Promise<HotMap> => {
    const counts = perCell(grid, gridded);
    const found = await compute('hotCounts', [counts, neighbours], context, light);
    return { counts, z: found.z, hot: Uint8Array.from(hotCountStates(found), (state) => Number(state > 0)) };
  };
  return Promise.all([mapOf(both[0]), mapOf(both[1])]);
}

/** Overlap of two maps, on the ground where there is something to overlap. */
async function overlapOf(
  context: AnalyticContext,
  grid: Grid,
  both: [Gridded, Gridded],
  a: HotMap,
  b: HotMap,
) {
  const [{ cells }] = both;
  const light = isLight(cells);
  const known = await context.session((session) =>
    selectKnownPlaces(session, [both[0].selection, both[1].selection]),
  );
  const places = countByCell(grid, cells, known);
  const among = places.reduce((sum, n, cell) => sum + Number(n > 0 || a.hot[cell] + b.hot[cell] > 0), 0);
  const isOccupied = (_: number, cell: number) => a.counts[cell] + b.counts[cell] > 0;
  const occupied = [a.counts.filter(isOccupied), b.counts.filter(isOccupied)] as const;
  const [hotCellsA, hotCellsB] = [sum(a.hot), sum(b.hot)];
  return {
    jaccard: await compute('jaccard', [a.hot, b.hot], context, light),
    jaccardByChance: jaccardByChance(hotCellsA, hotCellsB, among),
    spearman: await compute('spearman', [...occupied], context, light),
    sharedCells: sum(a.hot.map((is, cell) => is & b.hot[cell])),
    hotCellsA,
    hotCellsB,
    occupiedCells: occupied[0].length,
    cellCount: cells.columns.length,
  };
}

/** Cells that are hot for either filter. */
function hotCellsOf(a: HotMap, b: HotMap, cells: Cells): { hotCells: CoincidingCell[]; cells: Cells } {
  const isHot = (_: number, cell: number) => a.hot[cell] + b.hot[cell] > 0;
  const numbers = Int32Array.from(cells.columns, (_, cell) => cell).filter(isHot);
  return {
    cells: { columns: cells.columns.filter(isHot), rows: cells.rows.filter(isHot) },
    hotCells: Array.from(numbers, (cell) => ({
      hotFor: !b.hot[cell] ? 'A' : !a.hot[cell] ? 'B' : 'BOTH',
      countA: a.counts[cell],
      countB: b.counts[cell],
      zA: a.z[cell],
      zB: b.z[cell],
    })),
  };
}

@Resolver(() => CoincidingHotspots)
export class CoincidingHotspotResolver {
  @Analytic(() => CoincidingHotspots, {
    description:
      'Overlap of the hotspots of two filters, on the cells that meet the study areas of both. Closed ' +
      'sources need a key of the role ANALYST.',
    cost: 10_000,
    needs: Needs.PLACES,
    defaults: CELL_SIZE_DEFAULT,
  })
  async coincidingHotspots(context: AnalyticContext, args: CoincidingArgs): Promise<CoincidingHotspots> {
    const { a, b } = args;
    const grid = gridFor(args);
    const both = await bringBothToGrid(context, { a, b }, grid);
    const [inA, inB] = await hotMaps(context, grid, both);
    const { cells, hotCells } = hotCellsOf(inA, inB, both[0].cells);
    return {
      ...(await overlapOf(context, grid, both, inA, inB)),
      layout: { grid, cells, key: context.key },
      hotCells,
      parameters: [
        ...listParameters({ ...grid }),
        ...prefixed('a', filterParameters(a, both[0].selection)),
        ...prefixed('b', filterParameters(b, both[1].selection)),
      ],
      ...countedFrom(both[0].selection, both[1].selection),
      caveats: caveatsByFilter({
        a: griddedCaveats(both[0], inA.counts),
        b: griddedCaveats(both[1], inB.counts),
      }),
    };
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description:
      'Cells that are hot for either filter, as polygons with the properties hotFor (A, B or BOTH), ' +
      'countA, countB, and the Gi* for each filter, zA and zB.',
  })
  features(
    @Ctx() context: RequestContext,
    @Root() { layout, hotCells }: CoincidingHotspots,
  ): Promise<FeatureCollection> {
    return keptFeatures(context, layout, (cell) => ({ ...hotCells[cell] }));
  }
}
