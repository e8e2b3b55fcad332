import fc from 'fast-check';
import { weightedDisplacement } from '../../../src/platform/statistics/weighted-displacement.js';

const zone = (before: number, after: number) => ({ before, after });
const count = fc.integer({ min: 0, max: 5000 });
const anyZone = fc.record({ before: count, after: count });

describe('weightedDisplacement', () => {
  test('is the published example without a displacement zone', () => {
    const found = weightedDisplacement({ zone: zone(20, 10), control: zone(20, 20) }, null);
    expect(found.wdd).toBe(-10);
    expect(found.standardError).toBeCloseTo(8.3666, 4);
    expect(found.z).toBeCloseTo(-1.195229, 6);
  });

  test('is the published example with one', () => {
    const found = weightedDisplacement(
      { zone: zone(207, 110), control: zone(308, 318) },
      { zone: zone(178, 157), control: zone(150, 140) },
    );
    expect(found.wdd).toBe(-118);
    expect(found.standardError).toBeCloseTo(Math.sqrt(1568), 12);
    expect(found.z).toBeCloseTo(-2.98, 2);
    expect(found.lower).toBeCloseTo(-118 - 1.959963984540054 * Math.sqrt(1568), 9);
    expect(found.upper).toBeCloseTo(-118 + 1.959963984540054 * Math.sqrt(1568), 9);
  });

  test('under dispersion it is less sure, and less still where the dispersion is an estimate', () => {
    const target = { zone: zone(20, 10), control: zone(20, 20) };
    const known = weightedDisplacement(target, null, { value: 4, degrees: Infinity });
    expect(known.wdd).toBe(-10);
    expect(known.standardError).toBeCloseTo(2 * 8.366600265340756, 12);
    expect(known.upper).toBeCloseTo(-10 + 1.959963984540054 * known.standardError, 9);
    const estimated = weightedDisplacement(target, null, { value: 4, degrees: 11 });
    expect(estimated.upper).toBeCloseTo(-10 + 2.2009851600916392 * known.standardError, 9);
    expect(() => weightedDisplacement(target, null, { value: 0.9, degrees: 11 })).toThrow(RangeError);
  });

  test('changes its sign where zones and controls change places, and where before and after do', () => {
    fc.assert(
      fc.property(anyZone, anyZone, anyZone, anyZone, (target, control, moved, movedControl) => {
        const back = ({ before, after }: { before: number; after: number }) => zone(after, before);
        const found = weightedDisplacement({ zone: target, control }, { zone: moved, control: movedControl });
        const swapped = weightedDisplacement(
          { zone: control, control: target },
          { zone: movedControl, control: moved },
        );
        const reversed = weightedDisplacement(
          { zone: back(target), control: back(control) },
          { zone: back(moved), control: back(movedControl) },
        );
        for (const other of [swapped, reversed]) {
          expect(other.wdd + found.wdd).toBe(0);
          expect(other.standardError).toBe(found.standardError);
          expect(other.lower).toBeCloseTo(-found.upper, 6);
        }
      }),
    );
  });

  test('without any incident there is no z', () => {
    const nothing = { zone: zone(0, 0), control: zone(0, 0) };
    expect(weightedDisplacement(nothing, nothing)).toEqual({
      wdd: 0,
      standardError: 0,
      z: null,
      lower: 0,
      upper: 0,
    });
  });

  test.each([-1, 1.5, Number.NaN])('refuses a count of %d', (wrong) => {
    expect(() => weightedDisplacement({ zone: zone(1, wrong), control: zone(1, 1) }, null)).toThrow(
      RangeError,
    );
  });
});
