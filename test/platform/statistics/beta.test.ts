import fc from 'fast-check';
import { betaQuantile, betaTails } from '../../../src/platform/statistics/beta';

describe('betaTails', () => {
  // Expected values: scipy.special.betainc and betaincc 1.17.
  test.each([
    [0.5, 0.5, 0.3, 0.36901011956554536, 0.6309898804344546],
    [2, 3, 0.4, 0.5247999999999999, 0.47519999999999996],
    [11, 22, 0.25, 0.15359463323830214, 0.8464053667616979],
    [0.001, 5, 0.01, 0.9974410690871126, 0.0025589309128875738],
    [300, 700, 0.28, 0.0823909765105907, 0.9176090234894094],
    [5000, 5200, 0.495, 0.8341106371227542, 0.16588936287724626],
    [3.7, 0.2, 0.9, 0.1643385647487096, 0.8356614352512903],
  ])('a %d, b %d, x %d', (a, b, x, lower, upper) => {
    const tails = betaTails(a, b, x);
    expect(tails.lower / lower).toBeCloseTo(1, 10);
    expect(tails.upper / upper).toBeCloseTo(1, 10);
  });

  test('of whole shapes it is a sum of binomial probabilities', () => {
    const shape = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
        const n = a + b - 1;
        let [sum, choose] = [0, 1];
        for (let k = 0; k <= n; k++) {
          if (k >= a) sum += choose * x ** k * (1 - x) ** (n - k);
          choose = (choose * (n - k)) / (k + 1);
        }
        expect(betaTails(a, b, x).lower).toBeCloseTo(sum, 12);
      }),
    );
  });

  test('the ends, and what is out of range', () => {
    expect(betaTails(2, 3, 0)).toMatchObject({ lower: 0, upper: 1 });
    expect(betaTails(2, 3, 1)).toMatchObject({ lower: 1, upper: 0 });
    expect(() => betaTails(0, 1, 0.5)).toThrow(RangeError);
    expect(() => betaTails(1, 1, 1.1)).toThrow(RangeError);
  });
});

describe('betaQuantile', () => {
  // Expected values: scipy.stats.beta.ppf 1.17.
  test.each([
    [0.025, 11, 22, 0.18571909171656614],
    [0.975, 12, 21, 0.5319310362802687],
    [0.5, 2, 3, 0.3857275681323895],
    [0.025, 0.4, 3.2, 2.5166732447253523e-5],
  ])('p %d of a %d, b %d', (p, a, b, x) => expect(betaQuantile(p, a, b) / x).toBeCloseTo(1, 9));

  test('undoes the lower tail', () => {
    const shape = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, p) => {
        expect(betaTails(a, b, betaQuantile(p, a, b)).lower).toBeCloseTo(p, 9);
      }),
    );
  });

  test('the ends, and what is out of range', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(() => betaQuantile(1.1, 2, 3)).toThrow(RangeError);
  });
});
