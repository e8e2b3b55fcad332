import { type EmergingCategory, emergingCategory } from './emerging';
import { hotCountStates, hotCounts } from './hot-counts';
import { mannKendall } from './mann-kendall';
import type { Neighbours } from './neighbours';

/** Behaviour of every cell over time. */
export interface EmergingCells {
  categories: EmergingCategory[];
  /** Periods in which the cell was hot. */
  hotSteps: Int32Array;
  /** Mann-Kendall z of the cell's Gi* over the periods. */
  trendZ: Float64Array;
  /** Mean sum over a cell and its neighbours in a period: under 1 few cells can be hot because of their neighbours. */
  meanSum: number;
}

/**
 * The category of every cell (see {@link emergingCategory}) from the counts of all cells in each of at least ten
 * periods, oldest first. Each period is a map of its own, whose cells are tested together (see {@link hotCounts}).
 * @throws RangeError where there are fewer than ten periods, or a value is no count.
 */
export function emergingCounts(counts: readonly Float64Array[], neighbours: Neighbours): EmergingCells {
  const steps = counts.map((values) => {
    const hot = hotCounts(values, neighbours);
    return { z: hot.z, states: hotCountStates(hot), meanSum: hot.meanSum };
  });
  const cells = neighbours.offsets.length - 1;
  const categories: EmergingCategory[] = [];
  const hotSteps = new Int32Array(cells);
  const trendZ = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const z = Float64Array.from(steps, (step) => step.z[cell]);
    const states = Int8Array.from(steps, (step) => step.states[cell]);
    categories.push(emergingCategory(z, states));
    hotSteps[cell] = states.filter((state) => state > 0).length;
    trendZ[cell] = mannKendall(z).z;
  }
  const meanSum = steps.reduce((sum, step) => sum + step.meanSum, 0) / steps.length;
  return { categories, hotSteps, trendZ, meanSum };
}
