import fc from 'fast-check';
import { circularMean, rayleighP } from '../../../src/platform/statistics/circular.js';
import { chiSquareUpperTail } from '../../../src/platform/statistics/gamma.js';
import { seasonality } from '../../../src/platform/statistics/seasonality.js';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const days = (length: number, first = 0) => Float64Array.from({ length }, (_, i) => DAYS[(first + i) % 12]);

describe('seasonality', () => {
  test('χ² is that of chisq.test(x, p = days / 365) in R', () => {
    const counts = Float64Array.of(310, 295, 330, 340, 360, 400, 420, 410, 350, 330, 300, 305);
    const found = seasonality(counts, days(12), 0)!;
    expect(found.chiSquare).toBeCloseTo(53.937808839, 8);
    expect(found.p / 1.21160278398e-7).toBeCloseTo(1, 9);
  });

  test('the tail of χ² is that of the example of chisq.test, and of its tables at 11 degrees', () => {
    expect(chiSquareUpperTail(9.990143369, 4)).toBeCloseTo(0.04059404334, 9);
    expect(chiSquareUpperTail(19.675, 11)).toBeCloseTo(0.05, 5);
    expect(chiSquareUpperTail(24.725, 11)).toBeCloseTo(0.01, 5);
  });

  test('the same rate per day in all months is no season', () => {
    const found = seasonality(
      days(36).map((length) => 3 * length),
      days(36),
      0,
    )!;
    expect([...found.index]).toEqual(Array(12).fill(expect.closeTo(100, 10)));
    expect(found).toMatchObject({ chiSquare: 0, p: 1, direction: null, rayleighP: 1 });
  });

  test('one month alone is where it is', () => {
    const counts = Float64Array.from({ length: 24 }, (_, i) => (i % 12 === 6 ? 31 : 0));
    const { index, direction, rayleighP: p } = seasonality(counts, days(24), 0)!;
    expect(index[6]).toBeCloseTo(1200, 10);
    expect(direction).toBeCloseTo(7.5, 10);
    expect(p).toBeLessThan(1e-20);
  });

  const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 24, maxLength: 36 });

  test('a series that begins later in the year says the same of the same months', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 24, maxLength: 24 }),
        fc.nat({ max: 11 }),
        (values, first) => {
          const whole = Float64Array.from(values);
          const turned = Float64Array.from({ length: 24 }, (_, i) => whole[(i + first) % 24]);
          const there = seasonality(whole, days(24), 0)!;
          const here = seasonality(turned, days(24, first), first)!;
          expect([...here.index]).toEqual([...there.index].map((value) => expect.closeTo(value, 8)));
          expect(here.chiSquare).toBeCloseTo(there.chiSquare, 6);
          expect(here.rayleighP).toBeCloseTo(there.rayleighP, 10);
        },
      ),
    );
  });

  test('indices average 100, and more of everything changes none of them', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 9 }), fc.nat({ max: 11 }), (values, times, first) => {
        const there = seasonality(Float64Array.from(values), days(values.length, first), first);
        if (!there) {
          expect(Math.max(...values)).toBe(0);
          return;
        }
        expect([...there.index].reduce((sum, value) => sum + value, 0)).toBeCloseTo(1200, 6);
        const more = seasonality(
          Float64Array.from(values, (value) => times * value),
          days(values.length, first),
          first,
        )!;
        expect([...more.index]).toEqual([...there.index].map((value) => expect.closeTo(value, 8)));
        expect(more.chiSquare / times).toBeCloseTo(there.chiSquare, 6);
      }),
    );
  });

  test('no incidents have no season, and what is no series of months is refused', () => {
    expect(seasonality(new Float64Array(24), days(24), 0)).toBeNull();
    expect(() => seasonality(new Float64Array(11), days(11), 0)).toThrow(RangeError);
    expect(() => seasonality(new Float64Array(12), new Float64Array(12), 0)).toThrow(RangeError);
    expect(() => seasonality(new Float64Array(12).fill(-1), days(12), 0)).toThrow(RangeError);
  });
});

describe('directions', () => {
  // Zar 1999, example 26.1 and 27.1: eight angles with the mean 99° and the length 0.82522; R = 6.60, P < .005.
  const ANGLES = [45, 55, 81, 96, 110, 117, 132, 154];

  test('of a textbook', () => {
    const weights = new Float64Array(360);
    for (const angle of ANGLES) weights[angle] += 1;
    const { direction, resultant } = circularMean(weights);
    expect(360 * direction! - 0.5).toBeCloseTo(99, 0);
    expect(resultant).toBeCloseTo(0.82522, 4);
    const [n, r] = [8, 8 * 0.82522];
    const p = Math.exp(Math.sqrt(1 + 4 * n + 4 * (n * n - r * r)) - (1 + 2 * n));
    expect(rayleighP(8, 0.82522)).toBeCloseTo(p, 12);
    expect(p).toBeGreaterThan(0.001);
    expect(p).toBeLessThan(0.005);
  });

  test('of points anywhere: the sums of sines and cosines', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 12, maxLength: 12 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        fc.pre(total > 0);
        const part = (of: (angle: number) => number) =>
          values.reduce((sum, value, i) => sum + value * of(((2 * i + 1) * Math.PI) / 12), 0) / total;
        const length = Math.hypot(part(Math.sin), part(Math.cos));
        const { direction, resultant } = circularMean(Float64Array.from(values));
        const correction = Math.PI / 12 / Math.sin(Math.PI / 12);
        expect(resultant).toBeCloseTo(length * correction, 10);
        if (length < 1e-9) return;
        const angle = 2 * Math.PI * direction!;
        expect(Math.sin(angle) * length).toBeCloseTo(part(Math.sin), 9);
        expect(Math.cos(angle) * length).toBeCloseTo(part(Math.cos), 9);
        expect(direction).toBeGreaterThanOrEqual(0);
        expect(direction).toBeLessThan(1);
      }),
    );
  });

  test('of random points have a p-value that is as often small as it says', () => {
    // Simulated: n uniform angles, a fixed sequence.
    let state = 1;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const runs = 4000;
    let small = 0;
    for (let run = 0; run < runs; run++) {
      let x = 0;
      let y = 0;
      for (let i = 0; i < 30; i++) {
        const angle = 2 * Math.PI * next();
        x += Math.cos(angle);
        y += Math.sin(angle);
      }
      if (rayleighP(30, Math.hypot(x, y) / 30) < 0.05) small++;
    }
    expect(Math.abs(small / runs - 0.05)).toBeLessThan(0.015);
  });

  test('of many incidents keep their digits', () => {
    // exp(−n r²) to first order.
    expect(rayleighP(1e9, 1e-5) / Math.exp(-0.1)).toBeCloseTo(1, 6);
    expect(rayleighP(0, 0)).toBe(1);
    expect(rayleighP(100, 0)).toBe(1);
    expect(() => rayleighP(10, 1.1)).toThrow(RangeError);
    expect(() => rayleighP(-1, 0)).toThrow(RangeError);
    expect(() => circularMean(Float64Array.of(1, -1))).toThrow(RangeError);
  });
});
