/** Adjacent classes of one group, both ends included, and how many they hold. */
export interface Run {
  group: number;
  first: number;
  last: number;
  count: number;
}

/** What can be reached with so many classes of the groups so far. */
interface Reach {
  count: number;
  runs: number;
}

function isBetter(a: Reach, b: Reach): boolean {
  return a.count > b.count || (a.count === b.count && a.runs < b.runs);
}

/** The run of each length with the most in it, the first of equals; index 0 is for no class at all. */
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
 * The fewest classes that together hold at least a share of all, of each group only adjacent ones: the groups being
 * those of sex and ethnicity, and the classes bands of age, they are who a profile is about. Of several such sets, the
 * one that holds most; of those the one of the fewest runs.
 *
 * Exact, by dynamic programming over the groups (Bellman 1957): time grows with classes² × classes of a group.
 * @param groups how many each class of each group holds, in the order in which classes are adjacent; not negative
 * @param share of all that is to be held, above 0, at most 1
 * @returns the runs, the fullest first; none where all is empty
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
  // reach[g][c]: the most that c classes of the first g groups hold; lengths[g][c]: how many of them are of group g − 1.
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

  // A sum of the same numbers in another order may fall short by a rounding.
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
