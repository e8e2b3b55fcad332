import fc from 'fast-check';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';

describe('neighboursWithin', () => {
  test('equals the definition', () => {
    const coordinate = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { maxLength: 40 }),
        fc.constantFrom(1, Math.SQRT2, 2, 5, 30),
        (points, distance) => {
          const { offsets, neighbours } = neighboursWithin(
            Float64Array.from(points, (p) => p[0]),
            Float64Array.from(points, (p) => p[1]),
            distance,
          );
          for (const [i, [x, y]] of points.entries())
            expect([...neighbours.subarray(offsets[i], offsets[i + 1])].sort((a, b) => a - b)).toEqual(
              [...points.keys()].filter(
                (j) => j !== i && Math.hypot(points[j][0] - x, points[j][1] - y) <= distance + 1e-6,
              ),
            );
        },
      ),
    );
  });

  test('the diagonals of a grid are neighbours whatever their rounding', () => {
    const at = Float64Array.from({ length: 100 }, (_, i) => 215453.253011087 + 500 * i);
    const { offsets } = neighboursWithin(at, at, 500 * Math.SQRT2);
    expect([...offsets].slice(1, 100)).toEqual(Array.from({ length: 99 }, (_, i) => 2 * i + 1));
  });

  test('refuses parameters out of range', () => {
    expect(() => neighboursWithin(new Float64Array(1), new Float64Array(1), 0)).toThrow(RangeError);
    expect(() => neighboursWithin(new Float64Array(1), new Float64Array(2), 5)).toThrow(RangeError);
  });
});
