import fc from 'fast-check';
import { normalCdf } from '../../../src/platform/statistics/normal.js';
import { fUpperTail, studentQuantile, studentTwoSidedP } from '../../../src/platform/statistics/student-t.js';

describe("Student's t and F", () => {
  test.each([
    [2.5, 3, 0.08770664700806556],
    [0.01, 7.5, 0.9922821310703696],
    [12, 11, 1.1632840502619123e-7],
    [40, 23, 9.128807453055949e-23],
    [-5, 1, 0.1256659163780024],
  ])('two-sided p of t = %d with %d degrees is that of SciPy', (t, degrees, expected) => {
    expect(studentTwoSidedP(t, degrees) / expected).toBeCloseTo(1, 11);
  });

  test.each([
    [0.001, 1, -318.30883898555044],
    [0.025, 11, -2.2009851600916392],
    [0.4, 23, -0.25629705991468515],
    [0.9995, 4.5, 7.580740499372756],
  ])('quantile at %d with %d degrees is that of SciPy', (p, degrees, expected) => {
    expect(studentQuantile(p, degrees) / expected).toBeCloseTo(1, 10);
  });

  test.each([
    [1.2, 11, 23, 0.3404340361300198],
    [4.5, 11, 11, 0.009683419168596837],
    [30, 3, 31, 2.6979604830232295e-9],
    [0.2, 1, 8, 0.6665811073830706],
  ])('upper tail of F = %d with %d and %d degrees is that of SciPy', (f, degrees1, degrees2, expected) => {
    expect(fUpperTail(f, degrees1, degrees2) / expected).toBeCloseTo(1, 11);
  });

  test('t² is F with one degree, quantiles undo tails, and many degrees are normal', () => {
    const degrees = fc.double({ min: 1, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), degrees, (t, nu) => {
        const p = studentTwoSidedP(t, nu);
        expect(fUpperTail(t * t, 1, nu) / p).toBeCloseTo(1, 10);
        if (p > 1e-12) expect(studentQuantile(p / 2, nu) / -t).toBeCloseTo(1, 8);
      }),
    );
    expect(studentTwoSidedP(1.7, 1e7)).toBeCloseTo(2 * normalCdf(-1.7), 7);
  });

  test('the ends, and arguments out of range', () => {
    expect(studentTwoSidedP(Infinity, 3)).toBe(0);
    expect(studentTwoSidedP(0, 3)).toBe(1);
    expect(studentQuantile(0, 3)).toBe(-Infinity);
    expect(studentQuantile(1, 3)).toBe(Infinity);
    expect(fUpperTail(0, 2, 3)).toBe(1);
    expect(fUpperTail(Infinity, 2, 3)).toBe(0);
    expect(() => studentTwoSidedP(1, 0)).toThrow(RangeError);
    expect(() => studentTwoSidedP(Number.NaN, 1)).toThrow(RangeError);
    expect(() => studentQuantile(1.1, 3)).toThrow(RangeError);
    expect(() => fUpperTail(-1, 2, 3)).toThrow(RangeError);
    expect(() => fUpperTail(1, Infinity, 3)).toThrow(RangeError);
  });
});
