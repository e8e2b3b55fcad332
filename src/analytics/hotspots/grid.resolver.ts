import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Float, ID, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { findWeightSet } from '../../domain/vocabulary';
import { PeriodInput } from '../../platform/calendar';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { Comparison } from '../trends';
import { CellSizeArgs, gridFor, KDE_CELL_SIZE } from './cell-size.input';
import { cellsOfGrid, gridFeatures, hotspotGrid, KDE_BANDWIDTH } from './grid';
import { CellShape, GridCell, GridStatistic, HotspotGrid } from './grid.type';

@ArgsType()
class GridArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse; their extent is the study area.' })
  where!: IncidentFilter;

  @Field(() => GridStatistic, {
    defaultValue: GridStatistic.GI_STAR,
    description: 'Statistic to compute for each cell.',
  })
  statistic!: GridStatistic;

  @Field(() => CellShape, { defaultValue: CellShape.SQUARE, description: 'Shape of the cells.' })
  shape!: CellShape;

  @IsOptional()
  @Min(10)
  @Max(10_000)
  @Field(() => Float, {
    nullable: true,
    description: `Bandwidth of KDE in metres, 10 to 10,000 and at least 1.5 cells. Default: ${KDE_BANDWIDTH}. Other statistics have none.`,
  })
  bandwidth?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of a weight set, as the query weightSets lists them, by which incidents are weighted. ' +
      'Default: every incident counts 1.',
  })
  weightSet?: string | null;

  @Field(() => Comparison, {
    nullable: true,
    description: 'Rule that chooses the comparison window for each cell. Default: no comparison.',
  })
  compareWith?: Comparison | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Days to compare with; takes the place of `compareWith`.',
  })
  compareWithPeriod?: PeriodInput | null;
}

@Resolver(() => HotspotGrid)
export class HotspotGridResolver {
  @Query(() => HotspotGrid, {
    description:
      'Grid over the study area of a filter, aligned to the National Grid, with the incidents and a ' +
      'statistic of each cell. The study area is the partnership, or the areas, shape, box or circle of ' +
      'the filter inside it. At most 200,000 cells. Closed sources need a key of the role ANALYST.',
  })
  async hotspotGrid(@Ctx() context: RequestContext, @Args() args: GridArgs): Promise<HotspotGrid> {
    const { where, statistic, shape, bandwidth, weightSet, compareWith, compareWithPeriod } = args;
    const isKde = statistic === GridStatistic.KDE;
    return hotspotGrid(context, where, {
      statistic,
      grid: gridFor(args, shape, isKde ? KDE_CELL_SIZE : undefined),
      bandwidth: isKde ? (bandwidth ?? KDE_BANDWIDTH) : null,
      weightSet: weightSet ? await context.session((session) => findWeightSet(session, weightSet)) : null,
      comparison: compareWithPeriod ?? compareWith ?? null,
    });
  }

  @FieldResolver(() => [GridCell], {
    description: 'Every cell that meets the study area, the empty ones too, by column, then row of the grid.',
  })
  cells(@Root() grid: HotspotGrid): GridCell[] {
    return cellsOfGrid(grid);
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description:
      'Cells as polygons with the figures of each cell as flat properties, figures that were not computed ' +
      'left out. A change is flattened to previousCount, currentCount, percent, changePValue and ' +
      'direction.',
  })
  features(@Ctx() context: RequestContext, @Root() grid: HotspotGrid): Promise<FeatureCollection> {
    return gridFeatures(context, grid);
  }
}
