import { trackedMonths, windowTo } from '../../../src/analytics/hotspots/monthly-clusters';
import type { MonthPlaces } from '../../../src/analytics/hotspots/tracked.queries';

const known = (...spans: [string, string][]) => ({
  stretches: spans.map(([from, to]) => ({ from, to })),
  monthsOnly: true,
});

describe('the months that hotspots are looked for', () => {
  test('begin with the twelfth', () => {
    expect(trackedMonths(known(['2022-01-01', '2023-02-28']))).toEqual([
      '2022-12-01',
      '2023-01-01',
      '2023-02-01',
    ]);
    expect(trackedMonths(known(['2022-01-01', '2022-11-30']))).toEqual([]);
    expect(trackedMonths(known())).toEqual([]);
  });

  test('are none that was not delivered, nor one with fewer than nine of twelve', () => {
    expect(trackedMonths(known(['2022-01-01', '2022-12-31'], ['2023-02-01', '2023-02-28']))).toEqual([
      '2022-12-01',
      '2023-02-01',
    ]);
    expect(trackedMonths(known(['2022-01-01', '2022-12-31'], ['2023-05-01', '2023-06-30']))).toEqual([
      '2022-12-01',
    ]);
  });
});

describe('the incidents of twelve months', () => {
  /** Entries of place, year, month (1 for January) and incidents. */
  const placesOf = (...rows: [id: number, year: number, month: number, n: number][]): MonthPlaces => ({
    locationIds: Int32Array.from(rows, ([id]) => id),
    months: Int32Array.from(rows, ([, year, month]) => 12 * year + month - 1),
    counts: Int32Array.from(rows, ([, , , n]) => n),
    eastings: Float64Array.from(rows, ([id]) => 1_000 * id),
    northings: Float64Array.from(rows, ([id]) => 2_000 * id),
  });
  const places = placesOf(
    [0, 2023, 3, 900],
    [4, 2022, 3, 5],
    [4, 2022, 4, 7],
    [4, 2023, 3, 1],
    [9, 2023, 4, 3],
  );

  test('are summed by place', () => {
    expect(windowTo('2023-03-01', places)).toMatchObject({
      locationIds: Int32Array.of(4),
      eastings: Float64Array.of(4_000),
      weights: Float64Array.of(8),
      // 1% of 908 incidents, those without a place too.
      minIncidents: 10,
    });
    expect(windowTo('2023-04-01', places)).toMatchObject({
      locationIds: Int32Array.of(4, 9),
      weights: Float64Array.of(1, 3),
    });
  });

  test('have a hash that tells whether any has changed', () => {
    const { digest } = windowTo('2023-03-01', places);
    const changed = { ...places, counts: places.counts.map((n, i) => (i === 3 ? n + 1 : n)) };
    const later = { ...places, counts: places.counts.map((n, i) => (i === 4 ? n + 1 : n)) };
    expect(windowTo('2023-03-01', changed).digest).not.toBe(digest);
    expect(windowTo('2023-03-01', later).digest).toBe(digest);
  });
});
