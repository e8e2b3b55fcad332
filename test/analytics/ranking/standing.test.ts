import fc from 'fast-check';
import { agrees, prioritySigns } from '../../../src/analytics/ranking/judgements';
import {
  competitionRanks,
  placesOf,
  type ScaledValue,
  standingOf,
} from '../../../src/analytics/ranking/standing';

const scores = (marks: string): ScaledValue[] =>
  [...marks].map((mark) => ({ value: mark === '*' ? null : Number(mark), least: 1, greatest: 3 }));

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

  test('ticks: the unknown lies between 0 and 1', () => {
    const cells = [1, 0, null].map((value) => ({ value, least: 0, greatest: 1 }));
    expect(standingOf(cells)).toMatchObject({ total: 1, prorated: 1.5, lowerBound: 1, upperBound: 2 });
  });

  test('nothing known: no total, no rank', () => {
    const nothing = standingOf(scores('*****'));
    expect(nothing).toMatchObject({ total: null, totalLabel: '(*)', answered: 0, prorated: null });
    expect(nothing).toMatchObject({ lowerBound: 5, upperBound: 15 });
    expect(placesOf([nothing, standingOf(scores('11111'))])).toEqual([
      { rank: null, publishedRank: null, rankInterval: { best: 1, worst: 1 } },
      { rank: 1, publishedRank: 1, rankInterval: { best: 1, worst: 2 } },
    ]);
  });

  test('a criterion on another scale is taken as far up its own as the others are on theirs', () => {
    const cells = [...scores('13'), { value: null, least: 0, greatest: 10 }];
    expect(standingOf(cells)).toMatchObject({ total: 4, prorated: 9, lowerBound: 4, upperBound: 14 });
  });
});

test('equal values share the better rank', () => {
  expect(competitionRanks([5, 7, null, 7, 1])).toEqual([3, 1, null, 1, 4]);
});

/** Cells of one matrix: every theme has the same scales. */
const matrices = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 10 })), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((scales) =>
    fc.array(
      fc.tuple(
        ...scales.map(([least, size]) =>
          fc.record({
            value: fc.option(fc.integer({ min: least, max: least + size })),
            least: fc.constant(least),
            greatest: fc.constant(least + size),
          }),
        ),
      ) as fc.Arbitrary<ScaledValue[]>,
      { minLength: 1, maxLength: 12 },
    ),
  );

test('the prorated total lies between its bounds, and equals both where all is known', () => {
  fc.assert(
    fc.property(matrices, (themes) => {
      for (const cells of themes) {
        const { prorated, lowerBound, upperBound, total, answered, of } = standingOf(cells);
        expect(lowerBound).toBeLessThanOrEqual(upperBound);
        if (prorated === null) expect(answered).toBe(0);
        else {
          expect(prorated).toBeGreaterThanOrEqual(lowerBound);
          expect(prorated).toBeLessThanOrEqual(upperBound);
        }
        if (answered === of) expect([lowerBound, prorated, upperBound]).toEqual([total, total, total]);
      }
    }),
  );
});

test('a rank lies inside its interval, and so does the rank in every case that may be true', () => {
  fc.assert(
    fc.property(matrices, fc.infiniteStream(fc.nat(100)), (themes, dice) => {
      const places = placesOf(themes.map(standingOf));
      for (const { rank, rankInterval } of places) {
        if (rank === null) continue;
        expect(rank).toBeGreaterThanOrEqual(rankInterval.best);
        expect(rank).toBeLessThanOrEqual(rankInterval.worst);
      }
      const supposed = themes.map((cells) =>
        cells.map((cell) => {
          const any = cell.least + (dice.next().value! % (cell.greatest - cell.least + 1));
          return { ...cell, value: cell.value ?? any };
        }),
      );
      placesOf(supposed.map(standingOf)).forEach(({ rank }, i) => {
        expect(rank).toBeGreaterThanOrEqual(places[i].rankInterval.best);
        expect(rank).toBeLessThanOrEqual(places[i].rankInterval.worst);
      });
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
