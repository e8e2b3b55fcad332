import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { editionId, findWeightSet, type WeightSetEntity } from '../../domain/vocabulary';
import { type Period, PeriodInput } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import {
  cellCentres,
  type Grid,
  HOTSPOT_CLASSES,
  hotspotClass,
  MORAN_CLASSES,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  filterParameters,
  listParameters,
  type Parameter,
} from '../analytic';
import {
  CHANGE_COLUMNS,
  type Change,
  type ComparedWindows,
  Comparison,
  changeBetween,
  comparedOf,
  comparisonCaveats,
  comparisonParameters,
} from '../trends';
import { keptFeatures } from './cell-features';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor, KDE_CELL_SIZE } from './cell-size.input';
import { bringToGrid, type Gridded, griddedCaveats, idsOf, isLight, perCell, sum } from './cells';
import {
  type CellClass,
  type CellColumns,
  CellShape,
  GridCell,
  GridStatistic,
  HotspotGrid,
} from './grid.type';

/** What a grid is made with. */
interface GridOptions {
  statistic: GridStatistic;
  grid: Grid;
  /** Metres; null but for KDE. */
  bandwidth: number | null;
  weightSet: WeightSetEntity | null;
  comparison: Comparison | Period | null;
}

/** Bandwidth of KDE where the caller gives none, metres; and the fewest cells that it must span. */
export const KDE_BANDWIDTH = 400;
export const LEAST_CELLS_PER_BANDWIDTH = 1.5;
const SQUARE_METRES_PER_KM2 = 1e6;

/** @throws Problem BAD_USER_INPUT where the cells are too coarse for the kernel. */
function checkBandwidth(bandwidth: number, cellSize: number): void {
  const least = LEAST_CELLS_PER_BANDWIDTH * cellSize;
  if (bandwidth >= least) return;
  const coarsest = Math.floor(bandwidth / LEAST_CELLS_PER_BANDWIDTH);
  throw new Problem(
    'BAD_USER_INPUT',
    `The bandwidth must span ${LEAST_CELLS_PER_BANDWIDTH} cells or more. Use a bandwidth of at least ${least} m, or a ` +
      `cellSize of at most ${coarsest} m.`,
    { field: 'bandwidth', bandwidth: least, cellSize: coarsest },
  );
}

/** What a statistic tells of every cell: the columns that it fills. */
type CellStatistic = Pick<CellColumns, 'density' | 'z' | 'moranI' | 'pValue' | 'adjustedPValue' | 'class'>;

/** All classes that a statistic tells apart. */
const CLASSES: Partial<Record<GridStatistic, readonly CellClass[]>> = {
  GI_STAR: HOTSPOT_CLASSES,
  LOCAL_MORAN: MORAN_CLASSES,
};

/** @param values of every cell: its incidents, or their weight. */
async function statisticOf(
  context: AnalyticContext,
  { statistic, grid, bandwidth }: GridOptions,
  { places, cells }: Gridded,
  values: Float64Array,
): Promise<CellStatistic> {
  const light = isLight(cells);
  if (statistic === 'COUNT') return {};
  if (statistic === 'KDE') {
    const { eastings, northings, weights, weighted } = places;
    const perSquareMetre = await compute(
      'kernelDensity',
      [
        { eastings, northings, weights: weighted ?? weights },
        cellCentres(grid, cells),
        bandwidth!,
        grid.cellSize,
      ],
      context,
      light,
    );
    return { density: perSquareMetre.map((each) => each * SQUARE_METRES_PER_KM2) };
  }
  const neighbours = await compute('cellNeighbours', [grid, cells], context, light);
  if (statistic === 'LOCAL_MORAN') {
    const { i, p, classes } = await compute('localMoran', [values, neighbours], context, light);
    return { moranI: i, pValue: p, class: classes };
  }
  const { z, p, adjustedP } = await compute('hotCells', [values, neighbours], context, light);
  const classes = Array.from(z, (score, cell) => hotspotClass(score, adjustedP[cell]));
  return { z, pValue: p, adjustedPValue: adjustedP, class: classes };
}

/** The change of every cell; cells with the same two counts share it. */
function changesOf(current: Float64Array, previous: Float64Array, windows: ComparedWindows): Change[] {
  const known = new Map<string, Change>();
  return Array.from(current, (count, cell) => {
    const pair = `${count} ${previous[cell]}`;
    const change = known.get(pair) ?? changeBetween(count, previous[cell], windows);
    known.set(pair, change);
    return change;
  });
}

/** What of a statistic cannot be set, and is said all the same. */
const METHOD: Record<GridStatistic, Parameter[]> = {
  COUNT: [],
  KDE: listParameters({ kernel: 'quartic' }),
  GI_STAR: listParameters({
    neighbourWeights: 'binary, self included',
    falseDiscoveryRate: 'Benjamini-Hochberg',
  }),
  LOCAL_MORAN: listParameters({
    neighbourWeights: 'row-standardised',
    scaling: 'n - 1',
    permutations: 999,
    seed: 1,
  }),
};

function parametersOf(
  where: IncidentFilter,
  { statistic, grid, bandwidth, weightSet, comparison }: GridOptions,
  { selection, windows }: Gridded,
): Parameter[] {
  return [
    ...listParameters({ statistic, ...grid, bandwidth, weightSet: weightSet && editionId(weightSet) }),
    ...METHOD[statistic],
    ...filterParameters(where, selection),
    ...(comparison ? comparisonParameters(comparison, windows) : []),
  ];
}

function caveatsOf({ weightSet, comparison }: GridOptions, gridded: Gridded, counts: Float64Array): Caveat[] {
  const { withoutWeight } = gridded.places;
  return [
    ...griddedCaveats(gridded, counts),
    ...caveatIf(
      weightSet !== null && withoutWeight > 0,
      CaveatCode.NO_WEIGHT,
      `${withoutWeight} incidents are of offences that this weight set has no weight for: they weigh nothing.`,
    ),
    ...(comparison ? comparisonCaveats(gridded.windows) : []),
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

/** @throws Problem BAD_USER_INPUT where the cells are too coarse for the kernel, or there is no such weight set. */
async function optionsOf(context: AnalyticContext, args: GridArgs): Promise<GridOptions> {
  const { statistic, shape, weightSet, compareWith, compareWithPeriod } = args;
  const grid = gridFor(args, shape);
  const bandwidth = statistic === GridStatistic.KDE ? args.bandwidth! : null;
  if (bandwidth !== null) checkBandwidth(bandwidth, grid.cellSize);
  return {
    statistic,
    grid,
    bandwidth,
    weightSet: weightSet ? await context.session((session) => findWeightSet(session, weightSet)) : null,
    comparison: compareWithPeriod ?? compareWith ?? null,
  };
}

/** The cells of an answer one by one. */
function cellsOfGrid({ columns, layout }: HotspotGrid): GridCell[] {
  return idsOf(layout.grid, layout.cells).map((id, cell) => ({
    id,
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
    needs: Needs.PLACES,
    defaults: ({ statistic }: GridArgs) =>
      statistic === GridStatistic.KDE
        ? { cellSize: KDE_CELL_SIZE, bandwidth: KDE_BANDWIDTH }
        : CELL_SIZE_DEFAULT,
    exports: [
      {
        rows: 'cells',
        columns: `id easting northing count weighted density z moranI pValue adjustedPValue class ${CHANGE_COLUMNS}`,
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
    const { selection, windows, places, cells } = gridded;
    const counts = perCell(grid, gridded);
    const weighted = places.weighted && perCell(grid, gridded, places.weighted);
    const statistic = await statisticOf(context, options, gridded, weighted ?? counts);
    const compared = comparedOf(windows);
    const change =
      compared &&
      changesOf(perCell(grid, gridded, places.current), perCell(grid, gridded, places.previous), compared);
    const { eastings, northings } = cellCentres(grid, cells);
    return {
      cellCount: eastings.length,
      incidentCount: sum(counts),
      classCounts: (CLASSES[options.statistic] ?? []).map((name) => ({
        class: name,
        count: statistic.class!.filter((each) => each === name).length,
      })),
      columns: {
        easting: eastings,
        northing: northings,
        count: counts,
        weighted: weighted ?? undefined,
        ...statistic,
        change: change ?? undefined,
      },
      layout: { grid, cells, key: context.key },
      parameters: parametersOf(where, options, gridded),
      dataVersion: selection.dataVersion,
      caveats: caveatsOf(options, gridded, counts),
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
