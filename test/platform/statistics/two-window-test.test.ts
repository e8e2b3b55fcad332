import fc from 'fast-check';
import {
  compareWindows,
  POISSON,
  twoWindowRatio,
  twoWindowTest,
  withDegrees,
} from '../../../src/platform/statistics/two-window-test.js';

const window = (count: number, exposure: number) => ({ count, exposure });

describe('twoWindowTest', () => {
  test.each([
    [6, 1, 2, 1, 0.1796875],
    [20, 1, 10, 1, 0.0707555],
    [35, 1, 46, 3.98, 2.5705e-6],
    [22, 1, 16, 4, 3.7044e-7],
  ])('%d in %d against %d in %d has the p of the methods', (x1, t1, x2, t2, expected) => {
    expect(twoWindowTest(window(x1, t1), window(x2, t2))! / expected).toBeCloseTo(1, 4);
  });

  test.each([
    [35, 1, 46, 3.98, 2, 23, 0.0029989204261010776],
    [300, 30, 260, 31, 3.1, 11, 0.26391394466603885],
    [0, 1, 5, 2, 1.5, 11, 0.28286140363420315],
  ])('%d in %d against %d in %d with φ %d of %d degrees is that of SciPy', (...row) => {
    const [x1, t1, x2, t2, value, degrees, expected] = row;
    const p = twoWindowTest(window(x1, t1), window(x2, t2), { value, degrees })!;
    expect(p / expected).toBeCloseTo(1, 9);
  });

  test('nothing against nothing cannot be judged, nothing against something can', () => {
    expect(twoWindowTest(window(0, 1), window(0, 2))).toBeNull();
    expect(twoWindowTest(window(5, 1), window(0, 1))).toBeCloseTo(0.03125, 12);
    expect(twoWindowTest(window(0, 1), window(5, 1))).toBeCloseTo(0.03125, 12);
  });

  const count = fc.integer({ min: 0, max: 3000 });
  const exposure = fc.double({ min: 0.1, max: 400, noNaN: true });

  test('windows may change places, and units of exposure do not matter', () => {
    fc.assert(
      fc.property(
        count,
        exposure,
        count,
        exposure,
        fc.integer({ min: 2, max: 99 }),
        (x1, t1, x2, t2, unit) => {
          fc.pre(x1 + x2 > 0);
          const p = twoWindowTest(window(x1, t1), window(x2, t2))!;
          expect(twoWindowTest(window(x2, t2), window(x1, t1))).toBeCloseTo(p, 9);
          expect(twoWindowTest(window(x1, unit * t1), window(x2, unit * t2))).toBeCloseTo(p, 9);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('of φ times as many counts with dispersion φ it says the same, and fewer degrees say less', () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 2, max: 9 }), (x1, x2, phi) => {
        fc.pre(x1 + x2 > 0);
        const p = twoWindowTest(window(x1, 31), window(x2, 30))!;
        const more = { value: phi, degrees: Infinity };
        expect(twoWindowTest(window(phi * x1, 31), window(phi * x2, 30), more)).toBeCloseTo(p, 9);
        const known = twoWindowTest(window(x1, 31), window(x2, 30), { ...POISSON, degrees: 23 })!;
        expect(known).toBeGreaterThanOrEqual(p - 1e-12);
      }),
    );
    expect(withDegrees(1, 3)).toBe(1);
    expect(withDegrees(0.3, Infinity)).toBe(0.3);
  });

  test('an increase found at unequal exposures is found from either side', () => {
    // The E-test takes 99.9 % of its p from the wrong tail here.
    expect(twoWindowTest(window(35, 1), window(48, 4))).toBeLessThan(1e-5);
    expect(twoWindowTest(window(1, 1), window(48, 4))).toBeLessThan(0.001);
  });

  test('refuses what is no count, no exposure or no dispersion', () => {
    expect(() => twoWindowTest(window(-1, 1), window(1, 1))).toThrow(RangeError);
    expect(() => twoWindowTest(window(1, 0), window(1, 1))).toThrow(RangeError);
    expect(() => twoWindowTest(window(1, 1), window(1, 1), { value: 0.9, degrees: 5 })).toThrow(RangeError);
    expect(() => twoWindowTest(window(1, 1), window(1, 1), { value: 1, degrees: 0 })).toThrow(RangeError);
  });
});

describe('twoWindowRatio', () => {
  const count = fc.integer({ min: 0, max: 800 });
  const exposure = fc.double({ min: 0.5, max: 40, noNaN: true });
  const dispersion = fc.record({
    value: fc.double({ min: 1, max: 6, noNaN: true }),
    degrees: fc.constantFrom(7, 23, Infinity),
  });

  test('leaves one ratio out exactly where the test of that ratio is significant', () => {
    fc.assert(
      fc.property(count, exposure, count, exposure, dispersion, (x1, t1, x2, t2, phi) => {
        fc.pre(x1 + x2 > 0);
        const { lower, upper } = twoWindowRatio(window(x1, t1), window(x2, t2), phi)!;
        // A ratio of the rates is a ratio of one where the first exposure is as many times greater.
        for (const ratio of [0.25, 0.8, 1, 1.5, 4]) {
          const p = twoWindowTest(window(x1, t1 * ratio), window(x2, t2), phi)!;
          if (Math.abs(p - 0.05) < 1e-6) continue;
          expect(ratio < lower || (upper !== null && ratio > upper)).toBe(p < 0.05);
        }
      }),
    );
  });

  test('is the interval of the other way round, turned over', () => {
    const there = twoWindowRatio(window(35, 1), window(46, 3.98))!;
    const back = twoWindowRatio(window(46, 3.98), window(35, 1))!;
    expect(there.ratio).toBeCloseTo((35 / 46) * 3.98, 10);
    expect(there.lower).toBeCloseTo(1 / back.upper!, 8);
    expect(there.upper).toBeCloseTo(1 / back.lower, 8);
  });

  test('from nothing has no upper limit, of nothing against nothing there is none', () => {
    expect(twoWindowRatio(window(0, 1), window(0, 2))).toBeNull();
    const fromNothing = twoWindowRatio(window(12, 1), window(0, 1))!;
    expect(fromNothing).toMatchObject({ ratio: null, upper: null });
    expect(fromNothing.lower).toBeGreaterThan(1);
    expect(twoWindowRatio(window(0, 1), window(12, 1))).toMatchObject({ ratio: 0, lower: 0 });
  });

  test('is wider under dispersion, and where that is known from few months', () => {
    const width = (phi: { value: number; degrees: number }) => {
      const { lower, upper } = twoWindowRatio(window(300, 1), window(260, 1), phi)!;
      return Math.log(upper! / lower);
    };
    expect(width({ value: 4, degrees: Infinity }) / width(POISSON)).toBeCloseTo(2, 1);
    expect(width({ value: 4, degrees: 11 })).toBeGreaterThan(1.1 * width({ value: 4, degrees: Infinity }));
  });

  test('refuses a confidence that is none', () => {
    expect(() => twoWindowRatio(window(1, 1), window(1, 1), POISSON, 1)).toThrow(RangeError);
    expect(() => twoWindowRatio(window(-1, 1), window(1, 1))).toThrow(RangeError);
  });
});

describe('compareWindows', () => {
  test('is the test and the ratio of each place', () => {
    const dispersions = [POISSON, { value: 2, degrees: 20 }, POISSON, POISSON];
    const found = compareWindows(
      Float64Array.of(9, 9, 9, 0),
      Float64Array.of(2, 2, 2, 0),
      [30, 31],
      dispersions,
    );
    found.slice(0, 3).forEach(({ p, ratio }, place) => {
      expect(p).toBe(twoWindowTest(window(9, 30), window(2, 31), dispersions[place]));
      expect(ratio).toEqual(twoWindowRatio(window(9, 30), window(2, 31), dispersions[place]));
    });
    expect(found[1].p).toBeGreaterThan(found[0].p!);
    expect(found[3]).toEqual({ p: null, ratio: null });
    expect(() => compareWindows(Float64Array.of(1), Float64Array.of(1), [1, 1], [])).toThrow(RangeError);
  });
});
