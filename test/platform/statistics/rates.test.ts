import fc from 'fast-check';
import {
  byarInterval,
  exactPoissonInterval,
  poissonInterval,
} from '../../../src/platform/statistics/poisson';
import {
  directlyStandardisedRate,
  FUNNEL_POSITIONS,
  funnelPosition,
  wilsonInterval,
} from '../../../src/platform/statistics/rates';
import { fixturePath } from '../../support/fixtures';
import { type Row, tableOf } from './table';

const count = fc.integer({ min: 0, max: 5000 });
const expectedCount = fc.double({ min: 0.01, max: 5000, noNaN: true });

describe('wilsonInterval', () => {
  test('fixture of the methods', () => {
    expect(wilsonInterval(65, 100).lower).toBeCloseTo(0.552544, 6);
    expect(wilsonInterval(65, 100).upper).toBeCloseTo(0.736358, 6);
  });

  test('contains the share, within 0 and 1, and is symmetric', () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 5000 }), (a, n) => {
        const x = Math.min(a, n);
        const { lower, upper } = wilsonInterval(x, n);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(x / n);
        expect(upper).toBeGreaterThanOrEqual(x / n);
        expect(upper).toBeLessThanOrEqual(1);
        expect(wilsonInterval(n - x, n).lower).toBeCloseTo(1 - upper, 12);
      }),
    );
  });

  test('refuses parameters out of range', () => {
    expect(() => wilsonInterval(1, 0)).toThrow(RangeError);
    expect(() => wilsonInterval(2, 1)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 1)).toThrow(RangeError);
    expect(() => wilsonInterval(1, 2, 0)).toThrow(RangeError);
  });
});

describe('funnelPosition', () => {
  test('asks whether the exact interval of the count leaves the expected one out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.double({ min: 0, max: 400, noNaN: true }), (n, e) => {
        const outer = exactPoissonInterval(n, 0.998);
        const inner = exactPoissonInterval(n, 0.95);
        const near = [outer.lower, outer.upper, inner.lower, inner.upper].some((x) => Math.abs(x - e) < 1e-9);
        const position =
          e < outer.lower
            ? 'ABOVE_99_8'
            : e < inner.lower
              ? 'ABOVE_95'
              : e > outer.upper
                ? 'BELOW_99_8'
                : e > inner.upper
                  ? 'BELOW_95'
                  : 'WITHIN';
        if (!near) expect(funnelPosition(n, e)).toBe(position);
      }),
      { numRuns: 500 },
    );
  });

  test('rises with the count', () => {
    fc.assert(
      fc.property(count, expectedCount, (n, expected) => {
        const place = (of: number) => FUNNEL_POSITIONS.indexOf(funnelPosition(of, expected));
        expect(place(n + 1)).toBeGreaterThanOrEqual(place(n));
      }),
    );
  });

  test('what is expected is within', () => {
    for (const n of [0, 1, 10, 1000, 100_000]) expect(funnelPosition(n, n)).toBe('WITHIN');
    expect(funnelPosition(1, 0)).toBe('ABOVE_99_8');
    expect(funnelPosition(0, 6.9)).toBe('BELOW_95'); // e⁻⁶·⁹ = .00101
    expect(funnelPosition(0, 6.91)).toBe('BELOW_99_8');
  });

  test('refuses parameters out of range', () => {
    expect(() => funnelPosition(1.5, 1)).toThrow(RangeError);
    expect(() => funnelPosition(-1, 1)).toThrow(RangeError);
    expect(() => funnelPosition(1, -1)).toThrow(RangeError);
    expect(() => funnelPosition(1, Infinity)).toThrow(RangeError);
  });
});

describe('directlyStandardisedRate', () => {
  test('of groups with one weight per resident is the crude rate with the interval of its count', () => {
    const groups = [
      { count: 7, residents: 100, standard: 100 },
      { count: 13, residents: 300, standard: 300 },
    ];
    const { rate, lower, upper } = directlyStandardisedRate(groups)!;
    const crude = byarInterval(20);
    expect(rate).toBeCloseTo(20 / 400, 12);
    expect(lower).toBeCloseTo(crude.lower / 400, 12);
    expect(upper).toBeCloseTo(crude.upper / 400, 12);
  });

  test('there is none for fewer than ten events', () => {
    expect(directlyStandardisedRate([{ count: 9, residents: 10, standard: 1 }])).toBeNull();
  });

  test('refuses parameters out of range', () => {
    expect(() => directlyStandardisedRate([{ count: 10, residents: 0, standard: 1 }])).toThrow(RangeError);
    expect(() => directlyStandardisedRate([{ count: -1, residents: 1, standard: 1 }])).toThrow(RangeError);
  });
});

const published = (name: string) => tableOf(fixturePath(`statistics/public-health/${name}.csv`));
const close = (actual: number, expected: unknown, tolerance = 1e-9) =>
  expect(Math.abs(actual / Number(expected) - 1)).toBeLessThan(tolerance);

describe('published rates and limits', () => {
  const rated = published('rates');

  test.each(rated.map((row, i) => ({ i, ...row })))('rate $i: $Numerator of $Denominator', (row: Row) => {
    const [n, of, per] = [row.Numerator, row.Denominator, row.multiplier].map(Number);
    close((n / of) * per, row.value);
    for (const [level, confidence] of [
      ['95_0', 0.95],
      ['99_8', 0.998],
    ] as const) {
      const { lower, upper } = poissonInterval(n, confidence);
      // The stored limits come from a search that stopped short of full accuracy.
      if (row[`lower${level}cl`] !== undefined) close((lower / of) * per, row[`lower${level}cl`], 2e-6);
      if (row[`upper${level}cl`] !== undefined) close((upper / of) * per, row[`upper${level}cl`], 2e-6);
    }
  });

  test.each(published('rates_of_groups'))('rate of a group, $Numerator of $Denominator', (row: Row) => {
    const [n, of, per] = [row.Numerator, row.Denominator, row.multiplier].map(Number);
    const { lower, upper } = poissonInterval(n, row.confidence === '99.8%' ? 0.998 : 0.95);
    close((lower / of) * per, row.lowercl, 2e-6);
    close((upper / of) * per, row.uppercl, 2e-6);
  });

  test('there are as many as the file has', () => expect(rated.length).toBe(17));
});

describe('published limits of Byar and Wilson', () => {
  const rows = published('byar_wilson');
  test.each(rows)('$method of $x of $n, $confidence', (row: Row) => {
    const confidence =
      Number.parseFloat(String(row.confidence)) / (String(row.confidence).includes('%') ? 100 : 1);
    const { lower, upper } =
      row.method === 'Byars'
        ? byarInterval(Number(row.x), confidence)
        : wilsonInterval(Number(row.x), Number(row.n), confidence);
    // The approximation goes below zero for one event at 99.8 %; published as blank.
    expect(lower).toBeCloseTo(Number(row.lowercl ?? 0), 9);
    expect(upper).toBeCloseTo(Number(row.uppercl), 9);
  });
  test('there are as many as the file has', () => expect(rows.length).toBe(13));
});

describe('published proportions', () => {
  const rows = published('proportions');
  test.each(rows)('$Numerator of $Denominator', (row: Row) => {
    const [n, of, per] = [row.Numerator, row.Denominator, row.multiplier].map(Number);
    for (const [level, confidence] of [
      ['95_0', 0.95],
      ['99_8', 0.998],
    ] as const) {
      const { lower, upper } = wilsonInterval(n, of, confidence);
      if (row[`lower${level}cl`] !== undefined) close(lower * per, row[`lower${level}cl`]);
      if (row[`upper${level}cl`] !== undefined) close(upper * per, row[`upper${level}cl`]);
    }
  });
  test('there are as many as the file has', () => expect(rows.length).toBe(16));
});

describe('published standardised rates', () => {
  const reference = published('indirect_reference');
  const expectedIn = (area: unknown) => {
    const rows = reference.filter((row) => row.area === area);
    return rows.reduce((sum, row) => sum + (Number(row.refcount) / Number(row.refpop)) * Number(row.pop), 0);
  };

  test.each(published('indirect'))('indirectly, $area', (row: Row) => {
    const expected = Number(row.expected);
    if (String(row.area).startsWith('testdata')) close(expectedIn(row.area), expected);
    for (const [level, confidence] of [
      ['95_0', 0.95],
      ['99_8', 0.998],
    ] as const) {
      const { lower, upper } = poissonInterval(Number(row.observed), confidence);
      const rate = Number(row.ref_rate) / expected;
      close(Number(row.observed) * rate, row.value);
      if (row[`lower${level}cl`] === undefined) continue;
      close(lower * rate, row[`lower${level}cl`], 2e-6);
      close(upper * rate, row[`upper${level}cl`], 2e-6);
    }
  });

  // The European standard population of 2013, which the published rates were made with.
  const STANDARD = [
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500,
    1500, 1000,
  ];
  const groupsOf = (area: unknown) =>
    area === 'testdata_1976'
      ? published('direct_groups_1976').map(({ count, pop, esp1976 }) => [count, pop, esp1976])
      : published('direct_groups')
          .filter((group) => group.area === area)
          .map(({ count, pop }, i) => [count, pop, STANDARD[i]]);
  const direct = published('direct');
  test.each(direct)('directly, $area $statistic', (row: Row) => {
    const groups = groupsOf(row.area)
      .filter((group) => group.every((cell) => cell !== undefined))
      .map(([n, residents, standard]) => ({
        count: Number(n),
        residents: Number(residents),
        standard: Number(standard),
      }));
    expect(groups.length).toBe(row.area === 'testdata_1976' ? 18 : 19);
    const per = Number(/per (\d+)/.exec(String(row.statistic))![1]);
    const rate = directlyStandardisedRate(groups)!;
    close(rate.rate * per, row.value);
    close(rate.lower * per, row.lower95_0cl);
    close(rate.upper * per, row.upper95_0cl);
    // The file has the wider limits of 1976 ten times too large.
    const slip = row.area === 'testdata_1976' ? 10 : 1;
    const wider = directlyStandardisedRate(groups, 0.998)!;
    close(slip * wider.lower * per, row.lower99_8cl);
    close(slip * wider.upper * per, row.upper99_8cl);
  });
  test('there are as many as the file has', () => expect(direct.length).toBe(6));
});

/** The published words for a place in a funnel. */
const WORDS = {
  ABOVE_99_8: 'High (0.001)',
  ABOVE_95: 'High (0.025)',
  WITHIN: 'Not significant',
  BELOW_95: 'Low (0.025)',
  BELOW_99_8: 'Low (0.001)',
};

describe('published places in funnels', () => {
  test('ratios: all 300', () => {
    const rows = published('funnel_ratios');
    expect(rows.length).toBe(300);
    for (const { obs, expected, significance } of rows)
      expect(WORDS[funnelPosition(Number(obs), Number(expected))]).toBe(significance);
  });

  test('crude rates: all 40', () => {
    const rows = published('funnel_rates');
    const sum = (field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
    const pooled = sum('count') / sum('pop');
    expect(rows.length).toBe(40);
    for (const row of rows)
      for (const column of ['crude_per_100000_with_0', 'crude_per_100_with_0'])
        expect(WORDS[funnelPosition(Number(row.count), pooled * Number(row.pop))]).toBe(row[column]);
  });

  test('proportions, by the interval of each: all 303', () => {
    const rows = published('funnel_proportions');
    const sum = (field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
    const pooled = sum('numerator') / sum('denominator');
    expect(rows.length).toBe(303);
    for (const { numerator, denominator, significance } of rows) {
      const side = (confidence: number) => {
        const { lower, upper } = wilsonInterval(Number(numerator), Number(denominator), confidence);
        return pooled < lower ? 'High' : pooled > upper ? 'Low' : null;
      };
      const [outer, inner] = [side(0.998), side(0.95)];
      const words = outer ? `${outer} (0.001)` : inner ? `${inner} (0.025)` : 'Not significant';
      expect(words).toBe(significance);
    }
  });

  test('the curves of the rate funnel are where a count leaves the limits', () => {
    const rows = published('funnel_rate_curves');
    expect(rows.length).toBe(100);
    // Events of three years, populations of one.
    for (const row of rows) {
      const population = (expected: number) => expected / (Number(row.baseline) / 100_000) / 3;
      const [two, three] = [0.95, 0.998].map((level) => exactPoissonInterval(Number(row.Events), level));
      // The published figures come from a search that stopped short of full accuracy.
      close(population(two.upper), row.lower_2s_population_1_year, 1e-4);
      close(population(two.lower), row.upper_2s_population_1_year, 1e-4);
      close(population(three.upper), row.lower_3s_population_1_year, 1e-4);
      close(population(three.lower), row.upper_3s_population_1_year, 1e-4);
    }
  });
});
