import { ClusterFollower, type HotspotState } from '../../../src/analytics/hotspots/follow-clusters';

const members = (...places: number[]) => ({ places, weights: places.map(() => 2) });
const state = (hotspot: number, month: string, ...places: number[]): HotspotState => ({
  ...members(...places),
  hotspot,
  month,
});
const hotspotsOf = (follower: ClusterFollower, month: string, ...clusters: number[][]) =>
  follower
    .follow(
      month,
      clusters.map((places) => members(...places)),
    )
    .map(({ hotspot }) => hotspot);

test('a cluster continues the hotspot of the month before that it is most alike; others are new', () => {
  const follower = new ClusterFollower([], []);
  expect(hotspotsOf(follower, '2023-01-01', [1, 2, 3], [7, 8])).toEqual([-1, -2]);
  expect(hotspotsOf(follower, '2023-02-01', [8, 9], [2, 3, 4], [20, 21])).toEqual([-2, -1, -3]);
});

test('a hotspot that was gone comes back within a year, and is another one afterwards', () => {
  const before = [state(5, '2022-01-01', 1, 2), state(6, '2022-06-01', 3, 4), state(9, '2022-12-01', 40)];
  const follower = new ClusterFollower(before, []);
  expect(hotspotsOf(follower, '2023-02-01', [1, 2], [3, 4], [40])).toEqual([-1, 6, 9]);
});

test('what an earlier run found in the month keeps its hotspot, where the month before has none', () => {
  const follower = new ClusterFollower(
    [state(1, '2023-01-01', 1, 2)],
    [state(1, '2023-02-01', 1, 2), state(7, '2023-02-01', 50, 51)],
  );
  expect(hotspotsOf(follower, '2023-02-01', [50, 51, 52], [1, 2])).toEqual([7, 1]);
});

test('parts of a hotspot tell what they came from, and one that grew together what it is made of', () => {
  const follower = new ClusterFollower([], []);
  follower.follow('2023-01-01', [members(1, 2, 3, 4, 5, 6), members(10, 11, 12), members(20, 21)]);
  const followed = follower.follow('2023-02-01', [
    members(1, 2, 3, 4),
    members(5, 6),
    members(10, 11, 12, 20, 21),
  ]);
  expect(followed).toEqual([
    { hotspot: -1, splitFrom: null, merged: [] },
    { hotspot: -4, splitFrom: -1, merged: [] },
    { hotspot: -2, splitFrom: null, merged: [-3] },
  ]);
});
