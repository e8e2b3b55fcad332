import { londonDay, londonMonthOf, londonTime, today } from '../../../src/platform/calendar';

describe('an instant on the clocks of London', () => {
  test.each([
    ['in winter', '2023-01-15T12:00:00Z', '2023-01-15T12:00:00+00:00'],
    ['in summer', '2023-07-15T12:00:00Z', '2023-07-15T13:00:00+01:00'],
    ['before they go forward', '2023-03-26T00:59:59Z', '2023-03-26T00:59:59+00:00'],
    ['as they go forward', '2023-03-26T01:00:00Z', '2023-03-26T02:00:00+01:00'],
    ['in the hour that comes twice, at first', '2023-10-29T00:30:00Z', '2023-10-29T01:30:00+01:00'],
    ['in the hour that comes twice, again', '2023-10-29T01:30:00Z', '2023-10-29T01:30:00+00:00'],
    ['just before they go back', '2023-10-29T00:59:59.999Z', '2023-10-29T01:59:59+01:00'],
    ['as they go back', '2023-10-29T01:00:00Z', '2023-10-29T01:00:00+00:00'],
    ['at midnight in summer', '2023-04-30T23:00:00Z', '2023-05-01T00:00:00+01:00'],
    ['at the turn of the year', '2023-12-31T23:59:59.999Z', '2023-12-31T23:59:59+00:00'],
    ['in double summer time', '1944-06-06T05:30:00Z', '1944-06-06T07:30:00+02:00'],
    ['before 1970, with a fraction', '1969-07-20T20:17:40.500Z', '1969-07-20T21:17:40+01:00'],
  ])('%s', (_, instant, expected) => {
    expect(londonTime(new Date(instant))).toBe(expected);
    expect(Date.parse(expected)).toBe(Math.floor(Date.parse(instant) / 1000) * 1000);
  });
});

test.each([
  ['2023-01-15', '2023-01-15T00:00:00.000Z'],
  ['2023-07-15', '2023-07-14T23:00:00.000Z'],
  ['2023-03-26', '2023-03-26T00:00:00.000Z'],
  ['2023-03-27', '2023-03-26T23:00:00.000Z'],
  ['2023-10-29', '2023-10-28T23:00:00.000Z'],
  ['2023-10-30', '2023-10-30T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('the day %s begins at %s', (date, expected) => {
  expect(londonDay(date).toISOString()).toBe(expected);
});

test('the days on which the clocks change have 23 and 25 hours', () => {
  const hours = (from: string, to: string) =>
    (londonDay(to).getTime() - londonDay(from).getTime()) / 3_600_000;
  expect(hours('2023-03-26', '2023-03-27')).toBe(23);
  expect(hours('2023-10-29', '2023-10-30')).toBe(25);
  expect(hours('2023-10-30', '2023-10-31')).toBe(24);
});

test('an instant belongs to the month that London is in', () => {
  expect(londonMonthOf(new Date('2023-04-30T22:59:59.999Z'))).toBe('2023-04');
  expect(londonMonthOf(new Date('2023-04-30T23:00:00Z'))).toBe('2023-05');
  expect(londonMonthOf(new Date('2023-10-31T23:59:59Z'))).toBe('2023-10');
});

describe('today', () => {
  afterEach(() => jest.useRealTimers());
  test.each([
    ['2023-06-30T23:30:00Z', '2023-07-01'],
    ['2023-06-30T22:30:00Z', '2023-06-30'],
    ['2023-12-31T23:30:00Z', '2023-12-31'],
  ])('is, at %s, %s', (now, expected) => {
    jest.useFakeTimers({ now: new Date(now) });
    expect(today()).toBe(expected);
  });
});
