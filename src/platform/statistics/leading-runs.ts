/** Adjacent classes of one group, both ends included, and their total. */
export interface Run {
  group: number;
  first: number;
  last: number;
  count: number;
}

/** Largest total reached with a given number of classes from the groups considered, and the number of runs. */
interface Reach {
  count: number;
  runs: number;
}

function isBetter(a: Reach, b: Reach): boolean {
  return a.count > b.count || (a.count === b.count && a.runs < b.runs);
}

/** Run of each length with the largest total, the first of equals; index 0 stands for no class. */
function bestRuns(counts: readonly number[], group: number): (Run | null)[] {
  const sums = [0];
  for (const count of counts) sums.push(sums[sums.length - 1] + count);
  return sums.map((_, length) => {
    if (length === 0) return null;
    let best: Run | null = null;
    for (let first = 0; first + length < sums.length; first++) {
      const count = sums[first + length] - sums[first];
      if (best === null || count > best.count) best = { group, first, last: first + length - 1, count };
    }
    return best;
  });
}

/**
 * Smallest set of classes, contiguous within each group, that covers at least `share` of the total. In profiles the
 * groups are combinations of sex and ethnicity, the classes age bands. Ties: the set with the largest total, then the
 * one with the fewest runs.
 *
 * Exact, by dynamic programming over the groups (Bellman 1957): time grows with classes² × classes of a group.
 * @param groups count of each class of each group, adjacent classes next to each other; not negative
 * @param share of the total to cover, above 0, at most 1
 * @returns runs, largest total first; none where the total is zero
 * @throws RangeError where the share or a count is out of range.
 */
export function leadingRuns(groups: readonly (readonly number[])[], share = 0.5): Run[] {
  if (!(share > 0 && share <= 1)) throw new RangeError('the share lies above 0 and is at most 1');
  if (groups.some((counts) => counts.some((count) => !(count >= 0 && count < Infinity))))
    throw new RangeError('counts must be finite and not negative');
  const total = groups.flat().reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const wanted = share * total;

  const best = groups.map(bestRuns);
  // reach[g][c]: largest total of c classes from the first g groups; lengths[g][c]: number of those from group g − 1.
  let reach: Reach[] = [{ count: 0, runs: 0 }];
  const lengths: number[][] = [];
  for (const runs of best) {
    const next: Reach[] = [];
    const chosen: number[] = [];
    for (let before = 0; before < reach.length; before++)
      runs.forEach((run, length) => {
        const classes = before + length;
        const here = {
          count: reach[before].count + (run?.count ?? 0),
          runs: reach[before].runs + (run ? 1 : 0),
        };
        if (next[classes] !== undefined && !isBetter(here, next[classes])) return;
        next[classes] = here;
        chosen[classes] = length;
      });
    reach = next;
    lengths.push(chosen);
  }

  // Tolerance: adding the numbers in another order may fall short by a rounding error.
  const enough = reach.findIndex(({ count }) => count >= wanted * (1 - 1e-12));
  const found: Run[] = [];
  for (let group = best.length - 1, classes = enough; group >= 0; group--) {
    const length = lengths[group][classes];
    const run = best[group][length];
    if (run) found.push(run);
    classes -= length;
  }
  return found.sort((a, b) => b.count - a.count || a.group - b.group);
}
