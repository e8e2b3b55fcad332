import fc from 'fast-check';
import { predictiveAccuracy } from '../../../src/platform/statistics/accuracy.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';
import {
  compareSearches,
  searchedParts,
  signFlipP,
} from '../../../src/platform/statistics/search-comparison.js';

describe('searchedParts', () => {
  test('takes the greatest predictions, and of those equal at the limit the same part', () => {
    const predicted = Float64Array.of(5, 1, 3, 3, 3, 0);
    expect([...searchedParts(predicted, 1)]).toEqual([1, 0, 0, 0, 0, 0]);
    expect([...searchedParts(predicted, 3)]).toEqual([1, 0, 2 / 3, 2 / 3, 2 / 3, 0]);
    expect([...searchedParts(predicted, 6)]).toEqual([1, 1, 1, 1, 1, 1]);
    expect([...searchedParts(predicted, 0)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(() => searchedParts(predicted, 7)).toThrow(RangeError);
    expect(() => searchedParts(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });

  test('finds what predictiveAccuracy finds', () => {
    const unit = fc.tuple(fc.nat(9), fc.nat(4));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 30 }), fc.nat(29), (units, nth) => {
        const observed = Float64Array.from(units, ([count]) => count);
        fc.pre(nth < units.length && observed.some((count) => count > 0));
        const predicted = Float64Array.from(units, ([, prediction]) => prediction);
        const { hitRate } = predictiveAccuracy(observed, predicted);
        const { found, share } = compareSearches(
          [{ observed, predictions: [predicted] }],
          nth + 1,
          Int32Array.from(units, (_, i) => i),
        );
        expect(found[0] / observed.reduce((a, b) => a + b)).toBeCloseTo(hitRate[nth], 10);
        expect(share).toBeCloseTo((nth + 1) / units.length, 12);
      }),
    );
  });
});

describe('signFlipP', () => {
  test('counts all signs of few differences', () => {
    expect(signFlipP(Float64Array.of(1, 2, 3))).toBe(2 / 8); // +6 and −6
    expect(signFlipP(Float64Array.of(1, -2, 3))).toBe(6 / 8); // 2 or more on either side
    expect(signFlipP(Float64Array.of(0, 0))).toBe(1);
    expect(signFlipP(new Float64Array(0))).toBe(1);
    expect(signFlipP(Float64Array.of(0.1, 0.2, -0.3))).toBe(1);
  });

  test('draws signs of many, near to what the normal law says of equal differences', () => {
    const differences = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 1 : -1));
    expect(signFlipP(differences)).toBeCloseTo(0.0569, 2); // binomial: 60 or more of 100 heads, both sides
    expect(signFlipP(differences)).toBe(signFlipP(differences));
    expect(signFlipP(differences.map((each) => -each))).toBeCloseTo(signFlipP(differences), 2);
    expect(signFlipP(new Float64Array(100).fill(1))).toBe(1 / 10_000);
  });
});

describe('compareSearches', () => {
  const random = seededRandom(7);
  const units = 400;
  const grounds = Int32Array.from({ length: units }, (_, unit) => Math.floor(unit / 4));
  const risk = Float64Array.from({ length: units }, () => random.uniform() ** 8);
  const month = () => risk.map((each) => (random.uniform() < each ? 1 + random.below(3) : 0));
  const noise = Float64Array.from({ length: units }, () => random.uniform());

  test('who knows the risk is better than who does not, beyond chance; adjusted for three pairs', () => {
    const trials = Array.from({ length: 12 }, () => ({
      observed: month(),
      predictions: [risk, noise, noise],
    }));
    const { found, observed, p } = compareSearches(trials, 20, grounds);
    expect(observed).toBe(trials.reduce((sum, trial) => sum + trial.observed.reduce((a, b) => a + b, 0), 0));
    expect(found[0]).toBeGreaterThan(4 * found[1]);
    expect(p[0][1]).toBeLessThan(0.01);
    expect(p[1][0]).toBe(p[0][1]);
    expect(p[1][2]).toBe(1);
    expect(p[0][0]).toBe(1);
    const two = trials.map((trial) => ({ ...trial, predictions: [noise, noise.slice().reverse()] }));
    const both = trials.map((trial) => ({ ...trial, predictions: [noise, noise.slice().reverse(), noise] }));
    expect(compareSearches(both, 20, grounds).p[0][1]).toBeCloseTo(
      Math.min(1, 3 * compareSearches(two, 20, grounds).p[0][1]),
      10,
    );
  });

  test('differences within one piece of ground are one difference', () => {
    const observed = new Float64Array(units).fill(1);
    const all = compareSearches([{ observed, predictions: [risk, noise] }], 40, new Int32Array(units));
    expect(all.p[0][1]).toBe(1);
    const nothing = [{ observed: new Float64Array(units), predictions: [risk] }];
    expect(() => compareSearches(nothing, 40, grounds)).toThrow(RangeError);
    expect(() => compareSearches([{ observed, predictions: [noise.slice(1)] }], 4, grounds)).toThrow(
      RangeError,
    );
  });
});
