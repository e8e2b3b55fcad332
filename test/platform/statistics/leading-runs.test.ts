import fc from 'fast-check';
import { leadingRuns, type Run } from '../../../src/platform/statistics/leading-runs.js';

/** Every set of runs, at most one of each group. */
function allSets(groups: number[][]): Run[][] {
  if (groups.length === 0) return [[]];
  const group = groups.length - 1;
  const counts = groups[group];
  const runs: Run[][] = [[]];
  for (let first = 0; first < counts.length; first++)
    for (let last = first; last < counts.length; last++)
      runs.push([{ group, first, last, count: counts.slice(first, last + 1).reduce((a, b) => a + b, 0) }]);
  return allSets(groups.slice(0, -1)).flatMap((others) => runs.map((run) => [...others, ...run]));
}

const classesOf = (runs: Run[]) => runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
const heldBy = (runs: Run[]) => runs.reduce((sum, { count }) => sum + count, 0);

const GROUPS = fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
const SHARE = fc.constantFrom(0.25, 0.5, 0.9, 1);

test('no set of adjacent classes is smaller, none as small holds more, and none of those has fewer runs', () => {
  fc.assert(
    fc.property(GROUPS, SHARE, (groups, share) => {
      const total = groups.flat().reduce((a, b) => a + b, 0);
      const found = leadingRuns(groups, share);
      if (total === 0) return expect(found).toEqual([]);
      const enough = allSets(groups).filter((set) => heldBy(set) >= share * total);
      const least = Math.min(...enough.map(classesOf));
      const smallest = enough.filter((set) => classesOf(set) === least);
      const most = Math.max(...smallest.map(heldBy));
      const fullest = smallest.filter((set) => heldBy(set) === most);
      expect(classesOf(found)).toBe(least);
      expect(heldBy(found)).toBe(most);
      expect(found.length).toBe(Math.min(...fullest.map((set) => set.length)));
    }),
    { numRuns: 500 },
  );
});

test('the runs are of groups each once, hold what they say, and the fullest comes first', () => {
  fc.assert(
    fc.property(GROUPS, SHARE, (groups, share) => {
      const found = leadingRuns(groups, share);
      expect(new Set(found.map(({ group }) => group)).size).toBe(found.length);
      for (const { group, first, last, count } of found)
        expect(groups[group].slice(first, last + 1).reduce((a, b) => a + b, 0)).toBe(count);
      expect(found.map(({ count }) => count)).toEqual(found.map(({ count }) => count).sort((a, b) => b - a));
    }),
  );
});

test.each([
  [
    'one class is half already',
    [
      [1, 6, 1],
      [2, 2, 0],
    ],
    [[0, 1, 1, 6]],
  ],
  [
    'two adjacent classes',
    [
      [0, 3, 3, 1],
      [1, 1, 1, 1],
    ],
    [[0, 1, 2, 6]],
  ],
  [
    'a gap is filled, not left out',
    [
      [4, 0, 4, 0, 0, 2],
      [1, 1, 1, 1, 1, 0],
    ],
    [[0, 0, 2, 8]],
  ],
  [
    'two groups',
    [
      [0, 3, 3, 0],
      [0, 0, 3, 3],
      [1, 1, 2, 2],
    ],
    [
      [0, 1, 2, 6],
      [1, 2, 3, 6],
    ].slice(0, 2),
  ],
  ['a group of one class, such as companies', [[2, 2, 2], [8]], [[1, 0, 0, 8]]],
])('%s', (_, groups, expected) => {
  const total = groups.flat().reduce((a, b) => a + b, 0);
  const found = leadingRuns(groups, Math.min(1, expected.reduce((a, [, , , n]) => a + n, 0) / total));
  expect(found.map(({ group, first, last, count }) => [group, first, last, count])).toEqual(expected);
});

test.each([0, -0.1, 1.1, Number.NaN])('a share of %p is refused', (share) => {
  expect(() => leadingRuns([[1]], share)).toThrow(RangeError);
});

test.each([-1, Number.NaN, Infinity])('a count of %p is refused', (count) => {
  expect(() => leadingRuns([[1, count]])).toThrow(RangeError);
});

test('a hundred groups of eleven classes take a moment', () => {
  const groups = Array.from({ length: 100 }, (_, g) =>
    Array.from({ length: 11 }, (_, c) => (g * 7 + c * 3) % 23),
  );
  expect(heldBy(leadingRuns(groups))).toBeGreaterThanOrEqual(groups.flat().reduce((a, b) => a + b, 0) / 2);
});
