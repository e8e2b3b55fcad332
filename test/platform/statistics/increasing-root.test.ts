import fc from 'fast-check';
import { increasingRoot } from '../../../src/platform/statistics/increasing-root';

describe('increasingRoot', () => {
  test.each([0.001, 1, 2, 40])('the cube root of 2, from %d', (start) => {
    const cube = (x: number) => ({ value: x ** 3 - 2, slope: 3 * x * x });
    expect(increasingRoot(cube, start, 0, 100)).toBeCloseTo(Math.cbrt(2), 14);
  });

  test('of a concave function Newton needs few steps from far away', () => {
    let steps = 0;
    const root = increasingRoot(
      (x) => {
        steps += 1;
        return { value: Math.log1p(-Math.exp(-x)) - Math.log(0.5), slope: 1 / Math.expm1(x) };
      },
      30,
      0,
      745,
    );
    expect(root).toBeCloseTo(Math.LN2, 14);
    expect(steps).toBeLessThan(60);
  });

  test('where a function is flat the bracket is halved', () => {
    const step = (x: number) => ({ value: x < 3.25 ? -1 : 1, slope: 0 });
    expect(increasingRoot(step, 0, -10, 10)).toBeCloseTo(3.25, 12);
  });

  test('stays in the bracket, wherever it begins', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(number, number, (root, start) => {
        const at = (x: number) => ({ value: Math.atan(x - root), slope: 1 / (1 + (x - root) ** 2) });
        expect(increasingRoot(at, start, -60, 60)).toBeCloseTo(root, 10);
      }),
    );
  });
});
