import fc from 'fast-check';
import { predictiveAccuracy } from '../../../src/platform/statistics/accuracy.js';

describe('predictiveAccuracy', () => {
  test('fixture of the methods', () => {
    const { areaShare, hitRate, pai, pei } = predictiveAccuracy(
      Float64Array.of(6, 3, 0),
      Float64Array.of(3, 2, 1),
    );
    expect([...pai]).toEqual([2, 1.5, 1].map((x) => expect.closeTo(x, 12)));
    expect([...pei]).toEqual([1, 1, 1].map((x) => expect.closeTo(x, 12)));
    expect([...hitRate]).toEqual([6 / 9, 1, 1].map((x) => expect.closeTo(x, 12)));
    expect([...areaShare]).toEqual([1 / 3, 2 / 3, 1].map((x) => expect.closeTo(x, 12)));
  });

  test('a poor prediction', () => {
    const { pai, pei } = predictiveAccuracy(Float64Array.of(0, 3, 6), Float64Array.of(3, 2, 1));
    expect([...pai]).toEqual([0, 0.5, 1].map((x) => expect.closeTo(x, 12)));
    expect([...pei]).toEqual([0, 3 / 9, 1].map((x) => expect.closeTo(x, 12)));
  });

  test('areas of different size: the best choice takes the last unit in part', () => {
    const { pai, pei } = predictiveAccuracy(
      Float64Array.of(4, 4),
      Float64Array.of(2, 1),
      Float64Array.of(3, 1),
    );
    expect(pai[0]).toBeCloseTo(0.5 / 0.75, 12);
    expect(pei[0]).toBeCloseTo(4 / (4 + (2 * 4) / 3), 12); // the small unit and two thirds of the large one
    expect(pei[1]).toBeCloseTo(1, 12);
  });

  test('equal predictions share their incidents, whatever the order of the rows', () => {
    const observed = [5, 0, 1, 6];
    const hits = (order: number[]) => {
      const inOrder = (values: number[]) => Float64Array.from(order, (i) => values[i]);
      return [...predictiveAccuracy(inOrder(observed), inOrder([9, 2, 2, 2])).hitRate];
    };
    const expected = [5 / 12, (5 + 7 / 3) / 12, (5 + 14 / 3) / 12, 1].map((x) => expect.closeTo(x, 12));
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ])
      expect(hits(order)).toEqual(expected);
  });

  test('PEI never exceeds 1, and ends with PAI 1', () => {
    const unit = fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 20 }), (units) => {
        fc.pre(units.some(([observed]) => observed > 0));
        const column = (c: 0 | 1 | 2) => Float64Array.from(units, (row) => row[c]);
        const { pai, pei } = predictiveAccuracy(column(0), column(1), column(2));
        for (const x of pei) expect(x).toBeLessThanOrEqual(1 + 1e-9);
        expect(pai[units.length - 1]).toBeCloseTo(1, 9);
        expect(pei[units.length - 1]).toBeCloseTo(1, 9);
      }),
    );
  });

  test('refuses parameters out of range', () => {
    const two = Float64Array.of(1, 2);
    expect(() => predictiveAccuracy(new Float64Array(2), two)).toThrow(RangeError);
    expect(() => predictiveAccuracy(two, new Float64Array(3))).toThrow(RangeError);
    expect(() => predictiveAccuracy(two, two, Float64Array.of(1, 0))).toThrow(RangeError);
    expect(() => predictiveAccuracy(Float64Array.of(-1, 2), two)).toThrow(RangeError);
    expect(() => predictiveAccuracy(two, Float64Array.of(Number.NaN, 1))).toThrow(RangeError);
  });
});
