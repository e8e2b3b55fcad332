import { ArrayMaxSize, ArrayMinSize, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, Resolver } from 'type-graphql';
import { CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { intersection } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { cellCentres, type Grid } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  filterParameters,
  listParameters,
  prefixed,
  prefixedCaveats,
} from '../analytic';
import { type AccuracyRow, HotspotAccuracy, Predictor } from './accuracy.type';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { bringBothToGrid, type Gridded, griddedCaveats, isLight, perCell, sum } from './cells';
import { KDE_BANDWIDTH, LEAST_CELLS_PER_BANDWIDTH } from './grid';

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

/** What each predictor expects of every cell. */
async function predict(
  context: AnalyticContext,
  grid: Grid,
  { places, cells }: Gridded,
  counts: Float64Array,
  bandwidth: number,
): Promise<Record<Predictor, Float64Array>> {
  const light = isLight(cells);
  const { eastings, northings, weights } = places;
  const neighbours = await compute('cellNeighbours', [grid, cells], context, light);
  const { z } = await compute('hotCells', [counts, neighbours], context, light);
  const kernel = [
    { eastings, northings, weights },
    cellCentres(grid, cells),
    bandwidth,
    grid.cellSize,
  ] as const;
  return {
    KDE: await compute('kernelDensity', [...kernel], context, light),
    GI_STAR: z,
    LAST_PERIOD: counts,
  };
}

@Resolver()
export class HotspotAccuracyResolver {
  @Analytic(() => HotspotAccuracy, {
    description:
      'Accuracy with which hotspots of one period predict the incidents of another, out of sample, on the ' +
      'cells that meet the study areas of both filters. A training period that overlaps the test period ' +
      'is refused. Closed sources need a key of the role ANALYST.',
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
    const bandwidth = Math.max(KDE_BANDWIDTH, LEAST_CELLS_PER_BANDWIDTH * grid.cellSize);
    const predicted = await predict(context, grid, trained, known, bandwidth);
    const rows: AccuracyRow[] = [];
    for (const predictor of Object.values(Predictor)) {
      const found = await compute('predictiveAccuracy', [observed, predicted[predictor]], context);
      for (const coveragePercent of coverage) {
        const chosen = Math.max(1, Math.floor((observed.length * coveragePercent) / 100)) - 1;
        rows.push({
          predictor,
          coveragePercent,
          areaPercent: found.areaShare[chosen] * 100,
          hitRate: found.hitRate[chosen],
          pai: found.pai[chosen],
          pei: found.pei[chosen],
        });
      }
    }
    return {
      rows,
      parameters: [
        ...listParameters({ ...grid, bandwidth, coverage: coverage.join(',') }),
        ...prefixed('train', filterParameters(train, trained.selection)),
        ...prefixed('test', filterParameters(test, tested.selection)),
      ],
      dataVersion: trained.selection.dataVersion,
      caveats: [
        ...prefixedCaveats('train', griddedCaveats(trained, known)),
        ...prefixedCaveats('test', griddedCaveats(tested, observed)),
        ...caveatIf(
          trained.selection.period.from > tested.selection.period.from,
          CaveatCode.METHOD,
          'The training period is later than the test: this is no prediction.',
        ),
      ],
    };
  }
}
