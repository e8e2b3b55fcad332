import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import {
  negativeBinomialQuantile,
  negativeBinomialTails,
} from '../../../src/platform/statistics/negative-binomial.js';
import {
  monthlyBands,
  predictCount,
  predictionInterval,
} from '../../../src/platform/statistics/prediction.js';
import { POISSON } from '../../../src/platform/statistics/two-window-test.js';

describe('the negative binomial', () => {
  test.each([
    [5, 0.1, 1, 7.667801686189327e-8, 0.9999999987251013],
    [30, 20, 3, 0.11528736745669521, 0.9034285727978848],
    [0, 4, 2.5, 1, 0.08686136373103703],
    [250, 200, 1.5, 0.003125652933330759, 0.9973358767429565],
  ])('%d of mean %d and dispersion %d has the tails of SciPy', (count, mean, phi, thatMany, thatFew) => {
    const tails = negativeBinomialTails(count, mean, phi);
    expect(tails.thatMany / thatMany).toBeCloseTo(1, 9);
    expect(tails.thatFew / thatFew).toBeCloseTo(1, 9);
  });

  test('a quantile is the least count that reaches p', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.01, max: 400, noNaN: true }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        (p, mean, phi) => {
          const count = negativeBinomialQuantile(p, mean, phi);
          expect(negativeBinomialTails(count, mean, phi).thatFew).toBeGreaterThanOrEqual(p - 1e-9);
          if (count > 0) expect(negativeBinomialTails(count - 1, mean, phi).thatFew).toBeLessThan(p + 1e-9);
        },
      ),
    );
  });

  test('nothing happens where the mean is zero, and refuses what is out of range', () => {
    expect(negativeBinomialTails(0, 0, 1)).toEqual({ thatMany: 1, thatFew: 1 });
    expect(negativeBinomialTails(1, 0, 1)).toEqual({ thatMany: 0, thatFew: 1 });
    expect(() => negativeBinomialTails(0.5, 1, 1)).toThrow(RangeError);
    expect(() => negativeBinomialTails(1, -1, 1)).toThrow(RangeError);
    expect(() => negativeBinomialTails(1, 1, 0.9)).toThrow(RangeError);
    expect(() => negativeBinomialQuantile(0, 1, 1)).toThrow(RangeError);
  });
});

describe('predictionInterval', () => {
  test('of a known Poisson mean has the counts whose mid-p is above 2.5% on either side', () => {
    // P(X ≤ 4) = .0293, of which P(X = 4) is .0189; P(X ≥ 17) = .0270, of which P(X = 17) is .0128.
    expect(predictionInterval(10, 0, POISSON)).toEqual({ lower: 5, upper: 16 });
    expect(predictionInterval(0.01, 0, POISSON)).toEqual({ lower: 0, upper: 0 });
    expect(predictionInterval(0, 0, POISSON)).toEqual({ lower: 0, upper: 0 });
  });

  test('grows with the dispersion, with the doubt of the mean and of φ, and with confidence', () => {
    const width = (h: number, value: number, degrees: number, confidence = 0.95) => {
      const { lower, upper } = predictionInterval(100, h, { value, degrees }, confidence);
      return upper - lower;
    };
    expect(width(0, 4, Infinity)).toBeGreaterThan(width(0, 1, Infinity));
    expect(width(0.05, 2, Infinity)).toBeGreaterThan(width(0, 2, Infinity));
    expect(width(0, 2, 11)).toBeGreaterThan(width(0, 2, Infinity));
    expect(width(0, 2, 11, 0.99)).toBeGreaterThan(width(0, 2, 11, 0.8));
  });

  test('a baseline without events still lets one expect few', () => {
    const { expected, lower, upper } = predictCount({ count: 0, exposure: 4 }, 1, POISSON);
    expect(expected).toBe(0);
    expect(lower).toBe(0);
    expect(upper).toBeGreaterThan(0);
    expect(upper).toBeLessThan(3);
    expect(predictCount({ count: 48, exposure: 4 }, 1, POISSON).expected).toBe(12);
  });

  test('refuses what is out of range', () => {
    expect(() => predictionInterval(-1, 0, POISSON)).toThrow(RangeError);
    expect(() => predictionInterval(1, -1, POISSON)).toThrow(RangeError);
    expect(() => predictionInterval(1, 0, { value: 0.5, degrees: 3 })).toThrow(RangeError);
    expect(() => predictionInterval(1, 0, POISSON, 1)).toThrow(RangeError);
    expect(() => predictCount({ count: 1, exposure: 0 }, 1, POISSON)).toThrow(RangeError);
  });
});

describe('monthlyBands', () => {
  const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const days = Array.from({ length: 36 }, (_, i) => DAYS[i % 12]);

  test('hold 93 to 97 % of months under φ = 1 and 3 with season and trend', () => {
    const { count } = draws(11);
    for (const phi of [1, 3]) {
      let held = 0;
      let months = 0;
      for (let run = 0; run < 30; run++) {
        const counts = days.map((length, i) =>
          count(2 * length * Math.exp(0.2 * Math.sin((i * Math.PI) / 6) + (0.2 * i) / 12), phi),
        );
        monthlyBands({ counts, days, first: 0 })!.forEach((band, i) => {
          months++;
          if (counts[i] >= band!.lower && counts[i] <= band!.upper) held++;
        });
      }
      expect(held / months).toBeGreaterThan(0.93);
      expect(held / months).toBeLessThan(0.975);
    }
  });

  test('a month has no part in its own band, and one that was not delivered has a band', () => {
    const counts: (number | null)[] = days.map((length) => 5 * length);
    const before = monthlyBands({ counts, days, first: 0 })!;
    counts[20] = 900;
    const after = monthlyBands({ counts, days, first: 0 })!;
    expect(after[20]).toEqual(before[20]);
    expect(after[20]!.upper).toBeLessThan(900);
    counts[20] = null;
    expect(monthlyBands({ counts, days, first: 0 })![20]!.expected).toBeCloseTo(150, 6);
    expect(monthlyBands({ counts: counts.slice(0, 20), days: days.slice(0, 20), first: 0 })).toBeNull();
  });
});
