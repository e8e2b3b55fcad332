import fc from 'fast-check';
import { yearsIn } from '../../../src/analytics/trends/assessment-years';
import { addDays, addMonths, daysIn } from '../../../src/platform/calendar';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

test.each([
  [4, '2022-04-01', '2023-03-31', ['2022-04-01']],
  [4, '2022-03-31', '2023-04-01', ['2021-04-01', '2022-04-01', '2023-04-01']],
  [10, '2022-04-01', '2023-03-31', ['2021-10-01', '2022-10-01']],
  [1, '2022-04-01', '2023-03-31', ['2022-01-01', '2023-01-01']],
  [2, '2024-02-29', '2024-02-29', ['2024-02-01']],
])('years from month %d that share days with %s to %s', (month, from, to, starts) => {
  expect(yearsIn({ from, to }, month).map((year) => year.from)).toEqual(starts);
});

test('years follow each other, cover the period, and are no more than it needs', () => {
  const day = fc.integer({ min: 0, max: 9000 }).map((offset) => addDays('2004-01-01', offset));
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 12 }), (a, b, month) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const years = yearsIn({ from, to }, month);
      expect(years[0].from <= from && years[0].to >= from).toBe(true);
      expect(years.at(-1)!.from <= to && years.at(-1)!.to >= to).toBe(true);
      years.forEach((year, i) => {
        expect([365, 366]).toContain(daysIn(year));
        if (i > 0) expect(year.from).toBe(addDays(years[i - 1].to, 1));
        expect(addMonths(year.from, 12)).toBe(addDays(year.to, 1));
      });
    }),
  );
});

describe('over the API', () => {
  const YEARS =
    'query ($month: Int) { assessmentYears(partnership: "HERE", startMonth: $month) { from to complete } }';
  let fixture: TestDatabase;
  let api: Api;

  beforeAll(async () => {
    fixture = await createTestDatabase();
    const id = await partnershipOf(fixture.database, 'HERE');
    await importAreas(fixture.database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
    await load(fixture.database, 'HERE', [
      crime({ occurredFrom: '2021-10-05T12:00:00.000Z' }),
      crime({ occurredFrom: '2023-03-05T12:00:00.000Z' }),
    ]);
    api = await Api.on(fixture.database, analystOf(id));
  }, 120_000);
  afterAll(() => fixture.remove());

  test('the years from April by default, complete where all was delivered', async () => {
    expect(await api.ask(YEARS)).toEqual({
      assessmentYears: [
        { from: '2021-04-01', to: '2022-03-31', complete: false },
        { from: '2022-04-01', to: '2023-03-31', complete: true },
      ],
    });
    expect(await api.ask(YEARS, { month: 10 })).toEqual({
      assessmentYears: [
        { from: '2021-10-01', to: '2022-09-30', complete: true },
        { from: '2022-10-01', to: '2023-09-30', complete: false },
      ],
    });
  });

  test('a month that there is not', async () => {
    expect(await api.refusal(YEARS, { month: 13 })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
