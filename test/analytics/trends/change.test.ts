import {
  ChangeBasis,
  type ComparedWindows,
  changeBetween,
  classifiedChange,
} from '../../../src/analytics/trends';
import { daysIn } from '../../../src/platform/calendar';

const windows = (current: string, previous: string, basis = ChangeBasis.DAILY_RATE): ComparedWindows => {
  const window = (text: string) => {
    const period = { from: text.split(' ')[0], to: text.split(' ')[1] };
    return { ...period, counted: [period], days: daysIn(period) };
  };
  const rest = { without: null, clipped: false, leftOut: [] };
  return { current: window(current), previous: window(previous), basis, ...rest };
};
/** A year each, of the same length. */
const EVEN = windows('2023-01-01 2023-12-31', '2022-01-01 2022-12-31');

describe('the exact conditional test', () => {
  test('gives the published values on windows of the same length', () => {
    expect(changeBetween(6, 2, EVEN).pValue).toBeCloseTo(0.1796875, 7);
    expect(changeBetween(20, 10, EVEN).pValue).toBeCloseTo(0.0707555, 7);
  });

  test('says the same whichever window is the current one', () => {
    expect(changeBetween(10, 20, EVEN).pValue).toBeCloseTo(changeBetween(20, 10, EVEN).pValue!, 12);
  });

  test('is less sure where counts vary more than Poisson ones, and where that is known from few months', () => {
    const sure = changeBetween(320, 260, EVEN);
    const varied = changeBetween(320, 260, EVEN, { value: 3, degrees: 23 });
    expect(sure).toMatchObject({ direction: 'INCREASING', dispersion: null });
    expect(varied).toMatchObject({ direction: 'NO_CLEAR_CHANGE', dispersion: 3, percent: sure.percent });
    expect(sure.lower).toBeGreaterThan(0);
    expect(varied.lower).toBeLessThan(0);
    expect(varied.upper).toBeGreaterThan(sure.upper!);
    expect(changeBetween(320, 260, EVEN, { value: 3, degrees: 11 }).pValue).toBeGreaterThan(varied.pValue!);
  });

  test('goes by the days of each window', () => {
    const uneven = windows('2024-01-01 2024-03-31', '2023-01-01 2023-12-31'); // 91 of 365 days
    const change = changeBetween(25, 100, uneven);
    expect(change.percent).toBeCloseTo((25 / 91 / (100 / 365) - 1) * 100, 10);
    expect(change.pValue).toBeGreaterThan(0.9);
    expect(changeBetween(100, 100, uneven)).toMatchObject({ direction: 'INCREASING' });
  });
});

describe('a change', () => {
  test('is a rise or a fall only where chance does not explain it', () => {
    expect(changeBetween(200, 100, EVEN)).toMatchObject({ direction: 'INCREASING', percent: 100 });
    expect(changeBetween(100, 200, EVEN)).toMatchObject({ direction: 'DECREASING', percent: -50 });
    expect(changeBetween(20, 10, EVEN)).toMatchObject({ direction: 'NO_CLEAR_CHANGE', percent: 100 });
    expect(changeBetween(10, 10, EVEN)).toMatchObject({
      direction: 'NO_CLEAR_CHANGE',
      percent: 0,
      pValue: 1,
    });
  });

  test('of counts that divide evenly has a percentage without a tail of digits', () => {
    const counts = { ...EVEN, basis: ChangeBasis.COUNTS };
    expect(changeBetween(28, 10, counts).percent).toBe(180);
    expect(changeBetween(1001, 1000, counts).percent).toBe(0.1);
  });

  test('from nothing has no percentage, but may be clear', () => {
    expect(changeBetween(0, 0, EVEN)).toEqual({
      previousCount: 0,
      currentCount: 0,
      percent: null,
      percentOf: 'DAILY_RATE',
      lower: null,
      upper: null,
      pValue: null,
      dispersion: null,
      direction: 'NO_CLEAR_CHANGE',
    });
    expect(changeBetween(12, 0, EVEN)).toMatchObject({ percent: null, upper: null, direction: 'INCREASING' });
    expect(changeBetween(0, 12, EVEN)).toMatchObject({ percent: -100, lower: -100, direction: 'DECREASING' });
  });

  test('of fewer than ten incidents in both windows is none, as in the classification of the trend', () => {
    for (const [current, previous] of [
      [5, 0],
      [0, 9],
      [9, 1],
    ]) {
      const few = classifiedChange(current, previous, EVEN, null);
      expect(few.pValue).toBeLessThan(0.05);
      expect(few).toMatchObject({ direction: 'NO_CLEAR_CHANGE', classification: 'INSUFFICIENT_DATA' });
    }
    expect(classifiedChange(10, 1, EVEN, null)).toMatchObject({
      direction: 'INCREASING',
      classification: 'DETERIORATING',
    });
  });

  test('of the same count in a shorter month is a rise per day', () => {
    const february = windows('2023-02-01 2023-02-28', '2023-01-01 2023-01-31');
    expect(changeBetween(1000, 1000, february).percent).toBeCloseTo((31 / 28 - 1) * 100, 10);
    expect(changeBetween(1000, 1000, february).direction).toBe('INCREASING');
  });

  test('of the same count in a February with a leap day and in one without is none', () => {
    const leap = windows('2024-02-01 2024-02-29', '2023-02-01 2023-02-28', ChangeBasis.COUNTS);
    expect(changeBetween(10_000, 10_000, leap)).toMatchObject({
      percent: 0,
      percentOf: 'COUNTS',
      direction: 'NO_CLEAR_CHANGE',
      pValue: 1,
    });
    expect(changeBetween(80, 100, leap).percent).toBeCloseTo(-20, 10);
  });

  test('goes by the counted days, not by those from the first to the last', () => {
    const holed = windows('2024-01-01 2024-06-30', '2023-01-01 2023-06-30');
    holed.current = { ...holed.current, days: 91 };
    expect(changeBetween(50, 100, holed).percent).toBeCloseTo((50 / 91 / (100 / 181) - 1) * 100, 10);
  });
});
