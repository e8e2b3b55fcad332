import fc from 'fast-check';
import { concentration, lorenzCorners, lorenzCurve } from '../../../src/platform/statistics/concentration.js';

describe('concentration', () => {
  test('an even spread', () => {
    expect(concentration(new Float64Array(8).fill(3))).toEqual({
      units: 8,
      incidents: 24,
      shareHolding25: 0.25,
      shareHolding50: 0.5,
      gini: 0,
      generalisedGini: 0,
    });
  });

  test('ten incidents on four units', () => {
    // Ascending shares 0, .1, .2, .7: G = (2 · (.2 + .6 + 2.8) − 5) / 4
    expect(concentration(Float64Array.of(7, 0, 1, 2))).toEqual({
      units: 4,
      incidents: 10,
      shareHolding25: 0.25,
      shareHolding50: 0.25,
      gini: expect.closeTo(0.55, 12),
      generalisedGini: expect.closeTo(0.55, 12),
    });
  });

  test('the generalised Gini of sparse incidents', () => {
    const spread = Float64Array.from({ length: 100 }, (_, i) => Number(i < 5));
    expect(concentration(spread)?.generalisedGini).toBeCloseTo(0, 12);
    expect(concentration(spread)?.gini).toBeCloseTo(0.95, 12);
    const heap = new Float64Array(100);
    heap[3] = 5;
    expect(concentration(heap)?.generalisedGini).toBeCloseTo(1 - 1 / 5, 12);
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counts, (list) => {
        const result = concentration(Float64Array.from(list));
        if (!result) return;
        expect(result.generalisedGini).toBeGreaterThan(-1e-12);
        expect(result.generalisedGini).toBeLessThan(1);
        if (result.incidents >= result.units) expect(result.generalisedGini).toBeCloseTo(result.gini, 12);
      }),
    );
  });

  test('the Gini is twice the area between the Lorenz curve and the diagonal', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }), (list) => {
        const counts = Float64Array.from(list);
        const curve = lorenzCurve(counts);
        if (!curve) return;
        let area = 0;
        for (let i = 1; i < curve.length; i++) area += (curve[i] + curve[i - 1]) / 2 / list.length;
        expect(concentration(counts)?.gini).toBeCloseTo(1 - 2 * area, 10);
      }),
    );
  });

  test('the Lorenz curve runs from 0 to 1', () => {
    expect(lorenzCurve(Float64Array.of(7, 0, 1, 2))).toEqual(Float64Array.of(0, 0, 0.1, 0.3, 1));
  });

  test('its corners lose nothing', () => {
    expect(lorenzCorners(Float64Array.of(0, 2, 0, 1, 1), 200)).toEqual([
      { unitShare: 0, incidentShare: 0 },
      { unitShare: 0.4, incidentShare: 0 },
      { unitShare: 0.8, incidentShare: 0.5 },
      { unitShare: 1, incidentShare: 1 },
    ]);
    expect(lorenzCorners(new Float64Array(9).fill(4), 200)).toHaveLength(2);
  });

  test('too many corners are thinned, evenly and not at the ends', () => {
    const counts = Float64Array.from({ length: 5000 }, (_, i) => i * i);
    const corners = lorenzCorners(counts, 200)!;
    expect(corners.length).toBeGreaterThan(150);
    expect(corners.length).toBeLessThanOrEqual(202);
    expect([corners[0], corners.at(-1)]).toEqual([
      { unitShare: 0, incidentShare: 0 },
      { unitShare: 1, incidentShare: 1 },
    ]);
    const steps = corners
      .slice(1)
      .map((to, i) => to.unitShare + to.incidentShare - corners[i].unitShare - corners[i].incidentShare);
    expect(Math.max(...steps)).toBeLessThan(0.011);
  });

  test('nothing without incidents', () => {
    expect(concentration(new Float64Array(5))).toBeNull();
    expect(lorenzCurve(new Float64Array(5))).toBeNull();
    expect(lorenzCorners(new Float64Array(5), 200)).toBeNull();
    expect(concentration(new Float64Array())).toBeNull();
    expect(() => concentration(Float64Array.of(-1))).toThrow(RangeError);
    expect(() => lorenzCurve(Float64Array.of(Number.NaN))).toThrow(RangeError);
  });
});
