import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import { placesOf, readPolice } from '../../../calibration/police.js';
import { twoWindowClusters } from '../../../src/platform/statistics/two-window-clusters.js';
import { twoWindowTest } from '../../../src/platform/statistics/two-window-test.js';
import { describeWithSharedData } from '../../shared-data.js';

const limits = { eps: 250, minBoth: 10, minCurrent: 5, minPrevious: 5, maxArea: 500_000 };

describe('twoWindowClusters', () => {
  test('says in which window alone a cluster would be one', () => {
    const found = twoWindowClusters(
      {
        eastings: Float64Array.of(0, 5000, 10_000, 15_000),
        northings: Float64Array.of(0, 0, 0, 0),
        current: Float64Array.of(12, 1, 9, 4),
        previous: Float64Array.of(0, 14, 8, 4),
      },
      limits,
    );
    expect(found.clusters).toEqual([
      { current: 12, previous: 0, window: 'CURRENT' },
      { current: 1, previous: 14, window: 'PREVIOUS' },
      { current: 9, previous: 8, window: 'BOTH' },
    ]);
    expect([...found.clusterOf]).toEqual([0, 1, 2, -1]);
  });

  test('where neither window alone makes one, it belongs to the one with more', () => {
    const places = (current: number, previous: number) => ({
      eastings: Float64Array.of(0),
      northings: Float64Array.of(0),
      current: Float64Array.of(current),
      previous: Float64Array.of(previous),
    });
    const strict = { ...limits, minCurrent: 9, minPrevious: 9 };
    expect(twoWindowClusters(places(7, 4), strict).clusters[0].window).toBe('CURRENT');
    expect(twoWindowClusters(places(4, 7), strict).clusters[0].window).toBe('PREVIOUS');
    expect(twoWindowClusters(places(5, 5), strict).clusters[0].window).toBe('BOTH');
  });

  const count = fc.nat({ max: 12 });
  const place = fc.tuple(fc.nat({ max: 4000 }), fc.nat({ max: 4000 }), count, count);

  test('favours neither window: exchanged, they give the same ground with the counts exchanged', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 80 }), (rows) => {
        const column = (i: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[i]);
        const base = { eastings: column(0), northings: column(1) };
        const there = twoWindowClusters({ ...base, current: column(2), previous: column(3) }, limits);
        const back = twoWindowClusters({ ...base, current: column(3), previous: column(2) }, limits);
        const opposite = { CURRENT: 'PREVIOUS', PREVIOUS: 'CURRENT', BOTH: 'BOTH' };
        expect(back.clusterOf).toEqual(there.clusterOf);
        expect(back.clusters).toEqual(
          there.clusters.map(({ current, previous, window }) => ({
            current: previous,
            previous: current,
            window: opposite[window],
          })),
        );
        const inClusters = there.clusters.reduce((sum, each) => sum + each.current + each.previous, 0);
        const all = rows.reduce((sum, row) => sum + row[2] + row[3], 0);
        expect(inClusters).toBeLessThanOrEqual(all);
      }),
    );
  });

  test('refuses places without a window', () => {
    const three = Float64Array.of(1, 2, 3);
    expect(() =>
      twoWindowClusters(
        { eastings: three, northings: three, current: three, previous: Float64Array.of(1) },
        limits,
      ),
    ).toThrow(RangeError);
  });
});

describeWithSharedData(
  'years dealt at random on the real points of Bedfordshire',
  ['police/bedfordshire'],
  (folder) => {
    const incidents = readPolice(folder).filter(({ lsoa }) => lsoa.startsWith('Central Bedfordshire'));

    test.each(['Burglary', 'Vehicle crime'])('%s has as many increasing clusters as decreasing', (type) => {
      const { uniform } = draws(1);
      const list = incidents.filter(({ crimeType }) => crimeType === type);
      let [clusters, increasing, decreasing, change] = [0, 0, 0, 0];
      for (let run = 0; run < 30; run++) {
        const places = placesOf(list, ['current', 'previous'], () =>
          uniform() < 0.5 ? 'current' : 'previous',
        );
        const minimum = (n: number, least: number) => Math.max(least, Math.ceil(n / 100));
        const current = places.current.reduce((a, b) => a + b);
        const found = twoWindowClusters(places, {
          ...limits,
          minBoth: minimum(list.length, 10),
          minCurrent: minimum(current, 5),
          minPrevious: minimum(list.length - current, 5),
        });
        for (const { current: now, previous: then } of found.clusters) {
          clusters++;
          change += Math.log((now + 0.5) / (then + 0.5));
          if (twoWindowTest({ count: now, exposure: 1 }, { count: then, exposure: 1 })! >= 0.05) continue;
          if (now > then) increasing++;
          else decreasing++;
        }
      }
      // Of clusters of the current window alone 8 % increase and 0.5 % decrease, on average by 30 to 50 %.
      expect(increasing / clusters).toBeLessThan(0.06);
      expect(decreasing / clusters).toBeLessThan(0.06);
      expect(Math.abs(change / clusters)).toBeLessThan(0.06);
    });
  },
);
