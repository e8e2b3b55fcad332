import fc from 'fast-check';
import { meanBounds } from '../../../src/analytics/ranking/counted';

const WEIGHTS = new Map([
  [1, 1],
  [2, 5],
  [3, 40],
]);
const counts = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).map((ns) => new Map(ns.map((n, i) => [i + 1, n])));

/** Means of some incidents with every possible number of others. */
function allMeans(surely: Map<number, number>, perhaps: Map<number, number>): number[] {
  const upTo = (id: number) => Array.from({ length: perhaps.get(id)! + 1 }, (_, n) => n);
  return upTo(1).flatMap((a) =>
    upTo(2).flatMap((b) =>
      upTo(3).map((c) => {
        const all = [a, b, c].map((n, i) => n + surely.get(i + 1)!);
        const weight = all.reduce((sum, n, i) => sum + n * WEIGHTS.get(i + 1)!, 0);
        return weight / (all[0] + all[1] + all[2]);
      }),
    ),
  );
}

test('the bounds of a mean are the least and the greatest that any of the others make', () => {
  fc.assert(
    fc.property(counts, counts, (surely, perhaps) => {
      fc.pre([...surely.values()].some((n) => n > 0));
      const means = allMeans(surely, perhaps);
      const { least, greatest } = meanBounds(surely, perhaps, WEIGHTS)!;
      expect(least).toBeCloseTo(Math.min(...means), 9);
      expect(greatest).toBeCloseTo(Math.max(...means), 9);
    }),
  );
});

test('a weight that is not known leaves the mean without bounds', () => {
  expect(meanBounds(new Map([[1, 5]]), new Map([[4, 1]]), WEIGHTS)).toBeNull();
  expect(meanBounds(new Map([[4, 5]]), new Map(), WEIGHTS)).toBeNull();
});
