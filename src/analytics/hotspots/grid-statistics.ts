import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import type { WeightSetEntity } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import {
  cellCentres,
  type Grid,
  HOT_REASONS,
  HOTSPOT_CLASSES,
  type HotCounts,
  hotspotClass,
  MORAN_CLASSES,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { type AnalyticContext, listParameters, type Parameter } from '../analytic';
import type { Comparison } from '../trends';
import { type Gridded, isLight } from './cells';
import type { CellClass, CellColumns, GridStatistic } from './grid.type';

/** Choices that a grid is made with. */
export interface GridOptions {
  statistic: GridStatistic;
  grid: Grid;
  /** Metres; null but for KDE. */
  bandwidth: number | null;
  weightSet: WeightSetEntity | null;
  comparison: Comparison | Period;
}

/** Bandwidth of KDE where the caller gives none, metres; and the fewest cells that it must span. */
export const KDE_BANDWIDTH = 400;
export const MIN_CELLS_PER_BANDWIDTH = 1.5;
const SQUARE_METRES_PER_KM2 = 1e6;

/** Settings of each statistic that callers cannot change. */
export const METHOD: Record<GridStatistic, Parameter[]> = {
  COUNT: [],
  KDE: listParameters({ kernel: 'quartic' }),
  GI_STAR: listParameters({
    neighbourWeights: 'binary, self included',
    pValues: 'draws from the map; negative binomial of a single cell',
    falseDiscoveryRate: 'Benjamini-Hochberg',
  }),
  LOCAL_MORAN: listParameters({
    neighbourWeights: 'row-standardised',
    scaling: 'n - 1',
    pValues: 'two-sided',
    falseDiscoveryRate: 'Benjamini-Hochberg',
    seed: 1,
  }),
};

/** Figures of a statistic: the columns of cells that it fills, and what holds for all cells together. */
export interface CellStatistic {
  columns: Pick<CellColumns, 'density' | 'z' | 'moranI' | 'pValue' | 'adjustedPValue' | 'class' | 'because'>;
  /** Settings that follow from the data. */
  parameters: Parameter[];
  leastHotSum: number | null;
  caveats: Caveat[];
}

/** All classes that a statistic tells apart. */
export const CLASSES: Partial<Record<GridStatistic, readonly CellClass[]>> = {
  GI_STAR: HOTSPOT_CLASSES,
  LOCAL_MORAN: MORAN_CLASSES,
};

const NO_STATISTIC: CellStatistic = { columns: {}, parameters: [], leastHotSum: null, caveats: [] };

/** A map of cells on which a statistic is computed. */
interface CellMap extends Gridded {
  /** Incidents of every cell. */
  counts: Float64Array;
  /** Their summed weights, where they are weighted. */
  weighted: Float64Array | null;
}

/** The statistic of every cell, in a thread where there are many. */
export async function statisticOf(
  context: AnalyticContext,
  options: GridOptions,
  map: CellMap,
): Promise<CellStatistic> {
  const { statistic, grid } = options;
  if (statistic === 'COUNT') return NO_STATISTIC;
  if (statistic === 'KDE') return densityOf(context, options, map);
  const { cells, counts, weighted } = map;
  const light = isLight(cells);
  const values = weighted ?? counts;
  const neighbours = await compute('cellNeighbours', [grid, cells], context, light);
  if (statistic === 'LOCAL_MORAN') {
    const found = await compute('adjustedLocalMoran', [values, neighbours], context);
    const { i, p, adjustedP, classes, permutations } = found;
    return {
      ...NO_STATISTIC,
      columns: { moranI: i, pValue: p, adjustedPValue: adjustedP, class: classes },
      parameters: listParameters({ permutations }),
    };
  }
  // Weights that are all 1 leave counts of incidents.
  const isWeighted = values.some((value, cell) => value !== counts[cell]);
  const found = await compute('hotCounts', [values, neighbours, { weighted: isWeighted }], context, light);
  return hotStatistic(found, isWeighted);
}

async function densityOf(
  context: AnalyticContext,
  { grid, bandwidth }: GridOptions,
  { places, cells }: CellMap,
): Promise<CellStatistic> {
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
    isLight(cells),
  );
  return {
    ...NO_STATISTIC,
    columns: { density: perSquareMetre.map((each) => each * SQUARE_METRES_PER_KM2) },
  };
}

/** Hot and cold cells of a map. */
function hotStatistic(found: HotCounts, isWeighted: boolean): CellStatistic {
  const { z, p, adjustedP, side, reason, meanSum, leastHotSum, dispersion, cap } = found;
  const classes = Array.from(side, (sign, cell) => hotspotClass(sign, adjustedP[cell]));
  return {
    columns: {
      z,
      pValue: p,
      adjustedPValue: adjustedP,
      class: classes,
      because: classes.map((each, cell) => (each === 'NOT_SIGNIFICANT' ? null : HOT_REASONS[reason[cell]])),
    },
    parameters: listParameters({
      dispersion: dispersion && rounded(dispersion),
      meanSum: rounded(meanSum),
      countedUpTo: cap,
    }),
    leastHotSum,
    caveats:
      isWeighted || z.length === 0
        ? []
        : [...sparseCaveats(meanSum, leastHotSum), ...evenCaveats(meanSum, leastHotSum)],
  };
}

function sparseCaveats(meanSum: number, leastHotSum: number | null): Caveat[] {
  return caveatIf(
    meanSum < 1,
    CaveatCode.NOT_ENOUGH_DATA,
    `A cell and its neighbours hold ${rounded(meanSum)} incidents on average, so a few close together are no hotspot: ` +
      (leastHotSum === null ? 'no cell is hot.' : `${leastHotSum} are the fewest that made a cell hot.`),
  );
}

/** Caveat of a map with enough incidents of which no cell is hot, such as a city centre by itself. */
function evenCaveats(meanSum: number, leastHotSum: number | null): Caveat[] {
  return caveatIf(
    meanSum >= 1 && leastHotSum === null,
    CaveatCode.METHOD,
    'No cell is hot: a hot cell is compared with the others of this map, and here none stands out from them. Where all of ' +
      'an area is busy, find its hotspots as clusters or by the density of incidents, or draw the map of a wider area.',
  );
}

/** Three significant digits. */
export const rounded = (value: number) => Number(value.toPrecision(3));
