import { londonDayBounds, londonInstant } from '../../../src/platform/calendar';

const at = (date: string, clock: string) => {
  const [hours, minutes] = clock.split(':').map(Number);
  return londonInstant(date, 60 * hours + minutes)
    .toISOString()
    .slice(0, 16);
};

test.each([
  ['2023-01-10', '12:30', '2023-01-10T12:30'],
  ['2023-06-10', '12:30', '2023-06-10T11:30'],
  ['2023-06-10', '00:00', '2023-06-09T23:00'],
  // Clocks go forward at 01:00 on 26 March, and back at 02:00 on 29 October.
  ['2023-03-26', '00:59', '2023-03-26T00:59'],
  ['2023-03-26', '01:30', '2023-03-26T01:30'],
  ['2023-03-26', '02:00', '2023-03-26T01:00'],
  ['2023-03-26', '23:59', '2023-03-26T22:59'],
  ['2023-10-29', '00:30', '2023-10-28T23:30'],
  ['2023-10-29', '01:30', '2023-10-29T00:30'],
  ['2023-10-29', '02:00', '2023-10-29T02:00'],
  ['2023-10-29', '23:59', '2023-10-29T23:59'],
])('the clocks of London show %s %s at %s', (date, clock, instant) => {
  expect(at(date, clock)).toBe(instant);
});

test('a day has 23, 24 or 25 hours', () => {
  const hours = (date: string) => {
    const { from, to } = londonDayBounds(date);
    return (Date.parse(to) + 1 - Date.parse(from)) / 3_600_000;
  };
  expect(['2023-03-26', '2023-06-01', '2023-10-29'].map(hours)).toEqual([23, 24, 25]);
});
