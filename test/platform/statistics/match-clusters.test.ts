import fc from 'fast-check';
import { type ClusterMembers, matchClusters } from '../../../src/platform/statistics/match-clusters.js';

const cluster = (members: Record<number, number>): ClusterMembers => ({
  places: Object.keys(members).map(Number),
  weights: Object.values(members),
});

describe('matchClusters', () => {
  test('the most alike pair first, one to one, from 0.3 on', () => {
    const known = [cluster({ 1: 10, 2: 5 }), cluster({ 3: 8 }), cluster({ 9: 4 })];
    const found = [cluster({ 3: 7, 4: 1 }), cluster({ 1: 3 }), cluster({ 2: 5, 5: 1, 1: 6 })];
    const { knownOf, gone } = matchClusters(known, found);
    // Known 0 is 11/16 of found 2 and 3/15 of found 1.
    expect([...knownOf]).toEqual([1, -1, 0]);
    expect(gone).toEqual([2]);
    const just = matchClusters([cluster({ 1: 3, 2: 7 })], [cluster({ 1: 3 })]);
    expect([...just.knownOf]).toEqual([0]); // 3/10
    expect([...matchClusters([cluster({ 1: 3, 2: 8 })], [cluster({ 1: 3 })]).knownOf]).toEqual([-1]);
  });

  test('records what came apart and what grew together', () => {
    const apart = matchClusters([cluster({ 1: 10, 2: 10 })], [cluster({ 1: 10 }), cluster({ 2: 9, 3: 1 })]);
    expect([...apart.knownOf]).toEqual([0, -1]);
    expect(apart.splits).toEqual([{ known: 0, into: [0, 1] }]);
    expect(apart.merges).toEqual([]);
    const together = matchClusters(
      [cluster({ 1: 10 }), cluster({ 2: 9, 3: 1 })],
      [cluster({ 1: 10, 2: 10 })],
    );
    expect([...together.knownOf]).toEqual([0]);
    expect(together.gone).toEqual([1]);
    expect(together.merges).toEqual([{ found: 0, from: [0, 1] }]);
    expect(together.splits).toEqual([]);
  });

  test('the same clusters in another order are themselves, whatever moves by little', () => {
    const weights = fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 8 }), (values, size) => {
        const clusters: ClusterMembers[] = [];
        for (let from = 0; from < values.length; from += size)
          clusters.push({
            places: values.slice(from, from + size).map((_, i) => from + i),
            weights: values.slice(from, from + size),
          });
        const moved = [...clusters].reverse().map(({ places, weights: before }) => ({
          places,
          weights: Array.from(before, (weight, i) => weight + (i % 3) - 1),
        }));
        const { knownOf, gone, splits, merges } = matchClusters(clusters, moved);
        expect([...knownOf].reverse()).toEqual([...clusters.keys()]);
        expect({ gone, splits, merges }).toEqual({ gone: [], splits: [], merges: [] });
      }),
    );
  });

  test('nothing known, nothing found, and places without weights', () => {
    expect(matchClusters([], [cluster({ 1: 1 })]).knownOf).toEqual(Int32Array.of(-1));
    expect(matchClusters([cluster({ 1: 1 })], []).gone).toEqual([0]);
    expect(() => matchClusters([{ places: [1], weights: [] }], [])).toThrow(RangeError);
  });
});
