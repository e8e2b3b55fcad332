import { ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import { holdsPeriod, intersection, type Period, stepsIn, TimeStep } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import {
  cellCentres,
  countByCell,
  EMERGING_CATEGORIES,
  type Grid,
  MIN_PERIODS,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  span,
} from '../analytic';
import { cellNames, keptFeatures } from './cell-features';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { gridCaveats, layCells, sum } from './cells';
import { selectPlaceSteps } from './emerging.queries';
import { EmergingHotspots } from './emerging.type';
import { rounded } from './grid-statistics';
import { selectStudyArea } from './study-area.queries';

@ArgsType()
export class EmergingArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse; their extent is the study area.' })
  where!: IncidentFilter;

  @Field(() => TimeStep, {
    defaultValue: TimeStep.MONTH,
    description: 'Length of the steps into which the period is cut.',
  })
  step!: TimeStep;
}

/** @throws Problem NOT_ENOUGH_DATA where fewer whole steps were delivered than can be classified. */
function deliveredSteps({ period, delivered, known }: Selection, step: TimeStep): Period[] {
  const inside = intersection(period, delivered);
  const steps = inside ? stepsIn(inside, step).filter((each) => holdsPeriod(known.stretches, each)) : [];
  if (steps.length >= MIN_PERIODS) return steps;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `At least ${MIN_PERIODS} whole steps are needed, and there are ${steps.length}. Ask for a longer period` +
      `${step === 'MONTH' ? '' : ', or for the step MONTH'}; delivered are ${delivered.from} to ${delivered.to}.`,
    { limit: MIN_PERIODS, steps: steps.length },
  );
}

/** Incidents of each cell of the study area in each step. */
async function countSteps(context: AnalyticContext, { where, step }: EmergingArgs, grid: Grid) {
  const { selection, area, steps, places, unlocated } = await context.session(async (session) => {
    const selection = await context.select(session, where);
    const steps = deliveredSteps(selection, step);
    const area = await selectStudyArea(session, selection);
    return { selection, steps, area, ...(await selectPlaceSteps(session, selection, steps, step)) };
  });
  const cells = await layCells(context, grid, area);
  const neighbours = await compute('cellNeighbours', [grid, cells], context);
  const counts = places.map((each) => countByCell(grid, cells, each, each.weights));
  const whereabouts = {
    unlocated,
    located: sum(places.map(({ weights }) => sum(weights))),
    inCells: sum(counts.map(sum)),
  };
  return { selection, steps, cells, counts, neighbours, whereabouts };
}

function caveatsOf(
  {
    selection,
    cells,
    whereabouts,
  }: Pick<Awaited<ReturnType<typeof countSteps>>, 'selection' | 'cells' | 'whereabouts'>,
  used: Period,
  meanSum: number,
): Caveat[] {
  return [
    ...gridCaveats(selection, cells, whereabouts),
    ...caveatIf(
      used.from > selection.period.from || used.to < selection.period.to,
      CaveatCode.WINDOW_SHORTENED,
      `Counted of the period: ${used.from} to ${used.to}, the whole steps that every source has delivered.`,
    ),
    ...caveatIf(
      meanSum < 1 && cells.columns.length > 0,
      CaveatCode.NOT_ENOUGH_DATA,
      `In a step a cell and its neighbours hold ${rounded(meanSum)} incidents on average, so few cells can be told ` +
        'from chance. Use longer steps or greater cells.',
    ),
  ];
}

@Resolver(() => EmergingHotspots)
export class EmergingHotspotResolver {
  @Analytic(() => EmergingHotspots, {
    description:
      'Behaviour of each cell of the study area as a hotspot over the steps of the period: hot and cold ' +
      'cells of every step as in hotspotGrid, by exact p-values adjusted for the false discovery rate over ' +
      'all cells of the step (Benjamini and Hochberg 1995), then nine categories (Esri 2015) with a Mann-Kendall trend (Mann ' +
      '1945). At least 10 whole steps. Closed sources need a key of the role ANALYST.',
    cost: 10_000,
    needs: Needs.PLACES,
    defaults: CELL_SIZE_DEFAULT,
    exports: [
      {
        rows: 'cells',
        columns: 'id cell easting northing category hotSteps steps trendZ',
        features: 'features',
      },
    ],
  })
  async emergingHotspots(context: AnalyticContext, args: EmergingArgs): Promise<EmergingHotspots> {
    const { where, step } = args;
    const grid = gridFor(args);
    const { selection, steps, cells, counts, neighbours, whereabouts } = await countSteps(
      context,
      args,
      grid,
    );
    const found = await compute('emergingCounts', [counts, neighbours], context);
    const { categories, hotSteps, trendZ, meanSum } = found;
    const layout = { grid, cells, key: context.key };
    const { eastings, northings } = cellCentres(grid, cells);
    const used = { from: steps[0].from, to: steps.at(-1)!.to };
    return {
      cells: cellNames(layout).map((names, cell) => ({
        ...names,
        easting: eastings[cell],
        northing: northings[cell],
        category: categories[cell],
        hotSteps: hotSteps[cell],
        steps: steps.length,
        trendZ: trendZ[cell],
      })),
      categoryCounts: EMERGING_CATEGORIES.map((category) => ({
        category,
        count: categories.filter((each) => each === category).length,
      })),
      layout,
      parameters: [
        ...listParameters({
          ...grid,
          step,
          steps: steps.length,
          firstToLastStep: span(used),
          meanSum: rounded(meanSum),
        }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: caveatsOf({ selection, cells, whereabouts }, used, meanSum),
    };
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description:
      'Cells as polygons with the properties easting, northing, category, hotSteps, steps and trendZ.',
  })
  features(
    @Ctx() context: RequestContext,
    @Root() { cells, layout }: EmergingHotspots,
  ): Promise<FeatureCollection> {
    return keptFeatures(context, layout, (cell) => {
      const { id: _, cell: __, ...properties } = cells[cell];
      return properties;
    });
  }
}
