import fc from 'fast-check';
import { intervalCensoredQuantiles } from '../../../src/platform/statistics/interval-censored.js';
import reference from './reference/turnbull.json';

describe('intervalCensoredQuantiles', () => {
  test('has the steps of survfit in R', () => {
    const { lower, upper, times, mass } = reference;
    let before = 0;
    for (const [i, time] of times.entries()) {
      // R leaves a hundred-thousandth at the middle of 640 – 650, where it has not settled.
      if (mass[i] < 1e-4) continue;
      const inside = [before + 0.01 * mass[i] + 1e-3 * mass[i], before + 0.99 * mass[i]];
      before += mass[i];
      for (const found of intervalCensoredQuantiles(lower, upper, inside)!)
        expect(found).toEqual({ lower: time, upper: time });
    }
  });

  test('of journeys of which most end where they began, the median is inside the area', () => {
    // 67 pairs within one area of 3 km, 63 between areas.
    const lower = [...Array<number>(67).fill(0), ...Array.from({ length: 63 }, (_, i) => 3100 + 100 * i)];
    const upper = lower.map((at, i) => (i < 67 ? 3000 : at));
    expect(intervalCensoredQuantiles(lower, upper, [0.5])).toEqual([{ lower: 0, upper: 3000 }]);
    expect(intervalCensoredQuantiles(lower, upper, [0.9])![0].lower).toBeGreaterThan(6000);
  });

  test('of known values it is the empirical distribution', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 99 }),
        (values, percent) => {
          const sorted = [...values].sort((a, b) => a - b);
          const share = (percent - 0.5) / 100;
          const expected = sorted[Math.ceil(share * values.length - 1e-7) - 1];
          expect(intervalCensoredQuantiles(values, values, [share])).toEqual([
            { lower: expected, upper: expected },
          ]);
        },
      ),
    );
  });

  test('limits that all meet leave the interval in which they do', () => {
    expect(intervalCensoredQuantiles([0, 1, 2], [9, 8, 7], [0.5])).toEqual([{ lower: 2, upper: 7 }]);
    expect(intervalCensoredQuantiles([], [], [0.5])).toBeNull();
    expect(() => intervalCensoredQuantiles([2], [1], [0.5])).toThrow(RangeError);
    expect(() => intervalCensoredQuantiles([1], [Infinity], [0.5])).toThrow(RangeError);
    expect(() => intervalCensoredQuantiles([1], [1, 2], [0.5])).toThrow(RangeError);
    expect(() => intervalCensoredQuantiles([1], [1], [0])).toThrow(RangeError);
  });
});
