import { ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { hotStates } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  filterParameters,
  listParameters,
  prefixed,
  prefixedCaveats,
} from '../analytic';
import { keptFeatures } from './cell-features';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { bringBothToGrid, griddedCaveats, isLight, perCell } from './cells';
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

@Resolver(() => CoincidingHotspots)
export class CoincidingHotspotResolver {
  @Analytic(() => CoincidingHotspots, {
    description:
      'Overlap of the hotspots of two filters, on the cells that meet the study areas of both. Closed ' +
      'sources need a key of the role ANALYST.',
    needs: Needs.PLACES,
    defaults: CELL_SIZE_DEFAULT,
  })
  async coincidingHotspots(context: AnalyticContext, args: CoincidingArgs): Promise<CoincidingHotspots> {
    const { a, b } = args;
    const grid = gridFor(args);
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
        key: context.key,
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
      dataVersion: both[0].selection.dataVersion,
      caveats: [
        ...prefixedCaveats('a', griddedCaveats(both[0], inA.counts)),
        ...prefixedCaveats('b', griddedCaveats(both[1], inB.counts)),
      ],
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
