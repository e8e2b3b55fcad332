/**
 * The attacks of somebody who may deliver, watch others deliver, and read every release, worked out on the rule itself: cells
 * of other agencies keep at least three possible counts. `releases.db.test.ts` tests that the database follows the rule.
 */

import { createHmac } from 'node:crypto';
import { seededRandom } from '../../src/platform/statistics/random';
import { changingCounts, growingCounts } from './inference';
import { possible, publish, renew } from './perturbation';

const { below } = seededRandom(1_984);
const CELLS = 200;
const RELEASES = 8;
const EVENTS = 50;

/** Value of a count of a cell: a function of the cell and the count alone. */
type Draw = (cell: string, n: number) => number;

const keyed: Draw = (cell, n) =>
  publish(n, createHmac('sha256', 'secret').update(`${cell} ${n}`).digest()[0]);
/** Noise made of the records, which every correction draws anew. */
const drawnAnew: Draw = (_, n) => publish(n, below(256));

/** What an event makes of the count of a cell: deliveries, corrections, withdrawals, dry runs and deposits of others. */
const EVENTS_OF: Record<string, ((n: number) => number)[]> = {
  growing: [(n) => n + 1, (n) => n + 1 + below(3), (n) => n, (n) => n, (n) => n],
  changing: [(n) => n + 1, (n) => n + below(4), (n) => Math.max(0, n - 1), () => below(8), (n) => n],
};

interface History {
  /** True counts and published values at each release. */
  counts: number[];
  values: number[];
}

/** Histories of many cells, which share events among each other as a partnership's deliveries do. */
function histories(kind: string): History[] {
  const cells = Array.from({ length: CELLS }, (_, i) => ({ name: `police ${kind} ${i}`, n: 1 + below(7) }));
  const found = cells.map((): History => ({ counts: [], values: [] }));
  for (let release = 0; release < RELEASES; release++) {
    for (let event = 0; release > 0 && event < EVENTS / (RELEASES - 1); event++)
      for (const cell of cells)
        if (below(5) === 0) cell.n = EVENTS_OF[kind][below(EVENTS_OF[kind].length)](cell.n);
    for (const [i, { name, n }] of cells.entries()) {
      const { counts, values } = found[i];
      const value = keyed(name, n);
      values.push(values.length === 0 ? value : renew(values[values.length - 1], value));
      counts.push(n);
    }
  }
  return found;
}

/** Number of small counts of histories, and of those for which fewer than three candidates are left. */
function exposure(all: readonly History[], infer: (values: readonly number[]) => number[][]) {
  let small = 0;
  let exposed = 0;
  for (const { counts, values } of all) {
    const candidates = infer(values);
    for (const [i, n] of counts.entries())
      if (n >= 1 && n <= 7) {
        small++;
        if (candidates[i].length < 3) exposed++;
      }
  }
  return { small, exposed };
}

test.each([
  ['growing', growingCounts],
  ['changing', changingCounts],
] as const)('%s counts keep three candidates over all releases', (kind, infer) => {
  const all = histories(kind);
  if (kind === 'growing')
    for (const { counts, values } of all) {
      const candidates = infer(values);
      expect(counts.filter((n, i) => !candidates[i].includes(n))).toEqual([]);
    }
  const { small, exposed } = exposure(all, infer);
  expect(small).toBeGreaterThan(400);
  expect(exposed).toBe(0);
});

test('were the noise drawn anew by each correction, counts would be exposed; by their number, they are not', () => {
  const intersected = (values: readonly number[]) => {
    // Counts that have not changed, as the reader of one late record can know.
    const [first, ...others] = [...new Set(values)].map(possible);
    const shared = first.filter((n) => others.every((counts) => counts.includes(n)));
    return values.map(() => shared);
  };
  const still = (draw: Draw) =>
    Array.from({ length: CELLS }, (_, i): History => {
      const n = 1 + below(7);
      const values = Array.from({ length: RELEASES }, () => draw(`cell ${i}`, n));
      return { counts: values.map(() => n), values };
    });
  expect(exposure(still(drawnAnew), intersected).exposed).toBeGreaterThan(CELLS);
  expect(exposure(still(keyed), intersected).exposed).toBe(0);
});

test('a depositor in the same data set, and the database of a neighbour, tell nothing of a cell', () => {
  for (let n = 0; n < 8; n++) {
    // The cell of the depositor and that of the neighbour have other keys: their values say nothing of it.
    const others = Array.from({ length: 64 }, (_, i) => keyed(`${i + 2} police 2023-04 W1`, n));
    expect(new Set(others).size).toBe(new Set(Array.from({ length: 256 }, (_, key) => publish(n, key))).size);
  }
});

test('a district published by two partnerships would be exposed, and by one is not', () => {
  const districts = Array.from({ length: CELLS }, (_, i) => ({ n: 1 + below(7), name: `LU2 ${i}` }));
  const candidates = (partnerships: string[]) =>
    districts.map(({ n, name }) => {
      const values = partnerships.map((partnership) => keyed(`${partnership} ${name}`, n));
      const [first, ...others] = values.map(possible);
      return first.filter((each) => others.every((counts) => counts.includes(each)));
    });
  expect(candidates(['A', 'B']).filter(({ length }) => length < 3).length).toBeGreaterThan(CELLS / 20);
  expect(candidates(['A']).filter(({ length }) => length < 3)).toEqual([]);
});
