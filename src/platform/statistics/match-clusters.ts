/** The places of a cluster and its incidents at each. */
export interface ClusterMembers {
  /** Ids of distinct places. */
  places: ArrayLike<number>;
  /** Incidents at each, positive. */
  weights: ArrayLike<number>;
}

/** How the clusters of one month continue those of the month before. */
export interface ClusterMatches {
  /** By found cluster: the known one that it continues, −1 where it is new. */
  knownOf: Int32Array;
  /** Known clusters that none continues. */
  gone: number[];
  /** Known clusters that came apart: two or more found ones have at least half their incidents on its places. */
  splits: { known: number; into: number[] }[];
  /** Found clusters that known ones grew together to: it has at least half the incidents of two or more on its places. */
  merges: { found: number; from: number[] }[];
}

/** Jaccard index from which a cluster is the same one. */
const MIN_LIKENESS = 0.3;
/** Share of a cluster's incidents that makes it a part of another. */
const PART = 0.5;

/**
 * Match clusters with those known, one to one, the most alike first: by the Jaccard index of their members' weights,
 * Σ min ÷ Σ max over places (Ružička 1958), of 0.3 or more. Equally alike pairs go by the order of the known, then of the
 * found.
 *
 * @param known disjoint clusters, such as those of last month; `found` those of this month
 * @example matchClusters(lastMonth, thisMonth).knownOf[0] // 2: the first found is the third known
 * @throws RangeError where places and weights differ in number.
 */
export function matchClusters(
  known: readonly ClusterMembers[],
  found: readonly ClusterMembers[],
): ClusterMatches {
  const overlaps = overlapsOf(known, found);
  const knownTotal = known.map(totalOf);
  const foundTotal = found.map(totalOf);
  const pairs = overlaps
    .map((overlap) => {
      const { shared } = overlap;
      const union = knownTotal[overlap.known] + foundTotal[overlap.found] - shared;
      return { ...overlap, likeness: shared / union };
    })
    .filter(({ likeness }) => likeness >= MIN_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || a.known - b.known || a.found - b.found);
  const knownOf = new Int32Array(found.length).fill(-1);
  const continued = new Set<number>();
  for (const pair of pairs) {
    if (knownOf[pair.found] >= 0 || continued.has(pair.known)) continue;
    knownOf[pair.found] = pair.known;
    continued.add(pair.known);
  }
  const parts = overlaps.filter((each) => each.foundOn >= PART * foundTotal[each.found]);
  const wholes = overlaps.filter((each) => each.knownOn >= PART * knownTotal[each.known]);
  const severalBy = <Of extends 'known' | 'found'>(list: Overlap[], by: Of, of: 'known' | 'found') =>
    [...new Set(list.map((each) => each[by]))]
      .map((key) => ({ key, several: list.filter((each) => each[by] === key).map((each) => each[of]) }))
      .filter(({ several }) => several.length > 1);
  return {
    knownOf,
    gone: [...known.keys()].filter((index) => !continued.has(index)),
    splits: severalBy(parts, 'known', 'found').map(({ key, several }) => ({ known: key, into: several })),
    merges: severalBy(wholes, 'found', 'known').map(({ key, several }) => ({ found: key, from: several })),
  };
}

/** A known and a found cluster that have places in common. */
interface Overlap {
  known: number;
  found: number;
  /** Σ of the lesser weight over common places. */
  shared: number;
  /** Weight of the known cluster, and of the found one, on common places. */
  knownOn: number;
  foundOn: number;
}

/** All overlapping pairs, by known and then found cluster. */
function overlapsOf(known: readonly ClusterMembers[], found: readonly ClusterMembers[]): Overlap[] {
  const knownAt = new Map<number, { cluster: number; weight: number }>();
  known.forEach(({ places, weights }, cluster) => {
    for (let i = 0; i < places.length; i++) knownAt.set(places[i], { cluster, weight: weights[i] });
  });
  const overlaps = new Map<string, Overlap>();
  found.forEach(({ places, weights }, cluster) => {
    for (let i = 0; i < places.length; i++) {
      const other = knownAt.get(places[i]);
      if (!other) continue;
      const key = `${other.cluster} ${cluster}`;
      const overlap = overlaps.get(key) ?? {
        known: other.cluster,
        found: cluster,
        shared: 0,
        knownOn: 0,
        foundOn: 0,
      };
      overlap.shared += Math.min(weights[i], other.weight);
      overlap.knownOn += other.weight;
      overlap.foundOn += weights[i];
      overlaps.set(key, overlap);
    }
  });
  return [...overlaps.values()].sort((a, b) => a.known - b.known || a.found - b.found);
}

function totalOf({ places, weights }: ClusterMembers): number {
  if (places.length !== weights.length) throw new RangeError('every place of a cluster has a weight');
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  return total;
}
