import fc from 'fast-check';
import {
  ChangeBasis,
  Comparison,
  completeWindowsFor,
  countedStretches,
  type Windows,
  windowsFor,
} from '../../../src/analytics/trends';
import type { KnownDays } from '../../../src/domain/incidents';
import {
  addDays,
  addMonths,
  daysIn,
  endOfMonth,
  intersection,
  isMonthAligned,
  joinPeriods,
  type Period,
} from '../../../src/platform/calendar';

const { SAME_PERIOD_LAST_YEAR, PREVIOUS_PERIOD, ROLLING_12_MONTHS, FINANCIAL_YEAR_TO_DATE } = Comparison;

const period = (text: string): Period => {
  const [from, to] = text.split(' ');
  return { from, to };
};

/** Known days, from stretches separated by commas. */
const known = (text: string, monthsOnly = false): KnownDays => ({
  stretches: text.split(', ').map(period),
  monthsOnly,
});

/** Long enough that nothing is clipped. */
const ALWAYS = known('1990-01-01 2100-12-31');

const bounds = (windows: Windows | null) => {
  const text = ({ from, to }: Period) => `${from} ${to}`;
  return windows && [text(windows.current), windows.previous && text(windows.previous)];
};

describe('the windows of a comparison', () => {
  test.each<[Comparison, string, string, string]>([
    [SAME_PERIOD_LAST_YEAR, '2009-01-01 2009-06-30', '2009-01-01 2009-06-30', '2008-01-01 2008-06-30'],
    [SAME_PERIOD_LAST_YEAR, '2024-02-01 2024-02-29', '2024-02-01 2024-02-29', '2023-02-01 2023-02-28'],
    [SAME_PERIOD_LAST_YEAR, '2025-02-01 2025-02-28', '2025-02-01 2025-02-28', '2024-02-01 2024-02-29'],
    [SAME_PERIOD_LAST_YEAR, '2024-06-15 2025-02-28', '2024-06-15 2025-02-28', '2023-06-15 2024-02-29'],
    [SAME_PERIOD_LAST_YEAR, '2024-07-10 2024-07-20', '2024-07-10 2024-07-20', '2023-07-10 2023-07-20'],
    [SAME_PERIOD_LAST_YEAR, '2025-02-28 2025-02-28', '2025-02-28 2025-02-28', '2024-02-28 2024-02-28'],
    [SAME_PERIOD_LAST_YEAR, '2024-01-01 2024-12-31', '2024-01-01 2024-12-31', '2023-01-01 2023-12-31'],

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

    [FINANCIAL_YEAR_TO_DATE, '2009-01-01 2009-06-30', '2009-04-01 2009-06-30', '2008-04-01 2008-06-30'],
    [FINANCIAL_YEAR_TO_DATE, '2009-01-01 2009-03-31', '2008-04-01 2009-03-31', '2007-04-01 2008-03-31'],
    [FINANCIAL_YEAR_TO_DATE, '2024-02-01 2024-02-29', '2023-04-01 2024-02-29', '2022-04-01 2023-02-28'],
    [FINANCIAL_YEAR_TO_DATE, '2024-04-01 2024-04-01', '2024-04-01 2024-04-01', '2023-04-01 2023-04-01'],
  ])('%s of %s', (comparison, asked, current, previous) => {
    const windows = windowsFor(period(asked), comparison, ALWAYS);
    expect(bounds(windows)).toEqual([current, previous]);
    expect(windows).toMatchObject({ clipped: false, leftOut: [] });
  });

  test('NONE has the period alone', () => {
    const windows = windowsFor(period('2024-01-01 2024-01-31'), Comparison.NONE, ALWAYS);
    expect(bounds(windows)).toEqual(['2024-01-01 2024-01-31', null]);
    expect(windows!.without).toBe('NOT_ASKED');
  });

  test('are complete, or the period alone: what an answer about the period counts', () => {
    const asked = period('2023-01-01 2023-12-31');
    const counted = (text: string, comparison: Comparison) => {
      const windows = completeWindowsFor(asked, comparison, known(text));
      return [windows!.without, countedStretches(asked, comparison, windows)];
    };
    const months = (from: string, to: string) => [period(`2023-${from} 2023-${to}`)];
    expect(counted('2022-01-01 2023-12-31', SAME_PERIOD_LAST_YEAR)).toEqual([null, [asked]]);
    expect(counted('2022-03-01 2023-12-31', SAME_PERIOD_LAST_YEAR)).toEqual(['INCOMPLETE', [asked]]);
    // What was not delivered of the period itself has nothing to do with the comparison.
    expect(counted('2022-01-01 2023-10-31', SAME_PERIOD_LAST_YEAR)).toEqual([null, months('01-01', '10-31')]);
    expect(counted('2022-04-01 2023-12-31', FINANCIAL_YEAR_TO_DATE)).toEqual([
      null,
      months('04-01', '12-31'),
    ]);
    expect(counted('2022-06-01 2023-12-31', FINANCIAL_YEAR_TO_DATE)).toEqual([
      'INCOMPLETE',
      months('04-01', '12-31'),
    ]);
  });

  test('are the dates that were given, where some were', () => {
    const explicit = '2020-03-05 2020-03-17';
    const windows = windowsFor(period('2024-01-01 2024-01-31'), period(explicit), ALWAYS);
    expect(bounds(windows)).toEqual(['2024-01-01 2024-01-31', explicit]);
    expect(windows!.basis).toBe(ChangeBasis.DAILY_RATE);
  });

  test('are compared by counts only where they hold the same calendar months', () => {
    const basis = (asked: string, comparison: Comparison | Period) =>
      windowsFor(period(asked), comparison, ALWAYS)!.basis;
    expect(basis('2024-02-01 2024-02-29', SAME_PERIOD_LAST_YEAR)).toBe(ChangeBasis.COUNTS);
    expect(basis('2024-03-01 2024-03-31', PREVIOUS_PERIOD)).toBe(ChangeBasis.DAILY_RATE);
    expect(basis('2024-01-01 2024-12-31', PREVIOUS_PERIOD)).toBe(ChangeBasis.COUNTS);
    expect(basis('2024-01-01 2024-03-31', period('2020-01-01 2020-03-31'))).toBe(ChangeBasis.COUNTS);
    expect(basis('2024-01-01 2024-03-31', period('2020-04-01 2020-06-30'))).toBe(ChangeBasis.DAILY_RATE);
  });

  test('never overlap: a period of two years is not compared with its own first half', () => {
    const windows = windowsFor(period('2022-01-01 2023-12-31'), SAME_PERIOD_LAST_YEAR, ALWAYS);
    expect(windows).toMatchObject({ previous: null, without: 'OVERLAP' });
    const explicit = windowsFor(period('2022-01-01 2022-12-31'), period('2022-06-01 2023-01-31'), ALWAYS);
    expect(explicit).toMatchObject({ previous: null, without: 'OVERLAP' });
  });
});

describe('clipped to what was delivered', () => {
  test.each<[string, Comparison | Period, string, string, string, string]>([
    [
      'the end: the year before is cut at the same month',
      ...[SAME_PERIOD_LAST_YEAR, '2024-01-01 2024-12-31', '2020-01-01 2024-09-30'],
      ...['2024-01-01 2024-09-30', '2023-01-01 2023-09-30'],
    ] as never,
    [
      'the end of February',
      ...[SAME_PERIOD_LAST_YEAR, '2025-01-01 2025-06-30', '2020-01-01 2025-02-28'],
      ...['2025-01-01 2025-02-28', '2024-01-01 2024-02-29'],
    ] as never,
    [
      'the end, before it',
      ...[PREVIOUS_PERIOD, '2024-01-01 2024-06-30', '2020-01-01 2024-04-30'],
      ...['2024-01-01 2024-04-30', '2023-09-01 2023-12-31'],
    ] as never,
    [
      'the end of a rolling year',
      ...[ROLLING_12_MONTHS, '2024-01-01 2024-12-31', '2020-01-01 2024-09-30'],
      ...['2023-10-01 2024-09-30', '2022-10-01 2023-09-30'],
    ] as never,
    [
      'the beginning of the earlier: only months that both years have',
      ...[SAME_PERIOD_LAST_YEAR, '2024-01-01 2024-12-31', '2023-07-01 2024-12-31'],
      ...['2024-07-01 2024-12-31', '2023-07-01 2023-12-31'],
    ] as never,
  ])('%s', (_, comparison, asked, delivered, current, previous) => {
    const windows = windowsFor(period(asked), comparison, known(delivered));
    expect(bounds(windows)).toEqual([current, previous]);
    expect(windows!.clipped).toBe(true);
  });

  test('nothing was delivered in the current window: there is no answer', () => {
    expect(
      windowsFor(period('2024-01-01 2024-06-30'), SAME_PERIOD_LAST_YEAR, known('2010-01-01 2012-12-31')),
    ).toBeNull();
    expect(
      windowsFor(period('2024-01-01 2024-06-30'), SAME_PERIOD_LAST_YEAR, {
        stretches: [],
        monthsOnly: false,
      }),
    ).toBeNull();
  });

  test('nothing was delivered before: the current window stands alone', () => {
    const windows = windowsFor(
      period('2024-01-01 2024-06-30'),
      SAME_PERIOD_LAST_YEAR,
      known('2024-01-01 2024-12-31'),
    );
    expect(windows).toMatchObject({ previous: null, without: 'NOTHING_BEFORE' });
    expect(bounds(windows)).toEqual(['2024-01-01 2024-06-30', null]);
  });
});

describe('a source that tells only the month', () => {
  const delivered = (text: string) => known(text, true);

  test('counts whole months, and gives nothing where there is none', () => {
    const all = delivered('2020-01-01 2025-12-31');
    expect(bounds(windowsFor(period('2024-06-15 2025-02-28'), SAME_PERIOD_LAST_YEAR, all))).toEqual([
      '2024-07-01 2025-02-28',
      '2023-07-01 2024-02-29',
    ]);
    expect(bounds(windowsFor(period('2024-05-10 2024-08-20'), PREVIOUS_PERIOD, all))).toEqual([
      '2024-06-01 2024-07-31',
      '2024-02-01 2024-04-30',
    ]);
    expect(windowsFor(period('2023-06-15 2023-07-20'), SAME_PERIOD_LAST_YEAR, all)).toBeNull();
  });
});

describe('holes', () => {
  const HOLE = known('2022-01-01 2023-02-28, 2023-04-01 2024-12-31', true);

  test('are left out on both sides where calendar months are paired', () => {
    const windows = windowsFor(period('2024-01-01 2024-06-30'), SAME_PERIOD_LAST_YEAR, HOLE)!;
    expect(windows.current.counted).toEqual([
      period('2024-01-01 2024-02-29'),
      period('2024-04-01 2024-06-30'),
    ]);
    expect(windows.previous!.counted).toEqual([
      period('2023-01-01 2023-02-28'),
      period('2023-04-01 2023-06-30'),
    ]);
    expect(windows).toMatchObject({ leftOut: ['2024-03-01'], clipped: true, basis: 'COUNTS' });
  });

  test('leave nothing to compare where days are', () => {
    const windows = windowsFor(period('2023-05-10 2023-08-20'), PREVIOUS_PERIOD, HOLE)!;
    expect(windows).toMatchObject({ previous: null, without: 'HOLE', leftOut: ['2023-03-01'] });
  });

  test('a month that never came is no window', () => {
    expect(windowsFor(period('2023-03-01 2023-03-31'), PREVIOUS_PERIOD, HOLE)).toBeNull();
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
    .tuple(days(2020, 2025), days(2020, 2025))
    .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const months = stretch.map(({ from, to }) => ({ from: `${from.slice(0, 7)}-01`, to: endOfMonth(to) }));
  /** Delivered months of 2018 to 2026, each with a chance of its own to be a hole. */
  const delivered = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 96, maxLength: 96 }).map((dice) =>
    joinPeriods(
      dice.flatMap((die, i) => {
        const from = addMonths('2018-01-01', i);
        return die === 0 ? [] : [{ from, to: endOfMonth(from) }];
      }),
    ),
  );
  const comparison = fc.oneof(fc.constantFrom<Comparison | Period>(...Object.values(Comparison)), stretch);
  const asked = fc.oneof(stretch, months);

  /** Incidents of a source with exactly 100 in every month, in whole months of stretches. */
  const hundreds = (counted: readonly Period[]) =>
    counted.reduce((sum, each) => sum + 100 * new Set(daysOf(each).map((day) => day.slice(0, 7))).size, 0);
  function daysOf({ from, to }: Period): string[] {
    const all: string[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) all.push(day);
    return all;
  }

  test('100 in every month give the same count in windows of the same calendar months, holes or not', () => {
    fc.assert(
      fc.property(asked, comparison, delivered, (question, compareWith, stretches) => {
        const windows = windowsFor(question, compareWith, { stretches, monthsOnly: true });
        if (!windows?.previous || windows.basis !== ChangeBasis.COUNTS) return;
        expect(hundreds(windows.current.counted)).toBe(hundreds(windows.previous.counted));
      }),
      { numRuns: 1_000 },
    );
  });

  test('the exposure is the number of counted days, all of them known, and no window meets the other', () => {
    fc.assert(
      fc.property(
        asked,
        comparison,
        delivered,
        fc.boolean(),
        (question, compareWith, stretches, monthsOnly) => {
          const windows = windowsFor(question, compareWith, { stretches, monthsOnly });
          for (const window of windows ? [windows.current, windows.previous] : []) {
            if (!window) continue;
            expect(window.days).toBe(window.counted.reduce((sum, each) => sum + daysIn(each), 0));
            expect(window.days).toBeGreaterThan(0);
            for (const each of window.counted) {
              expect(stretches.some(({ from, to }) => from <= each.from && each.to <= to)).toBe(true);
              if (monthsOnly) expect(isMonthAligned(each)).toBe(true);
            }
          }
          if (windows?.previous) expect(intersection(windows.current, windows.previous)).toBeNull();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('the one before adjoins the period and is as long, in months or in days', () => {
    fc.assert(
      fc.property(asked, (question) => {
        const { current, previous, clipped } = windowsFor(question, PREVIOUS_PERIOD, ALWAYS)!;
        expect(clipped).toBe(false);
        expect(addDays(previous!.to, 1)).toBe(current.from);
        if (isMonthAligned(current)) expect(isMonthAligned(previous!)).toBe(true);
        else expect(daysIn(previous!)).toBe(daysIn(current));
      }),
    );
  });

  test('a year is 365 or 366 days, and two of them follow each other', () => {
    fc.assert(
      fc.property(days(2004, 2040), (to) => {
        const { current, previous } = windowsFor({ from: to, to }, ROLLING_12_MONTHS, ALWAYS)!;
        for (const year of [current, previous!]) expect([365, 366]).toContain(daysIn(year));
        expect(addDays(previous!.to, 1)).toBe(current.from);
      }),
    );
  });
});
