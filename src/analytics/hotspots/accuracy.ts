import { ArrayMaxSize, ArrayMinSize, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, Resolver } from 'type-graphql';
import { CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { intersection } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { GROUND_SIDE, PREDICTORS, type SearchesOfShare } from '../../platform/statistics';
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
import { type AccuracyRow, HotspotAccuracy } from './accuracy.type';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { bringBothToGrid, type Gridded, griddedCaveats, perCell, sum } from './cells';
import { bestSearch, predictionParameters, predictionSettings } from './predictors';

@ArgsType()
export class AccuracyArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents from which the hotspots are made.' })
  train!: IncidentFilter;

  @ValidateNested()
  @Field(() => IncidentFilter, {
    description: 'Incidents to be predicted, of the same partnership and of days outside `train`.',
  })
  test!: IncidentFilter;

  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Min(0.01, { each: true })
  @Max(100, { each: true })
  @Field(() => [Float], {
    defaultValue: [0.5, 1, 2, 5, 10],
    description:
      'Shares of the area to search, in per cent: 1 to 20 values of 0.01 to 100, such as 2, 5 and 10.',
  })
  coverage!: number[];
}

/** A test on what the training has seen would prove nothing. */
function checkOutOfSample({ selection: train }: Gridded, { selection: test }: Gridded): void {
  if (!intersection(train.period, test.period)) return;
  throw new Problem(
    'BAD_USER_INPUT',
    'The periods of train and test overlap, so the test would ask for what was known. Give each a period of its own.',
    { field: 'test.period' },
  );
}

function checkIncidents(counts: Record<string, Float64Array>): void {
  for (const [name, each] of Object.entries(counts))
    if (sum(each) === 0)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `No incident of ${name} lies in the cells of both filters. Widen its period or its area.`,
        { field: name },
      );
}

/** The figures of every predictor at every share of the area, predictor by predictor. */
function rowsOf(coverage: number[], searches: SearchesOfShare[]): AccuracyRow[] {
  return PREDICTORS.flatMap((predictor, nth) =>
    searches.map(({ accuracies }, share) => {
      const { areaShare, ...accuracy } = accuracies[nth];
      return { predictor, coveragePercent: coverage[share], areaPercent: areaShare * 100, ...accuracy };
    }),
  );
}

@Resolver()
export class HotspotAccuracyResolver {
  @Analytic(() => HotspotAccuracy, {
    description:
      'Accuracy with which hotspots of one period predict the incidents of another, out of sample, on the ' +
      'cells that meet the study areas of both filters, and the predictor to use for each share of the ' +
      'area. Cells of equal prediction count with the mean of all of them. A training period that overlaps ' +
      'the test period is refused. Closed sources need a key of the role ANALYST.',
    cost: 10_000,
    needs: Needs.PLACES,
    defaults: CELL_SIZE_DEFAULT,
  })
  async hotspotAccuracy(context: AnalyticContext, args: AccuracyArgs): Promise<HotspotAccuracy> {
    const { train, test, coverage } = args;
    const grid = gridFor(args);
    const [trained, tested] = await bringBothToGrid(context, { train, test }, grid);
    checkOutOfSample(trained, tested);
    const known = perCell(grid, trained);
    const observed = perCell(grid, tested);
    checkIncidents({ train: known, test: observed });
    const settings = predictionSettings(grid, trained.cells);
    const { eastings, northings, weights } = trained.places;
    const searches = await compute(
      'searchesOf',
      [{ eastings, northings, weights }, observed, coverage.map((percent) => percent / 100), settings],
      context,
    );
    return {
      rows: rowsOf(coverage, searches),
      choices: searches.map((search, share) => ({ coveragePercent: coverage[share], ...bestSearch(search) })),
      parameters: [
        ...listParameters({
          ...predictionParameters(settings),
          coverage: coverage.join(','),
          comparedBy: `squares of ${GROUND_SIDE} m`,
        }),
        ...prefixed('train', filterParameters(train, trained.selection)),
        ...prefixed('test', filterParameters(test, tested.selection)),
      ],
      ...countedFrom(trained.selection, tested.selection),
      caveats: [
        ...caveatsByFilter({
          train: griddedCaveats(trained, known),
          test: griddedCaveats(tested, observed),
        }),
        ...caveatIf(
          trained.selection.period.from > tested.selection.period.from,
          CaveatCode.METHOD,
          'The training period is later than the test: this is no prediction.',
        ),
      ],
    };
  }
}
