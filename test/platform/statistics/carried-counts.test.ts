import fc from 'fast-check';
import { carryCounts, type GroundPart } from '../../../src/platform/statistics/carried-counts';
import { exactPoissonInterval } from '../../../src/platform/statistics/poisson';
import { seededRandom } from '../../../src/platform/statistics/random';

const part = (from: number, to: number, people: number): GroundPart => ({ from, to, people });

describe('carryCounts', () => {
  test('divides by people', () => {
    const { areas, unplaced } = carryCounts(
      [12, 3, 5],
      [part(0, 0, 500), part(0, 1, 1500), part(1, 1, 70)],
      3,
    );
    expect(areas.map(({ estimate }) => estimate)).toEqual([3, 12, 0]);
    expect(unplaced).toBe(5);
    expect(areas[2]).toEqual({ estimate: 0, least: 0, greatest: 0, lower: 0, upper: 0 });
  });

  test('the shares that differences of risk allow', () => {
    // Half of the people at twice the risk of the rest make two thirds of the count, at half of it a third.
    const { areas } = carryCounts([90], [part(0, 0, 1), part(0, 1, 1)], 2, { riskRatio: 2 });
    expect(areas[0].least).toBeCloseTo(30, 12);
    expect(areas[0].greatest).toBeCloseTo(60, 12);
    const same = carryCounts([90], [part(0, 0, 1), part(0, 1, 1)], 2, { riskRatio: 1 }).areas[0];
    expect(same).toMatchObject({ least: 45, greatest: 45 });
  });

  test('a count that passes as a whole has the exact Poisson limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 9000 }), (count, people) => {
        const [{ estimate, lower, upper }] = carryCounts([count], [part(0, 0, people)], 1).areas;
        const exact = exactPoissonInterval(count);
        expect(estimate).toBe(count);
        expect(lower).toBeCloseTo(exact.lower, 8);
        expect(upper).toBeCloseTo(exact.upper, 8);
      }),
    );
  });

  test('limits of Fay and Feuer for a weighted sum', () => {
    // Gamma quantiles of scipy 1.17 for counts 12, 3, 0 with weights 1/2, 1/4, 9/10.
    const parts = [...[part(0, 0, 1), part(0, 1, 1)], ...[part(1, 0, 1), part(1, 1, 3)]];
    const { areas } = carryCounts([12, 3, 0], [...parts, part(2, 0, 9), part(2, 1, 1)], 2, { riskRatio: 1 });
    expect(areas[0].estimate).toBeCloseTo(6.75, 12);
    expect(areas[0].lower).toBeCloseTo(3.7168926363598986, 9);
    expect(areas[0].upper).toBeCloseTo(12.037991649055732, 9);
  });

  const grounds = fc.array(
    fc.record({
      count: fc.integer({ min: 0, max: 200 }),
      people: fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const partsOf = (people: number[][]) =>
    people.flatMap((each, from) => each.map((some, to) => part(from, to, some)));

  test('keeps the sum, and the limits in order; a wider range of risk is wider', () => {
    fc.assert(
      fc.property(grounds, fc.double({ min: 1, max: 10, noNaN: true }), (given, riskRatio) => {
        const counts = given.map(({ count }) => count);
        const parts = partsOf(given.map(({ people }) => people));
        const { areas, unplaced } = carryCounts(counts, parts, 3, { riskRatio });
        const sum = areas.reduce((all, { estimate }) => all + estimate, unplaced);
        expect(sum).toBeCloseTo(
          counts.reduce((all, n) => all + n, 0),
          8,
        );
        const wider = carryCounts(counts, parts, 3, { riskRatio: riskRatio * 1.5 }).areas;
        areas.forEach((area, i) => {
          expect(area.lower).toBeLessThanOrEqual(area.least + 1e-9);
          expect(area.least).toBeLessThanOrEqual(area.estimate + 1e-9);
          expect(area.estimate).toBeLessThanOrEqual(area.greatest + 1e-9);
          expect(area.greatest).toBeLessThanOrEqual(area.upper + 1e-9);
          expect(wider[i].lower).toBeLessThanOrEqual(area.lower + 1e-9);
          expect(wider[i].upper).toBeGreaterThanOrEqual(area.upper - 1e-9);
        });
      }),
    );
  });

  test('the limits hold the true means in at least 95 of 100 cases where risk differs as assumed', () => {
    const random = seededRandom(7);
    const poisson = (mean: number) => {
      let n = 0;
      for (let left = Math.exp(-mean), product = random.uniform(); product > left; n++)
        product *= random.uniform();
      return n;
    };
    const riskRatio = 2;
    let [held, asked, naive] = [0, 0, 0];
    for (let world = 0; world < 400; world++) {
      const people = Array.from({ length: 3 }, () =>
        Array.from({ length: 3 }, () => random.uniform() * 2000),
      );
      // Each part within √2 of the common risk: at most twice, and at least half, that of the rest of its ground.
      const means = people.map((each) =>
        each.map((some) => some * 0.006 * riskRatio ** (random.uniform() - 0.5)),
      );
      const counts = means.map((each) => poisson(each.reduce((sum, mean) => sum + mean, 0)));
      const carried = carryCounts(counts, partsOf(people), 3, { riskRatio }).areas;
      const alike = carryCounts(counts, partsOf(people), 3, { riskRatio: 1 }).areas;
      for (let to = 0; to < 3; to++) {
        const truth = means.reduce((sum, each) => sum + each[to], 0);
        asked++;
        if (carried[to].lower <= truth && truth <= carried[to].upper) held++;
        if (alike[to].lower <= truth && truth <= alike[to].upper) naive++;
      }
    }
    expect(held / asked).toBeGreaterThanOrEqual(0.95);
    expect(naive).toBeLessThan(held);
  });

  test('refuses parameters out of range', () => {
    expect(() => carryCounts([-1], [], 1)).toThrow(RangeError);
    expect(() => carryCounts([1], [part(0, 1, 1)], 1)).toThrow(RangeError);
    expect(() => carryCounts([1], [part(1, 0, 1)], 1)).toThrow(RangeError);
    expect(() => carryCounts([1], [part(0, 0, -1)], 1)).toThrow(RangeError);
    expect(() => carryCounts([1], [], 1, { riskRatio: 0.5 })).toThrow(RangeError);
    expect(() => carryCounts([1], [], 1, { confidence: 1 })).toThrow(RangeError);
  });
});
