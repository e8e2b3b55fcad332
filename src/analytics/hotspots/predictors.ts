import { DEFAULT_EPS, DEFAULT_MAX_AREA } from '../../domain/incidents';
import {
  type Cells,
  type Grid,
  PREDICTORS,
  type PredictionSettings,
  type Predictor,
  type SearchComparison,
} from '../../platform/statistics';
import { KDE_BANDWIDTH, MIN_CELLS_PER_BANDWIDTH } from './grid-statistics';

/** Greatest p of a difference between predictors that is beyond chance. */
const BEYOND_CHANCE = 0.05;

/** Settings of clusters where the caller gives none: greatest area in square metres, least share and number of incidents. */
const CLUSTERS = { eps: DEFAULT_EPS, maxArea: DEFAULT_MAX_AREA, incidentShare: 0.01, leastIncidents: 5 };

/** The predictors with their defaults. */
export function predictionSettings(grid: Grid, cells: Cells): PredictionSettings {
  const bandwidth = Math.max(KDE_BANDWIDTH, MIN_CELLS_PER_BANDWIDTH * grid.cellSize);
  return { grid, cells, bandwidth, ...CLUSTERS };
}

/** Settings that answers about predictors tell. */
export function predictionParameters({ grid, bandwidth, eps, maxArea }: PredictionSettings) {
  return { ...grid, bandwidth, eps, maxAreaKm2: maxArea / 1e6 };
}

/** A search by the predictor that found most, against the others. */
export interface BestSearch {
  predictor: Predictor;
  /** Others that found fewer by no more than chance. */
  asGood: Predictor[];
  /** p of its difference from the one that found second most, adjusted for the number of pairs. */
  pValue: number;
}

/** The predictor that found most, and which others did as well as far as can be told. */
export function bestSearch({ found, p }: SearchComparison): BestSearch {
  const order = [...PREDICTORS.keys()].sort((a, b) => found[b] - found[a] || a - b);
  const [best, second] = order;
  return {
    predictor: PREDICTORS[best],
    asGood: order
      .filter((each) => each !== best && p[best][each] >= BEYOND_CHANCE)
      .map((each) => PREDICTORS[each]),
    pValue: p[best][second],
  };
}

/**
 * The predictor to go by where one is in use already: changed only for one that found more beyond chance, in their order.
 */
export function keptSearch({ found, p }: SearchComparison, inUse: Predictor): Predictor {
  let kept = PREDICTORS.indexOf(inUse);
  for (let each = 0; each < PREDICTORS.length; each++)
    if (found[each] > found[kept] && p[each][kept] < BEYOND_CHANCE) kept = each;
  return PREDICTORS[kept];
}
