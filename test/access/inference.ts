/**
 * True counts that somebody who knows the method, but not the secret, can infer from all published values of a cell, of which
 * none exceeds 80.
 */

import { KEYS, possible, publish, renew } from './perturbation';

/** A true count, and the value that its key gives it. One count of a cell has one value for ever. */
interface Drawn {
  n: number;
  value: number;
}

const MOST = 80;

const DRAWS = Array.from({ length: MOST + 7 }, (_, n) =>
  [...new Set(KEYS.map((key) => publish(n, key)))].map((value): Drawn => ({ n, value })),
).flat();

const POSSIBLE = Array.from({ length: MOST }, (_, value) => possible(value));

/**
 * Counts that each of several releases may stand for, given that counts only grow. Exact: every history of the cell that fits
 * the values is found, and no other.
 */
export function growingCounts(values: readonly number[]): number[][] {
  const reached: Set<Drawn>[] = [];
  for (const [i, value] of values.entries()) {
    const fits = (drawn: Drawn) => (i === 0 ? drawn.value : renew(values[i - 1], drawn.value)) === value;
    const before = reached[i - 1] ?? new Set(DRAWS);
    const least = Math.min(...[...before].map(({ n }) => n));
    reached.push(new Set(DRAWS.filter((drawn) => fits(drawn) && (before.has(drawn) || drawn.n > least))));
  }
  for (let i = values.length - 2; i >= 0; i--) {
    const after = reached[i + 1];
    const greatest = Math.max(...[...after].map(({ n }) => n));
    for (const drawn of reached[i]) if (!after.has(drawn) && drawn.n >= greatest) reached[i].delete(drawn);
  }
  return reached.map((draws) => [...new Set([...draws].map(({ n }) => n))]);
}

/** Whether each of several published values can be that of another count. */
function areDistinct(values: readonly number[], taken: readonly number[]): boolean {
  const [value, ...others] = values;
  if (value === undefined) return true;
  return POSSIBLE[value].some((n) => !taken.includes(n) && areDistinct(others, [...taken, n]));
}

/**
 * Counts that each of several releases may stand for where counts may also shrink: those with a history that shows the same
 * values. There may be more.
 */
export function changingCounts(values: readonly number[]): number[][] {
  return values.map((value) => {
    const others = [...new Set(values)].filter((each) => each !== value);
    return POSSIBLE[value].filter((n) => areDistinct(others, [n]));
  });
}
