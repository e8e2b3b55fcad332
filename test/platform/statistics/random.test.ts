import { seededRandom, shuffle, xoshiro128 } from '../../../src/platform/statistics/random.js';

describe('random numbers', () => {
  test('xoshiro128** gives the sequence of its reference implementation', () => {
    const random = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.uint32());
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(0).filter(Boolean).length).toBeGreaterThan(15);
    expect(() => seededRandom(0.5)).toThrow(RangeError);
  });

  test('numbers are spread evenly', () => {
    const random = seededRandom(7);
    const counts = new Float64Array(10);
    for (let i = 0; i < 100_000; i++) counts[random.below(10)]++;
    const chiSquare = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9 % of 9 degrees of freedom
    for (let i = 0; i < 1000; i++) {
      const u = random.uniform();
      expect(u >= 0 && u < 1).toBe(true);
    }
  });

  test('every order is equally likely', () => {
    const random = seededRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const deck = Int32Array.of(0, 1, 2, 3);
      shuffle(deck, random);
      counts.set(deck.join(), (counts.get(deck.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(49.7); // 99.9 % of 23 degrees of freedom
  });
});
