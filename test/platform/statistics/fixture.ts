import { readFileSync } from 'node:fs';
import type { Neighbours } from '../../../src/platform/statistics/neighbours.js';

/** Six points with values for local statistics (neighbours: distance 15 or less). */
export const SIX_POINTS = {
  eastings: Float64Array.of(10, 20, 40, 15, 30, 30),
  northings: Float64Array.of(10, 10, 10, 20, 20, 30),
  values: Float64Array.of(2, 3, 3.2, 5, 8, 7),
  distance: 15,
};

/** Neighbour lists written as plain lists. */
export function neighboursOf(lists: number[][]): Neighbours {
  const offsets = Int32Array.from({ length: lists.length + 1 }, (_, i) => lists.slice(0, i).flat().length);
  return { offsets, neighbours: Int32Array.from(lists.flat()) };
}

/** The columns of a comma-separated file of numbers (a text that is no number becomes NaN), by header name. */
export function numericColumns(path: string): Record<string, Float64Array> {
  const [header, ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const cells = rows.map((row) => row.split(','));
  const names = header.split(',').map((name) => name.replaceAll('"', ''));
  return Object.fromEntries(
    names.map((name, c) => [name, Float64Array.from(cells, (row) => Number(row[c]))]),
  );
}

/** The greatest difference between two arrays of the same length. */
export function greatestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let greatest = 0;
  for (let i = 0; i < expected.length; i++) greatest = Math.max(greatest, Math.abs(actual[i] - expected[i]));
  return greatest;
}

/** The neighbour lists of a GAL file whose units are numbered from 1. */
export function readGal(path: string): Neighbours {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const lists: number[][] = [];
  for (let l = 0; l < lines.length; l += 2) {
    const ids = lines[l + 1].trim().split(/\s+/);
    lists[Number(lines[l].split(' ')[0]) - 1] = ids.map((id) => Number(id) - 1);
  }
  return neighboursOf(lists);
}
