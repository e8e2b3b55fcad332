import fc from 'fast-check';
import { agrees, prioritySigns } from '../../../src/analytics/ranking/judgements';
import {
  competitionRanks,
  isKnown,
  placesOf,
  type ScaledValue,
  separatingCriteria,
  standingOf,
} from '../../../src/analytics/ranking/standing';

/** Cells on the scale 1 to 3: a digit is known, `*` unknown, `<` 1 or 2, `>` 2 or 3. */
const scores = (marks: string): ScaledValue[] =>
  [...marks].map((mark) => {
    const [lower, upper] = { '*': [1, 3], '<': [1, 2], '>': [2, 3] }[mark] ?? [Number(mark), Number(mark)];
    return { value: lower === upper ? lower : null, lower, upper, least: 1, greatest: 3 };
  });

describe('what the cells of a theme come to', () => {
  test('all known', () => {
    expect(standingOf(scores('33313'))).toEqual({
      ...{ total: 13, totalLabel: '13', answered: 5, of: 5, prorated: 13, lowerBound: 13, upperBound: 13 },
    });
  });

  test('some unknown: never counted as zero', () => {
    expect(standingOf(scores('**331'))).toMatchObject({
      ...{ total: 7, totalLabel: '7 (*)', answered: 3, of: 5, lowerBound: 9, upperBound: 13 },
      prorated: expect.closeTo(35 / 3, 8),
    });
  });

  test('bounds narrower than the scale are knowledge, without a value to add up', () => {
    expect(standingOf(scores('3>*'))).toMatchObject({
      ...{ total: 3, totalLabel: '3 (*)', answered: 2, of: 3, lowerBound: 6, upperBound: 9, prorated: 9 },
    });
  });

  test('the value of a wider category counts as published, and bounds nothing', () => {
    const ofCategory = { value: 3, lower: 1, upper: 3, least: 1, greatest: 3 };
    expect(standingOf([...scores('2'), ofCategory])).toMatchObject({
      ...{ total: 5, totalLabel: '5', answered: 1, lowerBound: 3, upperBound: 5 },
    });
  });

  test('ticks: the unknown lies between 0 and 1', () => {
    const cells = [1, 0, null].map((value) => ({
      ...{ value, lower: value ?? 0, upper: value ?? 1, least: 0, greatest: 1 },
    }));
    expect(standingOf(cells)).toMatchObject({ total: 1, prorated: 1.5, lowerBound: 1, upperBound: 2 });
  });

  test('a criterion on another scale is taken as far up its own as the others are on theirs', () => {
    const cells = [...scores('13'), { value: null, lower: 0, upper: 10, least: 0, greatest: 10 }];
    expect(standingOf(cells)).toMatchObject({ total: 4, prorated: 9, lowerBound: 4, upperBound: 14 });
  });
});

describe('a rank', () => {
  const ranksOf = (...rows: string[]) => placesOf(rows.map((marks) => standingOf(scores(marks))));

  test('is that of the least total, and equal ones share it', () => {
    expect(ranksOf('222', '33*', '111', '22>').map(({ rank }) => rank)).toEqual([2, 1, 4, 2]);
  });

  test('is not given where fewer than two criteria are known', () => {
    const [nothing, one, two] = ranksOf('*****', '3****', '11111');
    expect(nothing).toMatchObject({ rank: null, publishedRank: null, proratedRank: null });
    expect(one).toMatchObject({ rank: null, publishedRank: 2, rankInterval: { best: 1, worst: 2 } });
    expect(two.rank).toBe(2);
  });

  test('is not given where any rank of the table is possible', () => {
    const [open, ...others] = ranksOf('22**', '2222', '2221', '2221');
    expect(open).toMatchObject({ rank: null, rankInterval: { best: 1, worst: 4 } });
    expect(others.map(({ rank }) => rank)).toEqual([1, 2, 2]);
  });
});

test('a criterion that is known for no theme separates nothing', () => {
  expect(separatingCriteria([scores('1*>*'), scores('2**3')])).toEqual([true, false, true, true]);
  expect(separatingCriteria([])).toEqual([]);
});

test('equal values share the better rank', () => {
  expect(competitionRanks([5, 7, null, 7, 1])).toEqual([3, 1, null, 1, 4]);
});

const within = (lower: number, upper: number) =>
  fc
    .tuple(fc.integer({ min: lower, max: upper }), fc.integer({ min: lower, max: upper }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

/** Cells of one matrix: every theme has the same scales. */
const matrices = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 10 })), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((scales) =>
    fc.array(
      fc.tuple(
        ...scales.map(([least, size]) => {
          const greatest = least + size;
          const scale = { least, greatest };
          return fc.oneof(
            fc.integer({ min: least, max: greatest }).map((value) => ({
              ...{ value, lower: value, upper: value, ...scale },
            })),
            within(least, greatest).map(([lower, upper]) => ({ value: null, lower, upper, ...scale })),
            fc.constant({ value: null, lower: least, upper: greatest, ...scale }),
          );
        }),
      ) as unknown as fc.Arbitrary<ScaledValue[]>,
      { minLength: 1, maxLength: 12 },
    ),
  );

const placesIn = (themes: readonly (readonly ScaledValue[])[]) => placesOf(themes.map(standingOf));
const width = ({ best, worst }: { best: number; worst: number }) => worst - best;

/** Themes with the cells of one replaced. */
const replaced = (themes: readonly ScaledValue[][], theme: number, cells: ScaledValue[]) =>
  themes.map((own, i) => (i === theme ? cells : own));

test('the prorated total lies between its bounds, and equals both where all is known', () => {
  fc.assert(
    fc.property(matrices, (themes) => {
      for (const cells of themes) {
        const { prorated, lowerBound, upperBound, total } = standingOf(cells);
        expect(lowerBound).toBeLessThanOrEqual(upperBound);
        if (prorated === null) expect(total).toBeNull();
        else {
          expect(prorated).toBeGreaterThanOrEqual(lowerBound);
          expect(prorated).toBeLessThanOrEqual(upperBound);
        }
        if (cells.every(({ value }) => value !== null))
          expect([lowerBound, prorated, upperBound]).toEqual([total, total, total]);
      }
    }),
  );
});

test('a rank lies inside its interval, and so does the rank in every case that may be true', () => {
  fc.assert(
    fc.property(matrices, fc.infiniteStream(fc.nat(100)), (themes, dice) => {
      const places = placesIn(themes);
      for (const { rank, rankInterval } of places) {
        if (rank === null) continue;
        expect(rank).toBeGreaterThanOrEqual(rankInterval.best);
        expect(rank).toBeLessThanOrEqual(rankInterval.worst);
        expect(width(rankInterval)).toBeLessThan(themes.length - 1);
      }
      const totals = themes.map((cells) =>
        cells.reduce((sum, { lower, upper }) => sum + lower + (dice.next().value! % (upper - lower + 1)), 0),
      );
      competitionRanks(totals).forEach((rank, i) => {
        expect(rank).toBeGreaterThanOrEqual(places[i].rankInterval.best);
        expect(rank).toBeLessThanOrEqual(places[i].rankInterval.worst);
      });
    }),
  );
});

test('adding knowledge never widens an interval, of the theme or of another', () => {
  fc.assert(
    fc.property(matrices, fc.nat(), fc.nat(), fc.nat(), (themes, theme, cell, dice) => {
      const i = theme % themes.length;
      const j = cell % themes[i].length;
      const { lower, upper } = themes[i][j];
      const value = lower + (dice % (upper - lower + 1));
      const known = themes[i].map((each, k) =>
        k === j ? { ...each, value, lower: value, upper: value } : each,
      );
      const before = placesIn(themes);
      placesIn(replaced(themes, i, known)).forEach(({ rankInterval }, k) => {
        expect(rankInterval.best).toBeGreaterThanOrEqual(before[k].rankInterval.best);
        expect(rankInterval.worst).toBeLessThanOrEqual(before[k].rankInterval.worst);
      });
    }),
  );
});

test('taking knowledge of a cell away never raises its theme', () => {
  fc.assert(
    fc.property(matrices, fc.nat(), fc.nat(), (themes, theme, cell) => {
      const i = theme % themes.length;
      const j = cell % themes[i].length;
      const without = themes[i].map((each, k) =>
        k === j ? { ...each, value: null, lower: each.least, upper: each.greatest } : each,
      );
      const [before, after] = [themes, replaced(themes, i, without)].map((all) => placesIn(all)[i]);
      if (before.rank === null || after.rank === null) expect(after.rank).toBeNull();
      else expect(after.rank).toBeGreaterThanOrEqual(before.rank);
    }),
  );
});

test('a criterion that separates nothing, left out, narrows intervals and changes no order', () => {
  fc.assert(
    fc.property(matrices, (themes) => {
      const unknown = { value: null, lower: 0, upper: 2, least: 0, greatest: 2 };
      const wider = placesIn(themes.map((cells) => [...cells, unknown]));
      placesIn(themes).forEach(({ rank, rankInterval }, i) => {
        expect(width(rankInterval)).toBeLessThanOrEqual(width(wider[i].rankInterval));
        if (wider[i].rank !== null) expect(rank).toBe(wider[i].rank);
      });
      expect(separatingCriteria(themes.map((cells) => [...cells, unknown])).at(-1)).toBe(false);
      expect(separatingCriteria(themes)).toEqual(
        themes[0].map((_, j) => themes.some((own) => isKnown(own[j]))),
      );
    }),
  );
});

test('the order of criteria and of themes changes nothing', () => {
  fc.assert(
    fc.property(matrices, (themes) => {
      const there = placesOf(themes.map(standingOf));
      const back = placesOf(themes.map((cells) => standingOf([...cells].reverse())).reverse());
      expect(back.reverse()).toEqual(there);
    }),
  );
});

test('a tick agrees with 2 and 3, a blank with 1 and 2, unknown only with unknown', () => {
  const table = [1, 0, null].map((tick) => [1, 2, 3, null].map((score) => agrees(tick, score)));
  expect(table).toEqual([
    [false, true, true, false],
    [true, true, false, false],
    [false, false, false, true],
  ]);
});

test('a priority has a high volume, or is one of the area agreement and of the community', () => {
  const values = [1, 0, null];
  for (const highVolume of values)
    for (const laaPriority of values)
      for (const communityPriority of values)
        expect(prioritySigns({ highVolume, laaPriority, communityPriority })).toEqual({
          volume: highVolume === 1,
          agreed: laaPriority === 1 && communityPriority === 1,
        });
});
