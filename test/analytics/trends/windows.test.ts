import fc from 'fast-check';
import { Comparison, windowsFor } from '../../../src/analytics/trends';
import {
  addDays,
  addMonths,
  daysIn,
  endOfMonth,
  isMonthAligned,
  type Period,
} from '../../../src/platform/calendar';

const { SAME_PERIOD_LAST_YEAR, PREVIOUS_PERIOD, ROLLING_12_MONTHS, FINANCIAL_YEAR_TO_DATE } = Comparison;

const period = (text: string): Period => {
  const [from, to] = text.split(' ');
  return { from, to };
};

/** Long enough that nothing is clipped. */
const ALWAYS = period('1990-01-01 2100-12-31');

describe('the windows of a comparison', () => {
  test.each<[Comparison, string, string, string]>([
    [SAME_PERIOD_LAST_YEAR, '2009-01-01 2009-06-30', '2009-01-01 2009-06-30', '2008-01-01 2008-06-30'],
    [SAME_PERIOD_LAST_YEAR, '2024-02-01 2024-02-29', '2024-02-01 2024-02-29', '2023-02-01 2023-02-28'],
    [SAME_PERIOD_LAST_YEAR, '2025-02-01 2025-02-28', '2025-02-01 2025-02-28', '2024-02-01 2024-02-29'],
    [SAME_PERIOD_LAST_YEAR, '2024-07-10 2024-07-20', '2024-07-10 2024-07-20', '2023-07-10 2023-07-20'],
    [SAME_PERIOD_LAST_YEAR, '2025-02-28 2025-02-28', '2025-02-28 2025-02-28', '2024-02-28 2024-02-28'],
    [SAME_PERIOD_LAST_YEAR, '2024-01-01 2024-12-31', '2024-01-01 2024-12-31', '2023-01-01 2023-12-31'],
    // Longer than a year: the two overlap, and are the same length all the same.
    [SAME_PERIOD_LAST_YEAR, '2007-07-01 2009-06-30', '2007-07-01 2009-06-30', '2006-07-01 2008-06-30'],

    [PREVIOUS_PERIOD, '2009-01-01 2009-06-30', '2009-01-01 2009-06-30', '2008-07-01 2008-12-31'],
    [PREVIOUS_PERIOD, '2024-03-01 2024-03-31', '2024-03-01 2024-03-31', '2024-02-01 2024-02-29'],
    [PREVIOUS_PERIOD, '2023-11-01 2024-02-29', '2023-11-01 2024-02-29', '2023-07-01 2023-10-31'],
    [PREVIOUS_PERIOD, '2024-03-05 2024-03-14', '2024-03-05 2024-03-14', '2024-02-24 2024-03-04'],
    [PREVIOUS_PERIOD, '2024-03-01 2024-03-30', '2024-03-01 2024-03-30', '2024-01-31 2024-02-29'],
    [PREVIOUS_PERIOD, '2024-03-01 2024-03-01', '2024-03-01 2024-03-01', '2024-02-29 2024-02-29'],

    [ROLLING_12_MONTHS, '2009-01-01 2009-06-30', '2008-07-01 2009-06-30', '2007-07-01 2008-06-30'],
    [ROLLING_12_MONTHS, '2024-02-01 2024-02-29', '2023-03-01 2024-02-29', '2022-03-01 2023-02-28'],
    [ROLLING_12_MONTHS, '2025-02-01 2025-02-28', '2024-03-01 2025-02-28', '2023-03-01 2024-02-29'],
    [ROLLING_12_MONTHS, '2024-06-10 2024-06-15', '2023-06-16 2024-06-15', '2022-06-16 2023-06-15'],
    [ROLLING_12_MONTHS, '2024-02-10 2024-02-28', '2023-03-01 2024-02-28', '2022-03-01 2023-02-28'],

    [FINANCIAL_YEAR_TO_DATE, '2009-01-01 2009-06-30', '2009-04-01 2009-06-30', '2008-04-01 2008-06-30'],
    [FINANCIAL_YEAR_TO_DATE, '2009-01-01 2009-03-31', '2008-04-01 2009-03-31', '2007-04-01 2008-03-31'],
    [FINANCIAL_YEAR_TO_DATE, '2024-02-01 2024-02-29', '2023-04-01 2024-02-29', '2022-04-01 2023-02-28'],
    [FINANCIAL_YEAR_TO_DATE, '2024-04-01 2024-04-01', '2024-04-01 2024-04-01', '2023-04-01 2023-04-01'],
  ])('%s of %s', (comparison, asked, current, previous) => {
    expect(windowsFor(period(asked), comparison, ALWAYS)).toEqual({
      current: period(current),
      previous: period(previous),
      clipped: false,
    });
  });

  test('are the dates that were given, where some were', () => {
    const explicit = period('2020-03-05 2020-03-17');
    expect(windowsFor(period('2024-01-01 2024-01-31'), explicit, ALWAYS)).toEqual({
      current: period('2024-01-01 2024-01-31'),
      previous: explicit,
      clipped: false,
    });
  });
});

describe('clipped to what was delivered', () => {
  test.each<[string, Comparison | Period, string, string, string, string]>([
    // The last months are missing: the year before is cut at the same month.
    [
      'the end',
      SAME_PERIOD_LAST_YEAR,
      '2024-01-01 2024-12-31',
      '2020-01-01 2024-09-30',
      '2024-01-01 2024-09-30',
      '2023-01-01 2023-09-30',
    ],
    [
      'the end of February',
      SAME_PERIOD_LAST_YEAR,
      '2025-01-01 2025-06-30',
      '2020-01-01 2025-02-28',
      '2025-01-01 2025-02-28',
      '2024-01-01 2024-02-29',
    ],
    [
      'the end, before it',
      PREVIOUS_PERIOD,
      '2024-01-01 2024-06-30',
      '2020-01-01 2024-04-30',
      '2024-01-01 2024-04-30',
      '2023-09-01 2023-12-31',
    ],
    [
      'the end of a rolling year',
      ROLLING_12_MONTHS,
      '2024-01-01 2024-12-31',
      '2020-01-01 2024-09-30',
      '2023-10-01 2024-09-30',
      '2022-10-01 2023-09-30',
    ],
    [
      'the end of a financial year',
      FINANCIAL_YEAR_TO_DATE,
      '2024-01-01 2024-12-31',
      '2020-01-01 2024-03-31',
      '2023-04-01 2024-03-31',
      '2022-04-01 2023-03-31',
    ],
    [
      'the beginning',
      SAME_PERIOD_LAST_YEAR,
      '2023-01-01 2024-12-31',
      '2023-07-01 2024-12-31',
      '2023-07-01 2024-12-31',
      '2023-07-01 2023-12-31',
    ],
    [
      'the beginning of the earlier',
      SAME_PERIOD_LAST_YEAR,
      '2024-01-01 2024-12-31',
      '2023-07-01 2024-12-31',
      '2024-01-01 2024-12-31',
      '2023-07-01 2023-12-31',
    ],
    [
      'the end of explicit dates',
      period('2023-10-01 2024-03-31'),
      '2022-01-01 2022-01-31',
      '2020-01-01 2023-12-31',
      '2022-01-01 2022-01-31',
      '2023-10-01 2023-12-31',
    ],
  ])('%s', (_, comparison, asked, delivered, current, previous) => {
    expect(windowsFor(period(asked), comparison, period(delivered))).toEqual({
      current: period(current),
      previous: period(previous),
      clipped: true,
    });
  });

  test.each<[string, Comparison | Period, string, string]>([
    [
      'everything was delivered before',
      SAME_PERIOD_LAST_YEAR,
      '2024-01-01 2024-12-31',
      '2020-01-01 2023-12-31',
    ],
    [
      'everything was delivered after',
      SAME_PERIOD_LAST_YEAR,
      '2020-01-01 2020-12-31',
      '2022-01-01 2023-12-31',
    ],
    [
      'nothing was delivered a year before',
      SAME_PERIOD_LAST_YEAR,
      '2024-01-01 2024-06-30',
      '2024-01-01 2024-12-31',
    ],
    ['nothing was delivered before', PREVIOUS_PERIOD, '2024-01-01 2024-06-30', '2024-01-01 2024-12-31'],
    ['less than a year was delivered', ROLLING_12_MONTHS, '2024-01-01 2024-06-30', '2023-07-01 2024-06-30'],
    [
      'explicit dates lie outside',
      period('2010-01-01 2010-12-31'),
      '2024-01-01 2024-06-30',
      '2020-01-01 2024-12-31',
    ],
  ])('there is no comparison where %s', (_, comparison, asked, delivered) => {
    expect(windowsFor(period(asked), comparison, period(delivered))).toBeNull();
  });
});

describe('whatever the dates', () => {
  const days = (least: number, most: number) =>
    fc
      .date({
        min: new Date(Date.UTC(least, 0, 1)),
        max: new Date(Date.UTC(most, 11, 31)),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10));
  const stretch = fc
    .tuple(days(2004, 2040), days(2004, 2040))
    .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const months = stretch.map(({ from, to }) => ({ from: `${from.slice(0, 7)}-01`, to: endOfMonth(to) }));
  const comparisons = fc.constantFrom(...Object.values(Comparison));

  const moved = (years: number) => (given: Period) => ({
    from: addMonths(given.from, 12 * years),
    to: addMonths(given.to, 12 * years),
  });

  test('moving the question by a leap cycle moves the answer by as much', () => {
    fc.assert(
      fc.property(
        fc.oneof(stretch, months),
        comparisons,
        months,
        fc.constantFrom(-4, 4, 8, 28),
        (asked, comparison, delivered, years) => {
          const move = moved(years);
          const here = windowsFor(asked, comparison, delivered);
          const there = windowsFor(move(asked), comparison, move(delivered));
          if (here === null) expect(there).toBeNull();
          else expect(there).toEqual({ ...here, current: move(here.current), previous: move(here.previous) });
        },
      ),
    );
  });

  test('moving whole months by any year moves the answer to the same months', () => {
    const namesOf = ({ from, to }: Period, years: number) =>
      [addMonths(from, 12 * years), to].map((day, i) =>
        (i === 0 ? day : addMonths(day, 12 * years)).slice(0, 7),
      );
    fc.assert(
      fc.property(
        months,
        comparisons,
        months,
        fc.integer({ min: -20, max: 20 }),
        (asked, comparison, delivered, years) => {
          const aligned = (given: Period) => ({
            from: addMonths(given.from, 12 * years),
            to: endOfMonth(addMonths(given.to, 12 * years)),
          });
          const here = windowsFor(asked, comparison, delivered);
          const there = windowsFor(aligned(asked), comparison, aligned(delivered));
          expect(there === null).toBe(here === null);
          if (!here || !there) return;
          expect(namesOf(there.current, 0)).toEqual(namesOf(here.current, years));
          expect(namesOf(there.previous, 0)).toEqual(namesOf(here.previous, years));
          for (const window of [here.current, here.previous]) expect(isMonthAligned(window)).toBe(true);
        },
      ),
    );
  });

  test('both windows lie in what was delivered, and the current one ends with the period or the delivery', () => {
    fc.assert(
      fc.property(fc.oneof(stretch, months), comparisons, months, (asked, comparison, delivered) => {
        const windows = windowsFor(asked, comparison, delivered);
        if (!windows) return;
        for (const { from, to } of [windows.current, windows.previous]) {
          expect(from <= to && from >= delivered.from && to <= delivered.to).toBe(true);
        }
        expect([asked.to, delivered.to]).toContain(windows.current.to);
        expect(windows.previous.to < windows.current.to).toBe(true);
      }),
    );
  });

  test('the one before adjoins the period and is as long, in months or in days', () => {
    fc.assert(
      fc.property(fc.oneof(stretch, months), (asked) => {
        const { current, previous, clipped } = windowsFor(
          asked,
          PREVIOUS_PERIOD,
          period('1900-01-01 2100-12-31'),
        )!;
        expect(clipped).toBe(false);
        expect(addDays(previous.to, 1)).toBe(current.from);
        if (isMonthAligned(current)) expect(isMonthAligned(previous)).toBe(true);
        else expect(daysIn(previous)).toBe(daysIn(current));
      }),
    );
  });

  test('a year is 365 or 366 days, and two of them follow each other', () => {
    fc.assert(
      fc.property(days(2004, 2040), (to) => {
        const { current, previous } = windowsFor({ from: to, to }, ROLLING_12_MONTHS, ALWAYS)!;
        for (const year of [current, previous]) expect([365, 366]).toContain(daysIn(year));
        expect(addDays(previous.to, 1)).toBe(current.from);
      }),
    );
  });
});
