/** The accuracy of the first 1, 2, … n units in order of prediction; each array has one entry per unit. */
export interface Accuracy {
  /** Share of the whole area. */
  areaShare: Float64Array;
  /** Share of the observed incidents that fell into it. */
  hitRate: Float64Array;
  /** Predictive accuracy index: hit rate ÷ share of the area. */
  pai: Float64Array;
  /** Predictive efficiency index: PAI ÷ the best PAI possible with the same area. */
  pei: Float64Array;
}

/**
 * How well a prediction found the incidents of a later period. Only out of sample: `predicted` must not have seen
 * `observed`. The best choice of the same area takes the units with most incidents per area, the last in part.
 *
 * Methods: hit rate and PAI, Chainey, Tompson & Uhlig 2008; PEI, Hunt 2016.
 * @param observed incidents of each unit in the later period
 * @param predicted what each unit was expected to have, in any unit of measure. Units with equal predictions count
 *   with the incidents per area of all of them: what taking them in an order drawn by lot finds on average
 * @param areas of the units; left out where all are equal
 * @throws RangeError where the arrays differ in length, nothing was observed, or an entry is out of range.
 */
export function predictiveAccuracy(
  observed: Float64Array,
  predicted: Float64Array,
  areas: Float64Array = new Float64Array(observed.length).fill(1),
): Accuracy {
  const n = observed.length;
  if (predicted.length !== n || areas.length !== n) throw new RangeError('arrays must have the same length');
  for (let i = 0; i < n; i++) {
    if (!(observed[i] >= 0 && observed[i] < Infinity)) throw new RangeError('counts must not be negative');
    if (!(areas[i] > 0 && areas[i] < Infinity)) throw new RangeError('areas must be positive');
    if (Number.isNaN(predicted[i])) throw new RangeError('predictions must be numbers');
  }
  const total = observed.reduce((sum, x) => sum + x, 0);
  const wholeArea = areas.reduce((sum, x) => sum + x, 0);
  if (!(total > 0)) throw new RangeError('there must be an observed incident');
  const descending = (score: (i: number) => number) =>
    Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => score(j) - score(i) || i - j);
  const chosen = descending((i) => predicted[i]);
  const best = descending((i) => observed[i] / areas[i]);
  const found = shareTies(observed, predicted, areas, chosen);

  const areaShare = new Float64Array(n);
  const hitRate = new Float64Array(n);
  const pai = new Float64Array(n);
  const pei = new Float64Array(n);
  let [area, hits, bestArea, bestHits, taken] = [0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    area += areas[chosen[k]];
    hits += found[k];
    while (taken < n && bestArea + areas[best[taken]] <= area * (1 + 1e-12)) {
      bestArea += areas[best[taken]];
      bestHits += observed[best[taken++]];
    }
    const part = taken < n ? (Math.max(0, area - bestArea) * observed[best[taken]]) / areas[best[taken]] : 0;
    areaShare[k] = area / wholeArea;
    hitRate[k] = hits / total;
    pai[k] = hitRate[k] / areaShare[k];
    pei[k] = hits / (bestHits + part);
  }
  return { areaShare, hitRate, pai, pei };
}

/** Incidents of the units in order of prediction, those of equal predictions shared out by area. */
function shareTies(
  observed: Float64Array,
  predicted: Float64Array,
  areas: Float64Array,
  order: Int32Array,
): Float64Array {
  const shared = new Float64Array(order.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    let [incidents, area] = [0, 0];
    for (; end < order.length && predicted[order[end]] === predicted[order[start]]; end++) {
      incidents += observed[order[end]];
      area += areas[order[end]];
    }
    for (; start < end; start++) shared[start] = (incidents * areas[order[start]]) / area;
  }
  return shared;
}
