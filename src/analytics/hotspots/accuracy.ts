import type { RequestContext } from '../../access';
import type { IncidentFilter } from '../../domain/incidents';
import { intersection } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { cellCentres, type Grid } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { cached, filterParameters, listParameters, prefixed } from '../analytic';
import { type AccuracyRow, type HotspotAccuracy, Predictor } from './accuracy.type';
import { bringBothToGrid, type Gridded, griddedCaveats, isLight, perCell, sum } from './cells';
import { KDE_BANDWIDTH, LEAST_CELLS_PER_BANDWIDTH } from './grid';

/** What a caller may set, defaults filled in. */
export interface AccuracyOptions {
  grid: Grid;
  /** Shares of the area, per cent. */
  coverage: number[];
}

/** How well hotspots of the training filter found the incidents of the test filter, kept between requests. */
export function hotspotAccuracy(
  context: RequestContext,
  train: IncidentFilter,
  test: IncidentFilter,
  options: AccuracyOptions,
): Promise<HotspotAccuracy> {
  return cached(context, 'hotspotAccuracy', [train, test], options, () =>
    computeAccuracy(context, train, test, options),
  );
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
  context: RequestContext,
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

async function computeAccuracy(
  context: RequestContext,
  train: IncidentFilter,
  test: IncidentFilter,
  { grid, coverage }: AccuracyOptions,
): Promise<HotspotAccuracy> {
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
      ...griddedCaveats(trained, known).map((caveat) => `train: ${caveat}`),
      ...griddedCaveats(tested, observed).map((caveat) => `test: ${caveat}`),
      ...(trained.selection.period.from > tested.selection.period.from
        ? ['The training period is later than the test: this is no prediction.']
        : []),
    ],
  };
}
