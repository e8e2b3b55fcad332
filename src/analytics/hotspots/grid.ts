import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { editionId, findWeightSet, requireWeights } from '../../domain/vocabulary';
import { PeriodInput } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { cellCentres, type Grid } from '../../platform/statistics';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  type Parameter,
  prefixed,
} from '../analytic';
import {
  CHANGE_COLUMNS,
  Comparison,
  comparedOf,
  comparisonCaveats,
  comparisonParameters,
  dispersionCaveats,
  dispersionParameters,
  namedComparison,
  windowsOfAnswer,
} from '../trends';
import { type CellChanges, changesOfCells } from './cell-changes';
import { cellNames, keptFeatures } from './cell-features';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor, KDE_CELL_SIZE } from './cell-size.input';
import { bringToGrid, type Gridded, griddedCaveats, perCell, sum } from './cells';
import { CellShape, GridCell, GridStatistic, HotspotGrid } from './grid.type';
import {
  CLASSES,
  type GridOptions,
  KDE_BANDWIDTH,
  METHOD,
  MIN_CELLS_PER_BANDWIDTH,
  statisticOf,
} from './grid-statistics';

/** @throws Problem BAD_USER_INPUT where the statistic has no bandwidth. */
function checkNoBandwidth({ statistic, bandwidth }: GridArgs): void {
  if (statistic === GridStatistic.KDE || bandwidth === null || bandwidth === undefined) return;
  throw new Problem(
    'BAD_USER_INPUT',
    `${statistic} has no bandwidth. Leave it out, or ask for the statistic ${GridStatistic.KDE}.`,
    { field: 'bandwidth' },
  );
}

/** @throws Problem BAD_USER_INPUT where the cells are too coarse for the kernel. */
function checkBandwidth(bandwidth: number, cellSize: number): void {
  const least = MIN_CELLS_PER_BANDWIDTH * cellSize;
  if (bandwidth >= least) return;
  const coarsest = Math.floor(bandwidth / MIN_CELLS_PER_BANDWIDTH);
  throw new Problem(
    'BAD_USER_INPUT',
    `The bandwidth must span ${MIN_CELLS_PER_BANDWIDTH} cells or more. Use a bandwidth of at least ${least} m, or a ` +
      `cellSize of at most ${coarsest} m.`,
    { field: 'bandwidth', bandwidth: least, cellSize: coarsest },
  );
}

/** @throws Problem NOT_ENOUGH_DATA where a weight set knows fewer than half of the incidents. */
function checkWeighed({ weightSet }: GridOptions, { places }: Gridded): void {
  const { weights, unlocated, withoutWeight } = places;
  const incidents = sum(weights) + unlocated;
  if (weightSet) requireWeights({ incidents, weighted: incidents - withoutWeight }, weightSet);
}

/** Dispersion of the changes; the one without a prefix is that of the map. */
function changeParameters({ pooled }: CellChanges): Parameter[] {
  return prefixed('change', dispersionParameters(pooled));
}

function parametersOf(
  where: IncidentFilter,
  { statistic, grid, bandwidth, weightSet, comparison }: GridOptions,
  { selection, windows }: Gridded,
  found: Parameter[],
  changed: CellChanges | null,
): Parameter[] {
  return [
    ...listParameters({ statistic, ...grid, bandwidth, weightSet: weightSet && editionId(weightSet) }),
    ...METHOD[statistic],
    ...found,
    ...filterParameters(where, selection),
    ...comparisonParameters(comparison, windows),
    ...(changed ? changeParameters(changed) : []),
  ];
}

function caveatsOf(
  { weightSet }: GridOptions,
  gridded: Gridded,
  counts: Float64Array,
  changed: CellChanges | null,
): Caveat[] {
  const { withoutWeight } = gridded.places;
  return [
    ...griddedCaveats(gridded, counts),
    ...caveatIf(
      weightSet !== null && withoutWeight > 0,
      CaveatCode.NO_WEIGHT,
      `${withoutWeight} incidents are of offences that this weight set has no weight for: they weigh nothing.`,
    ),
    ...comparisonCaveats(gridded.windows),
    ...(changed ? dispersionCaveats(changed.pooled) : []),
  ];
}

@ArgsType()
export class GridArgs extends CellSizeArgs {
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
      'NOT_ENOUGH_DATA where it has a weight for fewer than half of them. Default: every incident counts 1.',
  })
  weightSet?: string | null;

  @Field(() => Comparison, {
    nullable: true,
    description:
      'Rule that chooses the windows to compare in each cell; not together with `compareWithPeriod`. Default: NONE.',
  })
  compareWith?: Comparison | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Days to compare the period with; not together with `compareWith`.',
  })
  compareWithPeriod?: PeriodInput | null;
}

/** @throws Problem BAD_USER_INPUT where the cells are too coarse for the kernel, or there is no such weight set. */
async function optionsOf(context: AnalyticContext, args: GridArgs): Promise<GridOptions> {
  const { statistic, shape, weightSet } = args;
  const grid = gridFor(args, shape);
  checkNoBandwidth(args);
  const bandwidth = statistic === GridStatistic.KDE ? args.bandwidth! : null;
  if (bandwidth !== null) checkBandwidth(bandwidth, grid.cellSize);
  return {
    statistic,
    grid,
    bandwidth,
    weightSet: weightSet ? await context.session((session) => findWeightSet(session, weightSet)) : null,
    comparison: namedComparison(args) ?? Comparison.NONE,
  };
}

/** The change of every cell; null where nothing is compared. */
async function changesOfGrid(
  context: AnalyticContext,
  grid: Grid,
  gridded: Gridded,
  current: Float64Array,
): Promise<CellChanges | null> {
  const { places, cells, windows, history } = gridded;
  const compared = comparedOf(windows);
  if (!compared) return null;
  const counts = { current, previous: perCell(grid, gridded, places.previous) };
  return changesOfCells(context, grid, cells, counts, compared, history);
}

/** The cells of an answer one by one. */
function cellsOfGrid({ columns, layout }: HotspotGrid): GridCell[] {
  return cellNames(layout).map((names, cell) => ({
    ...names,
    easting: columns.easting[cell],
    northing: columns.northing[cell],
    count: columns.count[cell],
    weighted: columns.weighted?.[cell] ?? null,
    density: columns.density?.[cell] ?? null,
    z: columns.z?.[cell] ?? null,
    moranI: columns.moranI?.[cell] ?? null,
    pValue: columns.pValue?.[cell] ?? null,
    adjustedPValue: columns.adjustedPValue?.[cell] ?? null,
    class: columns.class?.[cell] ?? null,
    because: columns.because?.[cell] ?? null,
    change: columns.change?.[cell] ?? null,
  }));
}

/** The cells of an answer as features. */
function gridFeatures(context: RequestContext, { columns, layout }: HotspotGrid): Promise<FeatureCollection> {
  const { change, ...rest } = columns;
  const filled = Object.entries(rest).filter(([, column]) => column !== undefined);
  return keptFeatures(context, layout, (cell) => {
    const properties: Record<string, unknown> = {};
    for (const [name, column] of filled) properties[name] = column[cell];
    if (!change) return properties;
    const { pValue, lower, upper, dispersion, ...flat } = change[cell];
    const test = {
      changeLower: lower,
      changeUpper: upper,
      changePValue: pValue,
      changeDispersion: dispersion,
    };
    return { ...properties, ...flat, ...test };
  });
}

@Resolver(() => HotspotGrid)
export class HotspotGridResolver {
  @Analytic(() => HotspotGrid, {
    description:
      'Grid over the study area of a filter, aligned to the National Grid, with the incidents and a ' +
      'statistic of each cell. The study area is the partnership, or the areas, shape, box or circle of ' +
      'the filter inside it. At most 200,000 cells. Closed sources need a key of the role ANALYST.',
    cost: 5000,
    needs: Needs.PLACES,
    defaults: ({ statistic }: GridArgs) =>
      statistic === GridStatistic.KDE
        ? { cellSize: KDE_CELL_SIZE, bandwidth: KDE_BANDWIDTH }
        : CELL_SIZE_DEFAULT,
    exports: [
      {
        rows: 'cells',
        columns: `id cell easting northing count weighted density z moranI pValue adjustedPValue class because ${CHANGE_COLUMNS}`,
        features: 'features',
        layer: 'Hotspot grid',
      },
    ],
  })
  async hotspotGrid(context: AnalyticContext, args: GridArgs): Promise<HotspotGrid> {
    const { where } = args;
    const options = await optionsOf(context, args);
    const { grid, weightSet, comparison } = options;
    const gridded = await bringToGrid(context, where, grid, { comparison, weightSet: weightSet?.id });
    checkWeighed(options, gridded);
    const { selection, windows, counted, places, cells } = gridded;
    const counts = perCell(grid, gridded);
    const weighted = places.weighted && perCell(grid, gridded, places.weighted);
    const statistic = await statisticOf(context, options, { ...gridded, counts, weighted });
    const changed = await changesOfGrid(context, grid, gridded, counts);
    const { eastings, northings } = cellCentres(grid, cells);
    return {
      cellCount: eastings.length,
      incidentCount: sum(counts),
      classCounts: (CLASSES[options.statistic] ?? []).map((name) => ({
        class: name,
        count: statistic.columns.class!.filter((each) => each === name).length,
      })),
      leastHotSum: statistic.leastHotSum,
      columns: {
        easting: eastings,
        northing: northings,
        count: counts,
        weighted: weighted ?? undefined,
        ...statistic.columns,
        change: changed?.changes,
      },
      layout: { grid, cells, key: context.key },
      ...windowsOfAnswer(selection, counted, windows),
      parameters: parametersOf(where, options, gridded, statistic.parameters, changed),
      ...countedFrom(selection),
      caveats: [...caveatsOf(options, gridded, counts, changed), ...statistic.caveats],
    };
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
      'left out. A change is flattened to previousCount, currentCount, percent, percentOf, changeLower, changeUpper, ' +
      'changePValue, changeDispersion and direction.',
  })
  features(@Ctx() context: RequestContext, @Root() grid: HotspotGrid): Promise<FeatureCollection> {
    return gridFeatures(context, grid);
  }
}
