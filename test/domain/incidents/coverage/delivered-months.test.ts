import fc from 'fast-check';
import {
  type CoverageLine,
  deliveredMonths,
} from '../../../../src/domain/incidents/coverage/delivered-months';
import { addMonths } from '../../../../src/platform/calendar';

const month = (n: number) => addMonths('2020-01-01', n);
const line = (n: number, publisher: string, located: number | null, rest: Partial<CoverageLine> = {}) => ({
  ...{ month: month(n), publisher, located, status: 'DELIVERED' as const, declared: false },
  ...rest,
});
const months = (count: number, publisher: string, located: number, from = 0) =>
  Array.from({ length: count }, (_, i) => line(from + i, publisher, located));

describe('months that count as delivered', () => {
  test('are those with a file, and what lies between is a hole', () => {
    expect(deliveredMonths([line(0, 'Force', 20), line(2, 'Force', 20)])).toEqual({
      delivered: [month(0), month(2)],
      holes: [{ month: month(1), publisher: 'Force', unknown: false }],
    });
  });

  test('are not those in which only British Transport Police or a neighbour came', () => {
    const lines = [
      ...months(6, 'Force', 400),
      ...months(14, 'British Transport Police', 9),
      ...months(7, 'Force', 410, 7),
      line(6, 'Neighbour', 3),
    ];
    expect(deliveredMonths(lines).holes).toEqual([{ month: month(6), publisher: 'Force', unknown: false }]);
  });

  test('nor at the beginning or the end', () => {
    const lines = [...months(30, 'British Transport Police', 9), ...months(20, 'Force', 400, 5)];
    const { holes } = deliveredMonths(lines);
    expect(holes.map((hole) => hole.month)).toEqual([0, 1, 2, 3, 4, 25, 26, 27, 28, 29].map(month));
  });

  test('are those of a force that has taken the place of another', () => {
    const lines = [...months(12, 'Old Force', 400), ...months(12, 'New Force', 350, 12)];
    expect(deliveredMonths(lines)).toMatchObject({ holes: [], delivered: { length: 24 } });
  });

  test('are months without an incident where the publisher delivered them', () => {
    expect(
      deliveredMonths([...months(3, 'Force', 4), line(3, 'Force', 0), line(4, 'Force', 1)]).holes,
    ).toEqual([]);
  });

  test('are what somebody has declared, whatever came', () => {
    const lines = [
      ...months(3, 'Force', 400),
      line(1, 'Force', null, { status: 'MISSING', declared: true }),
      line(3, 'Neighbour', 2),
      line(3, 'Neighbour', null, { status: 'DELIVERED', declared: true }),
    ];
    expect(deliveredMonths(lines)).toEqual({
      delivered: [0, 2, 3].map(month),
      holes: [{ month: month(1), publisher: 'Force', unknown: false }],
    });
  });

  test('are unknown where nothing on record tells of them', () => {
    const lines = [
      line(0, 'Force', null),
      line(1, 'Force', null, { status: 'UNKNOWN' }),
      line(2, 'Force', null),
    ];
    expect(deliveredMonths(lines).holes).toEqual([{ month: month(1), publisher: 'Force', unknown: true }]);
  });

  test('are none where nothing came', () => {
    expect(deliveredMonths([])).toEqual({ delivered: [], holes: [] });
  });

  test('and holes are all months from the first on record to the last, each once, in any order of lines', () => {
    const lines = fc.array(
      fc.record({
        month: fc.integer({ min: 0, max: 60 }).map(month),
        publisher: fc.constantFrom('A', 'B', 'C'),
        status: fc.constantFrom<CoverageLine['status']>('DELIVERED', 'MISSING', 'UNKNOWN'),
        located: fc.option(fc.integer({ min: 0, max: 500 })),
        declared: fc.boolean(),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const { delivered, holes } = deliveredMonths(given);
        const all = [...delivered, ...holes.map((hole) => hole.month)].sort();
        const recorded = given.map((each) => each.month).sort();
        expect(all[0]).toBe(recorded[0]);
        expect(all.at(-1)).toBe(recorded.at(-1));
        all.forEach((each, i) => {
          if (i > 0) expect(each).toBe(addMonths(all[i - 1], 1));
        });
        expect(deliveredMonths([...given].reverse()).delivered).toEqual(delivered);
      }),
    );
  });
});
