import fc from 'fast-check';
import { leadingWindow } from '../../../src/platform/statistics';

const week = (fill: (day: number, hour: number) => number) =>
  Float64Array.from({ length: 168 }, (_, i) => fill(Math.floor(i / 24), i % 24));

/** Sum over the hours of a window. */
function held(hours: ArrayLike<number>, window: { day: number; days: number; hour: number; hours: number }) {
  let sum = 0;
  for (let d = 0; d < window.days; d++)
    for (let h = 0; h < window.hours; h++) sum += hours[((window.day + d) * 24 + window.hour + h) % 168];
  return sum;
}

test('nights out belong to the day on which they began', () => {
  const nights = week((day, hour) => {
    const evening = (day === 4 || day === 5) && hour >= 21;
    const after = (day === 5 || day === 6) && hour < 3;
    return evening || after ? 10 : 0;
  });
  expect(leadingWindow(nights, 1)).toEqual({ day: 4, days: 2, hour: 21, hours: 6, share: 1 });
});

test('Sunday and Monday are adjacent', () => {
  const turn = week((day, hour) => ((day === 6 || day === 0) && hour === 12 ? 1 : 0));
  expect(leadingWindow(turn, 1)).toEqual({ day: 6, days: 2, hour: 12, hours: 1, share: 1 });
});

test('of an even week it is as small as its share', () => {
  const window = leadingWindow(
    week(() => 1),
    1 / 3,
  )!;
  expect(window.days * window.hours).toBe(56);
  expect(window.share).toBeCloseTo(1 / 3, 12);
});

test('an empty week has none', () => {
  expect(
    leadingWindow(
      week(() => 0),
      0.5,
    ),
  ).toBeNull();
});

test.each([0, 1.1, Number.NaN])('a share of %d is refused', (share) =>
  expect(() =>
    leadingWindow(
      week(() => 1),
      share,
    ),
  ).toThrow(RangeError),
);

test('a week of another length is refused', () => {
  expect(() => leadingWindow([1, 2], 0.5)).toThrow(RangeError);
});

const aWeek = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 168, maxLength: 168 });

test('it holds the share, says how much it holds, and no smaller window holds the share', () => {
  fc.assert(
    fc.property(aWeek, fc.double({ min: 0.05, max: 1, noNaN: true }), (hours, share) => {
      const total = hours.reduce((sum, n) => sum + n, 0);
      const window = leadingWindow(hours, share);
      if (total === 0) return window === null;
      expect(window!.share).toBeCloseTo(held(hours, window!) / total, 9);
      expect(window!.share).toBeGreaterThanOrEqual(share - 1e-9);
      const size = window!.days * window!.hours;
      for (let day = 0; day < 7; day++)
        for (let days = 1; days <= 7; days++)
          for (let hour = 0; hour < 24; hour++) {
            const most = Math.min(24, Math.ceil(size / days) - 1);
            if (most >= 1)
              expect(held(hours, { day, days, hour, hours: most })).toBeLessThan(
                share * total * (1 + 1e-9) + 1e-9,
              );
          }
      return true;
    }),
    { numRuns: 20 },
  );
});
