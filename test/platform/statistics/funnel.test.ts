import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import { randomEffectsFunnel } from '../../../src/platform/statistics/funnel.js';
import { funnelPosition } from '../../../src/platform/statistics/rates.js';

describe('randomEffectsFunnel', () => {
  test('is the formula of the paper, written out', () => {
    const counts = [0, 8, 14, 30, 41, 22, 60, 75, 18, 9, 120, 33];
    const expected = [6, 10, 12, 25, 50, 20, 50, 60, 30, 12, 90, 35];
    const units = counts.map((count, i) => ({ count, expected: expected[i] }));
    const y = counts.map((count, i) => Math.log((count || 0.5) / expected[i]));
    const z = y.map((value, i) => value * Math.sqrt(expected[i]));
    const sorted = [...z].sort((a, b) => a - b);
    const low = sorted[1] + 0.1 * (sorted[2] - sorted[1]); // 0.1 × 11 = 1.1
    const high = sorted[9] + 0.9 * (sorted[10] - sorted[9]);
    const phi = z.reduce((sum, value) => sum + Math.min(high, Math.max(low, value)) ** 2, 0) / 12;
    const w = expected.reduce((a, b) => a + b);
    const w2 = expected.reduce((a, b) => a + b * b, 0);
    const tau2 = (12 * phi - 11) / (w - w2 / w);
    const found = randomEffectsFunnel(units);
    expect(found.phi).toBeCloseTo(phi, 12);
    expect(found.tau).toBeCloseTo(Math.sqrt(tau2), 12);
    expect(found.z[4]).toBeCloseTo(y[4] / Math.sqrt(1 / 50 + tau2), 12);
    expect(found.positions[0]).toBe('BELOW_99_8');
    expect(found.poissonPositions).toEqual(units.map((unit) => funnelPosition(unit.count, unit.expected)));
  });

  test('few units, or thin ones, have the Poisson position', () => {
    const few = Array.from({ length: 9 }, (_, i) => ({ count: 20 * i, expected: 80 }));
    const found = randomEffectsFunnel(few);
    expect(found).toMatchObject({ phi: null, tau: null });
    expect(found.positions).toEqual(found.poissonPositions);
    const thin = [...few, { count: 70, expected: 80 }, { count: 11, expected: 4.9 }];
    const mixed = randomEffectsFunnel(thin);
    expect(mixed.tau).toBeGreaterThan(0.3);
    expect(mixed.z.at(-1)).toBeNull();
    expect(mixed.positions.at(-1)).toBe('ABOVE_95');
  });

  test('limits are never narrower than without the random effect, and one outlier does not hide itself', () => {
    const unit = fc.record({
      count: fc.integer({ min: 0, max: 400 }),
      expected: fc.integer({ min: 5, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 10, maxLength: 40 }), (units) => {
        const { z, tau } = randomEffectsFunnel(units);
        expect(tau).toBeGreaterThanOrEqual(0);
        units.forEach(({ count, expected }, i) => {
          const alone = Math.log(Math.max(0.5, count) / expected) * Math.sqrt(expected);
          expect(Math.abs(z[i]!)).toBeLessThanOrEqual(Math.abs(alone) + 1e-12);
        });
      }),
    );
    const calm = Array.from({ length: 30 }, (_, i) => ({ count: 100 + ((i * 7) % 19) - 9, expected: 100 }));
    expect(randomEffectsFunnel([...calm, { count: 220, expected: 100 }]).positions.at(-1)).toBe('ABOVE_99_8');
  });

  test('of 31 wards 4 to 12 % lie outside 95 %, whether they truly differ or not', () => {
    const { normal, poisson } = draws(3);
    for (const spread of [0, 0.2, 0.5]) {
      let outside = 0;
      const runs = 200;
      for (let run = 0; run < runs; run++) {
        const means = Array.from({ length: 31 }, (_, i) => 60 + 12 * i);
        const counts = means.map((mean) => poisson(mean * Math.exp(spread * normal())));
        const rate = counts.reduce((a, b) => a + b) / means.reduce((a, b) => a + b);
        const { positions } = randomEffectsFunnel(
          counts.map((count, i) => ({ count, expected: means[i] * rate })),
        );
        outside += positions.filter((position) => position !== 'WITHIN').length;
      }
      expect(outside / runs / 31).toBeGreaterThan(0.03);
      expect(outside / runs / 31).toBeLessThan(0.13);
    }
  });

  test('refuses what has no expectation', () => {
    expect(() => randomEffectsFunnel([{ count: 1, expected: 0 }])).toThrow(RangeError);
    expect(() => randomEffectsFunnel([{ count: 0.5, expected: 1 }])).toThrow(RangeError);
  });
});
