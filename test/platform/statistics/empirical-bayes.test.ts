import fc from 'fast-check';
import { smoothedRates } from '../../../src/platform/statistics/empirical-bayes.js';
import { describeWithSharedData } from '../../shared-data.js';
import { greatestDifference, numericColumns } from './fixture.js';

describeWithSharedData(
  'rates of sudden infant death in North Carolina',
  ['stats/libpysal/sids2/reference_sids2_rates.csv'],
  (file) => {
    test('are those published for all 100 counties', () => {
      const { SID74, BIR74, EB_global } = numericColumns(file);
      const units = Array.from(SID74, (count, i) => ({ count, population: BIR74[i] }));
      const { rates } = smoothedRates(units)!;
      expect(greatestDifference(rates, EB_global)).toBeLessThan(1e-14);
      expect(rates[0]).toBeCloseTo(0.00169729733086, 14);
    });
  },
);

describe('smoothedRates', () => {
  const unit = fc.record({
    count: fc.integer({ min: 0, max: 50 }),
    population: fc.integer({ min: 100, max: 20_000 }),
  });

  test('lie between the own rate and the mean, nearer to the own the more people there are', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 30 }), (units) => {
        fc.pre(units.some(({ count }) => count > 0));
        const { rates, ownWeights, mean } = smoothedRates(units)!;
        units.forEach(({ count, population }, i) => {
          const own = count / population;
          expect(rates[i]).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-12);
          expect(rates[i]).toBeLessThanOrEqual(Math.max(own, mean) + 1e-12);
          units.forEach((other, j) => {
            if (other.population > population)
              expect(ownWeights[j]).toBeGreaterThanOrEqual(ownWeights[i] - 1e-12);
          });
        });
      }),
    );
  });

  test('where units differ by chance alone, all have the mean', () => {
    const { rates, variance } = smoothedRates([
      { count: 10, population: 1000 },
      { count: 11, population: 1000 },
    ])!;
    expect(variance).toBe(0);
    expect([...rates]).toEqual([0.0105, 0.0105]);
  });

  test('no events have no rates, and a rate needs people', () => {
    expect(smoothedRates([{ count: 0, population: 9 }])).toBeNull();
    expect(smoothedRates([])).toBeNull();
    expect(() => smoothedRates([{ count: 1, population: 0 }])).toThrow(RangeError);
    expect(() => smoothedRates([{ count: -1, population: 1 }])).toThrow(RangeError);
  });
});
