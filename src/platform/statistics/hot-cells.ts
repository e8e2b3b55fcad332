import { type EmergingCategory, emergingCategory } from './emerging';
import { benjaminiHochberg } from './false-discovery-rate';
import { giStar, type LocalStatistic } from './gi-star';
import { hotCountStates, hotCounts } from './hot-counts';
import { mannKendall } from './mann-kendall';
import type { Neighbours } from './neighbours';

/** Gi* of every cell, its p value, and that adjusted for the false discovery rate over all cells. */
export interface HotCells extends LocalStatistic {
  adjustedP: Float64Array;
}

/** Which cells are hot or cold, all tested together: Gi* (Ord & Getis 1995), adjusted (Benjamini & Hochberg 1995). */
export function hotCells(values: Float64Array, neighbours: Neighbours): HotCells {
  const { z, p } = giStar(values, neighbours);
  return { z, p, adjustedP: benjaminiHochberg(p) };
}

/** For every cell 1 where it is hot (HOT_95 or better), −1 where it is cold, else 0. */
export function hotStates({ z, adjustedP }: HotCells): Int8Array {
  return Int8Array.from(z, (score, cell) => (adjustedP[cell] <= 0.05 ? Math.sign(score) : 0));
}

/** How every cell behaves over time. */
export interface EmergingCells {
  categories: EmergingCategory[];
  /** Periods in which the cell was hot. */
  hotSteps: Int32Array;
  /** Mann-Kendall z of the cell's Gi* over the periods. */
  trendZ: Float64Array;
}

/**
 * The category of every cell (see {@link emergingCategory}) from the counts of all cells in each of at least ten
 * periods, oldest first. Each period is a map of its own: its cells are tested together.
 * @throws RangeError where there are fewer than ten periods.
 */
export function emergingCells(counts: readonly Float64Array[], neighbours: Neighbours): EmergingCells {
  return emergingOf(
    counts.map((values) => {
      const hot = hotCells(values, neighbours);
      return { z: hot.z, states: hotStates(hot) };
    }),
    neighbours.offsets.length - 1,
  );
}

/**
 * As {@link emergingCells}, from maps of counts whose p values hold where they are sparse too (see {@link hotCounts}).
 * @throws RangeError where there are fewer than ten periods, or a value is no count.
 */
export function emergingCounts(counts: readonly Float64Array[], neighbours: Neighbours): EmergingCells {
  return emergingOf(
    counts.map((values) => {
      const hot = hotCounts(values, neighbours);
      return { z: hot.z, states: hotCountStates(hot) };
    }),
    neighbours.offsets.length - 1,
  );
}

function emergingOf(steps: { z: Float64Array; states: Int8Array }[], cells: number): EmergingCells {
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
  return { categories, hotSteps, trendZ };
}
