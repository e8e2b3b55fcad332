import fc from 'fast-check';
import {
  addDays,
  addMonths,
  checkPeriod,
  cutAtMonths,
  daysIn,
  endOfMonth,
  intersection,
  isMonthAligned,
  monthOf,
  type Period,
} from '../../../src/platform/calendar';

const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const periods = fc
  .tuple(days, days)
  .map(([a, b]): Period => (a < b ? { from: a, to: b } : { from: b, to: a }));

const period = (text: string): Period => {
  const [from, to] = text.split(' ');
  return { from, to };
};

describe('adding months', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -48, '2020-02-29'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-05-31', 13, '2025-06-30'],
    ['2024-05-31', 0, '2024-05-31'],
    ['2000-01-31', -1199, '1900-02-28'],
  ])('%s and %i are %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('goes there and back, save for days that the shorter month lacks', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const back = addMonths(addMonths(date, months), -months);
        expect(back <= date && back.slice(0, 7) === date.slice(0, 7)).toBe(true);
        if (date.slice(8) <= '28') expect(back).toBe(date);
      }),
    );
  });
});

describe('days', () => {
  test('are counted through leap days, ends of years and changes of the clocks', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
    expect(daysIn(period('2023-03-25 2023-03-27'))).toBe(3);
    expect(daysIn(period('2023-10-28 2023-10-30'))).toBe(3);
    expect(daysIn(period('2024-01-01 2024-12-31'))).toBe(366);
    expect(daysIn(period('2024-01-01 2024-01-01'))).toBe(1);
  });

  test('added are in the period that they make', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 5000 }), (from, n) => {
        expect(daysIn({ from, to: addDays(from, n) })).toBe(n + 1);
      }),
    );
  });
});

test('a month has a first and a last day', () => {
  expect(monthOf('2024-02-17')).toBe('2024-02-01');
  expect(endOfMonth('2024-02-17')).toBe('2024-02-29');
  expect(endOfMonth('2023-02-01')).toBe('2023-02-28');
  expect(endOfMonth('2023-12-31')).toBe('2023-12-31');
});

test('a period is whole months only where both ends are', () => {
  expect(isMonthAligned(period('2024-02-01 2024-02-29'))).toBe(true);
  expect(isMonthAligned(period('2023-11-01 2024-02-29'))).toBe(true);
  expect(isMonthAligned(period('2024-02-01 2024-02-28'))).toBe(false);
  expect(isMonthAligned(period('2024-02-02 2024-02-29'))).toBe(false);
});

test('periods share the days that are in both', () => {
  expect(intersection(period('2024-01-01 2024-03-31'), period('2024-02-10 2024-05-01'))).toEqual(
    period('2024-02-10 2024-03-31'),
  );
  expect(intersection(period('2024-01-01 2024-01-31'), period('2024-01-31 2024-02-01'))).toEqual(
    period('2024-01-31 2024-01-31'),
  );
  expect(intersection(period('2024-01-01 2024-01-30'), period('2024-01-31 2024-02-01'))).toBeNull();
});

describe('cutting a period at the months that lie wholly in it', () => {
  test.each([
    ['2024-01-01 2024-03-31', '2024-01-01 2024-03-31', []],
    ['2024-01-01 2024-01-31', '2024-01-01 2024-01-31', []],
    ['2024-01-15 2024-03-31', '2024-02-01 2024-03-31', ['2024-01-15 2024-01-31']],
    ['2024-01-01 2024-03-30', '2024-01-01 2024-02-29', ['2024-03-01 2024-03-30']],
    ['2023-12-31 2024-03-01', '2024-01-01 2024-02-29', ['2023-12-31 2023-12-31', '2024-03-01 2024-03-01']],
    ['2024-01-10 2024-01-20', null, ['2024-01-10 2024-01-20']],
    ['2024-01-20 2024-02-10', null, ['2024-01-20 2024-02-10']],
    ['2024-02-01 2024-02-28', null, ['2024-02-01 2024-02-28']],
    ['2024-01-31 2024-02-01', null, ['2024-01-31 2024-02-01']],
  ])('%s', (text, whole, parts) => {
    expect(cutAtMonths(period(text))).toEqual({
      whole: whole === null ? null : period(whole),
      parts: parts.map(period),
    });
  });

  test('loses no day, has none twice, and leaves no whole month in a part', () => {
    fc.assert(
      fc.property(periods, (given) => {
        const { whole, parts } = cutAtMonths(given);
        const pieces = [...parts, ...(whole ? [whole] : [])].sort((a, b) => (a.from < b.from ? -1 : 1));
        expect(pieces[0].from).toBe(given.from);
        expect(pieces.at(-1)!.to).toBe(given.to);
        for (let i = 1; i < pieces.length; i++) expect(pieces[i].from).toBe(addDays(pieces[i - 1].to, 1));
        if (whole) expect(isMonthAligned(whole)).toBe(true);
        for (const part of parts) expect(daysIn(part)).toBeLessThan(whole ? 31 : 61);
        for (const part of parts)
          expect(monthOf(part.from) === part.from && endOfMonth(part.from) <= part.to).toBe(false);
      }),
    );
  });
});

test('a period of one day is in order, one that ends before it begins is refused by its field', () => {
  expect(() => checkPeriod({ from: '2024-02-29', to: '2024-02-29' }, 'period')).not.toThrow();
  expect(() => checkPeriod({ from: '2024-03-01', to: '2024-02-29' }, 'input.period')).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: 'input.period: from must not be later than to.',
      details: { field: 'input.period' },
    }),
  );
});
