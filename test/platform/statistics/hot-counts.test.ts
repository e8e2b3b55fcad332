import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import { DrawSums } from '../../../src/platform/statistics/draw-sums.js';
import { emergingCounts } from '../../../src/platform/statistics/emerging-counts.js';
import { giStar } from '../../../src/platform/statistics/gi-star.js';
import { HOT_REASONS, hotCountStates, hotCounts } from '../../../src/platform/statistics/hot-counts.js';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';
import { greatestDifference, neighboursOf } from './fixture.js';

/** A square of cells with their queen neighbours. */
function square(side: number) {
  const cells = side * side;
  const eastings = Float64Array.from({ length: cells }, (_, i) => (i % side) * 250);
  const northings = Float64Array.from({ length: cells }, (_, i) => Math.floor(i / side) * 250);
  return neighboursWithin(eastings, northings, 250 * Math.SQRT2);
}

const side = 60;
const map = square(side);
const scatter = (incidents: number, below: (limit: number) => number) => {
  const counts = new Float64Array(side * side);
  for (let i = 0; i < incidents; i++) counts[below(counts.length)]++;
  return counts;
};

describe('DrawSums', () => {
  test('is the distribution of all ordered draws, counted out', () => {
    const values = new Float64Array(200);
    values[0] = 3;
    values[1] = 1;
    values[2] = 1; // shares: 0: 197, 1: 2, 3: 1 of 200
    const share = [197 / 200, 2 / 200, 0, 1 / 200];
    const sums = new DrawSums(values, 3);
    for (let sum = 0; sum <= 9; sum++) {
      let thatMany = 0;
      for (let a = 0; a < 4; a++)
        for (let b = 0; b < 4; b++)
          for (let c = 0; c < 4; c++) if (a + b + c >= sum) thatMany += share[a] * share[b] * share[c];
      expect(sums.tailsOf(3, sum).thatMany).toBeCloseTo(thatMany, 14);
      if (sum > 0) expect(sums.tailsOf(3, sum - 1).thatFew).toBeCloseTo(1 - thatMany, 14);
    }
  });

  test('is the convolution of the shares, value after value, whatever the gaps between values', () => {
    const { below } = draws(2);
    const values = Float64Array.from({ length: 400 }, () => (below(3) === 0 ? below(9) ** 3 : below(4)));
    const sums = new DrawSums(values, 5);
    let mass = new Float64Array([1]);
    for (let k = 1; k <= 5; k++) {
      const next = new Float64Array(mass.length + Math.max(...values));
      for (const value of values)
        for (let s = 0; s < mass.length; s++) next[s + value] += mass[s] / values.length;
      mass = next;
      for (let sum = 0; sum < mass.length; sum += 13) {
        const thatMany = mass.subarray(sum).reduceRight((a, b) => a + b, 0);
        expect(sums.tailsOf(k, sum).thatMany).toBeCloseTo(thatMany, 13);
      }
    }
  });

  test('of a small map draws without replacement: hypergeometric', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i < 5 ? 1 : 0));
    const sums = new DrawSums(values, 4);
    // At least three of the five ones among four of twenty: (10·15 + 5) / 4845.
    expect(sums.tailsOf(4, 3).thatMany).toBeCloseTo(155 / 4845, 14);
    expect(sums.tailsOf(4, 0).thatFew).toBeCloseTo(1365 / 4845, 14);
    expect(sums.tailsOf(4, 5).thatMany).toBeCloseTo(1 / 4845, 14); // never: as one of all draws
  });

  test('of a small map is that of all sets of units, counted out', () => {
    const counts = fc.array(fc.nat({ max: 9 }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 4 }), fc.nat({ max: 40 }), (values, k, sum) => {
        let [sets, thatMany, thatFew] = [0, 0, 0];
        for (let set = 0; set < 2 ** values.length; set++) {
          const members = values.filter((_, i) => (set >> i) & 1);
          if (members.length !== k) continue;
          const total = members.reduce((a, b) => a + b, 0);
          sets++;
          thatMany += Number(total >= sum);
          thatFew += Number(total <= sum);
        }
        const tails = new DrawSums(Float64Array.from(values), 4).tailsOf(k, sum);
        expect(tails.thatMany).toBeCloseTo(Math.max(1, thatMany) / sets, 12);
        expect(tails.thatFew).toBeCloseTo(Math.max(1, thatFew) / sets, 12);
      }),
    );
  });

  test('weights that are no whole numbers are drawn, and agree with what counts would say', () => {
    const { below } = draws(1);
    const counts = scatter(4000, below);
    const exact = new DrawSums(counts, 9);
    const drawn = new DrawSums(
      counts.map((count) => count * 1.5),
      9,
    );
    for (const k of [4, 9])
      for (const sum of [2, 6, 10, 16, 20])
        expect(drawn.tailsOf(k, sum * 1.5).thatMany).toBeCloseTo(exact.tailsOf(k, sum).thatMany, 2);
  });
});

describe('hotCounts', () => {
  test('z is that of Gi*', () => {
    const counts = scatter(900, draws(2).below);
    expect(greatestDifference(hotCounts(counts, map).z, giStar(counts, map).z)).toBe(0);
  });

  test.each([1, 12, 70, 136, 829, 5278])(
    'a random map of %d incidents seldom has a hot cell',
    (incidents) => {
      const { below } = draws(incidents);
      let hot = 0;
      for (let run = 0; run < 40; run++)
        if (hotCounts(scatter(incidents, below), map).leastHotSum !== null) hot++;
      expect(hot).toBeLessThanOrEqual(4); // at most 5 %, and three standard deviations of 40 maps
    },
  );

  test('a block that is busier than all around is hot because of its neighbours', () => {
    const { below } = draws(3);
    const counts = scatter(829, below);
    const middle = 30 * side + 30;
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++) counts[middle + row * side + column] += 2;
    const found = hotCounts(counts, map);
    expect(found.adjustedP[middle]).toBeLessThan(0.01);
    expect(HOT_REASONS[found.reason[middle]]).toBe('NEIGHBOURS');
    expect(hotCountStates(found)[middle]).toBe(1);
    expect(found.leastHotSum).toBeGreaterThan(5);
  });

  test('one cell alone is hot by its own count, where the sum of its neighbourhood cannot say so', () => {
    const { below } = draws(4);
    const counts = scatter(829, below);
    const cell = 20 * side + 11;
    counts[cell] += 30;
    const found = hotCounts(counts, map);
    expect(found.adjustedP[cell]).toBeLessThan(0.01);
    expect(HOT_REASONS[found.reason[cell]]).toBe('PLACE');
    expect(found.side[cell]).toBe(1);
    const single = hotCounts(scatter(1, below), map);
    expect(single.leastHotSum).toBeNull();
    expect(single.meanSum).toBeLessThan(0.01);
  });

  test('a few very busy cells do not hide a busy block', () => {
    const { below } = draws(8);
    const counts = scatter(250, below);
    for (const cell of [400, 1900, 2700]) counts[cell] = 40;
    const middle = 30 * side + 30;
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++) counts[middle + row * side + column] += 3;
    const found = hotCounts(counts, map);
    const states = hotCountStates(found);
    expect([400, 1900, 2700, middle].map((cell) => states[cell])).toEqual([1, 1, 1, 1]);
    // Among draws from the whole map a sum of 29 is no rarer than one of the three cells.
    expect(new DrawSums(counts, 9).tailsOf(9, 29).thatMany).toBeGreaterThan(0.005);
    // A busy cell is hot by its own count, and does not make its neighbours hot.
    expect([400, 1900, 2700].map((cell) => HOT_REASONS[found.reason[cell]])).toEqual(Array(3).fill('PLACE'));
    expect([401, 1901, 2701].map((cell) => states[cell])).toEqual([0, 0, 0]);
    expect(found.cap).toBe(
      [...counts].filter((count) => count > 0).sort((a, b) => a - b)[
        Math.floor(0.95 * counts.filter((count) => count > 0).length)
      ],
    );
  });

  test('cold ground on a busy map is cold', () => {
    const counts = Float64Array.from({ length: side * side }, () => 9);
    const { below } = draws(5);
    for (let i = 0; i < 9000; i++) counts[below(counts.length)]++;
    const corner = 40 * side + 40;
    for (let row = -2; row <= 2; row++)
      for (let column = -2; column <= 2; column++) counts[corner + row * side + column] = 2;
    expect(hotCountStates(hotCounts(counts, map))[corner]).toBe(-1);
  });

  test('where nothing differs or everybody is a neighbour, nothing is said', () => {
    const flat = hotCounts(new Float64Array(side * side).fill(4), map);
    expect(Math.min(...flat.p)).toBe(1);
    const all = neighboursOf([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect([...hotCounts(Float64Array.of(1, 5, 9), all).p]).toEqual([1, 1, 1]);
  });

  test('p lies between 0 and 1, and does not depend on the order of the cells', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { minLength: 225, maxLength: 225 }), (counts) => {
        const small = square(15);
        const found = hotCounts(Float64Array.from(counts), small);
        const turned = hotCounts(Float64Array.from(counts).reverse(), small); // turned by 180°
        found.p.forEach((p, cell) => {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(turned.p[counts.length - 1 - cell]).toBeCloseTo(p, 10);
        });
      }),
      { numRuns: 30 },
    );
    expect(() => hotCounts(Float64Array.of(-1, 1, 1), neighboursOf([[1], [0], []]))).toThrow(RangeError);
  });

  test('the dispersion is variance over mean, at least 1', () => {
    const counts = Float64Array.from({ length: side * side }, (_, cell) => (cell % 4 === 0 ? 8 : 0));
    expect(hotCounts(counts, map).dispersion).toBeCloseTo((8 - 2) * (3600 / 3599), 10); // mean 2, mean square 16
    expect(hotCounts(new Float64Array(side * side).fill(3), map).dispersion).toBe(1);
    expect(hotCounts(new Float64Array(side * side), map)).toMatchObject({ dispersion: 1, leastHotSum: null });
  });

  test('sums of weights are no counts: one great weight alone makes nothing hot', () => {
    const weights = new Float64Array(side * side);
    weights[20 * side + 11] = 3650;
    const found = hotCounts(weights, map, { weighted: true });
    expect(found).toMatchObject({ leastHotSum: null, dispersion: null });
    expect(hotCounts(weights, map).leastHotSum).toBe(3650);
    const block = weights.map((_, cell) =>
      [19, 20, 21].includes(Math.floor(cell / side)) && [10, 11, 12].includes(cell % side) ? 365.5 : 0,
    );
    expect(hotCountStates(hotCounts(block, map, { weighted: true }))[20 * side + 11]).toBe(1);
  });

  test('a map without cells says nothing', () => {
    const none = { offsets: Int32Array.of(0), neighbours: new Int32Array(0) };
    expect(hotCounts(new Float64Array(0), none)).toMatchObject({ meanSum: 0, leastHotSum: null });
  });

  test('emerging categories over sparse random periods are none', () => {
    const { below } = draws(6);
    const periods = Array.from({ length: 12 }, () => scatter(15, below));
    const { categories } = emergingCounts(periods, map);
    expect(categories.filter((category) => category !== 'NONE').length).toBeLessThanOrEqual(1);
    for (const counts of periods) counts[30 * side + 30] += 12;
    expect(emergingCounts(periods, map).categories[30 * side + 30]).toBe('PERSISTENT');
  });
});
