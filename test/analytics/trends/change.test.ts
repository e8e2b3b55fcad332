import { changeBetween } from '../../../src/analytics/trends';

const windows = (current: string, previous: string) => {
  const period = (text: string) => ({ from: text.split(' ')[0], to: text.split(' ')[1] });
  return { current: period(current), previous: period(previous), clipped: false };
};
/** A year each, of the same length. */
const EVEN = windows('2023-01-01 2023-12-31', '2022-01-01 2022-12-31');

describe('the E-test of Krishnamoorthy and Thomson', () => {
  test('gives the published values on windows of the same length', () => {
    expect(changeBetween(6, 2, EVEN).pValue).toBeCloseTo(0.1748748, 6);
    expect(changeBetween(20, 10, EVEN).pValue).toBeCloseTo(0.0688, 4);
  });

  test('says the same whichever window is the current one', () => {
    expect(changeBetween(10, 20, EVEN).pValue).toBeCloseTo(changeBetween(20, 10, EVEN).pValue, 12);
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

  test('from nothing has no percentage, but may be clear', () => {
    expect(changeBetween(0, 0, EVEN)).toEqual({
      previousCount: 0,
      currentCount: 0,
      percent: null,
      pValue: 1,
      direction: 'NO_CLEAR_CHANGE',
    });
    expect(changeBetween(12, 0, EVEN)).toMatchObject({ percent: null, direction: 'INCREASING' });
    expect(changeBetween(0, 12, EVEN)).toMatchObject({ percent: -100, direction: 'DECREASING' });
  });

  test('of the same count in a shorter month is a rise per day', () => {
    const february = windows('2023-02-01 2023-02-28', '2023-01-01 2023-01-31');
    expect(changeBetween(1000, 1000, february).percent).toBeCloseTo((31 / 28 - 1) * 100, 10);
    expect(changeBetween(1000, 1000, february).direction).toBe('INCREASING');
  });
});
