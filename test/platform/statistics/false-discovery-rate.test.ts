import fc from 'fast-check';
import { benjaminiHochberg } from '../../../src/platform/statistics/false-discovery-rate.js';
import { greatestDifference } from './fixture.js';

describe('benjaminiHochberg', () => {
  test('fixture of the methods', () => {
    const p = Float64Array.of(0.162331, 0.772445, 0.515273, 0.772445, 0.217009, 0.042945);
    const adjusted = [0.434018, 0.772445, 0.772445, 0.772445, 0.434018, 0.257671];
    expect(greatestDifference(benjaminiHochberg(p), adjusted)).toBeLessThan(1.1e-6);
  });

  test('rejects what the step-up rule rejects', () => {
    const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(p, fc.constantFrom(0.01, 0.05, 0.1, 0.5), (values, q) => {
        const ascending = [...values].sort((a, b) => a - b);
        const last = ascending.findLastIndex((x, i) => (x * values.length) / (i + 1) <= q);
        const rejected = values.map((x) => last >= 0 && x <= ascending[last]);
        const adjusted = benjaminiHochberg(Float64Array.from(values));
        expect([...adjusted].map((x) => x <= q)).toEqual(rejected);
      }),
    );
  });

  test('refuses what is no p value', () => {
    expect(() => benjaminiHochberg(Float64Array.of(1.1))).toThrow(RangeError);
    expect(() => benjaminiHochberg(Float64Array.of(Number.NaN))).toThrow(RangeError);
    expect(benjaminiHochberg(new Float64Array())).toEqual(new Float64Array());
  });
});
