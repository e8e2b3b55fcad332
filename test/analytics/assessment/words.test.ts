import {
  performanceLabel,
  periodLabel,
  seasonsInWords,
  volumeInWords,
  windowInWords,
  yearLabel,
} from '../../../src/analytics/assessment/words';
import { Comparison, Season } from '../../../src/analytics/trends';

test.each([
  ['2009-01-01', '2009-06-30', 'Jan–Jun 2009'],
  ['2008-10-01', '2009-03-31', 'Oct 2008–Mar 2009'],
  ['2009-05-01', '2009-05-31', 'May 2009'],
  ['2009-01-03', '2009-06-20', '3 Jan 2009–20 Jun 2009'],
  ['2009-01-03', '2009-01-03', '3 Jan 2009'],
])('the period %s to %s is headed %s', (from, to, label) => expect(periodLabel({ from, to })).toBe(label));

test.each([
  ['2008-07-01', '2009-06-30', '12 months to June 2009'],
  ['2008-03-01', '2009-02-28', '12 months to February 2009'],
  ['2008-09-01', '2009-06-30', '12 months to June 2009, of which Sep 2008–Jun 2009'],
  ['2008-06-21', '2009-06-20', '12 months to 20 Jun 2009'],
  ['2007-03-01', '2008-02-29', '12 months to February 2008'],
])('the year %s to %s is headed %s', (from, to, label) => expect(yearLabel({ from, to })).toBe(label));

test.each([
  [800, 880, -9.1, 'Decreasing volume'],
  [880, 800, 10, 'Increasing volume'],
  [1655, 1705, -3, 'Decreasing volume'],
  [156, 150, 4, 'Slight increase'],
  [150, 156, -3.8, 'Slight decrease'],
  [73, 77, -4.7, 'Decreasing volume'],
  [73, 76, -4.4, 'Slight decrease'],
  [812, 800, 1.4, 'Little change in volume'],
  [812, 800, 1.6, 'Increasing volume'],
  [9, 3, 200, 'Too few to tell'],
  [12, 0, null, 'Increasing volume'],
])('%i after %i (%d %%) is: %s', (current, previous, percent, words) =>
  expect(volumeInWords(current, previous, percent)).toBe(words),
);

test.each([
  [Comparison.SAME_PERIOD_LAST_YEAR, '2008-01-01', '2008-06-30', 'Jan–Jun 2009'],
  [Comparison.PREVIOUS_PERIOD, '2008-07-01', '2008-12-31', 'Jan–Jun 2009 against Jul–Dec 2008'],
  [Comparison.PREVIOUS_PERIOD, null, null, 'Jan–Jun 2009'],
])('a comparison by %s is headed with its windows', (comparison, comparedFrom, comparedTo, label) => {
  const window = { from: '2009-01-01', to: '2009-06-30', clipped: false, comparedFrom, comparedTo };
  expect(performanceLabel(window, comparison)).toBe(label);
});

test.each([
  [[], 'No clear season'],
  [[Season.SUMMER], 'Summer peaks'],
  [[Season.AUTUMN, Season.WINTER], 'Autumn/winter peaks'],
  [[Season.SPRING, Season.AUTUMN], 'Spring/autumn peaks'],
])('peaks in %j are: %s', (peaks, words) => expect(seasonsInWords(peaks)).toBe(words));

test.each([
  [{ day: 4, days: 2, hour: 21, hours: 6 }, 'Friday and Saturday nights, 21:00–03:00'],
  [{ day: 5, days: 1, hour: 18, hours: 6 }, 'Saturday evenings, 18:00–24:00'],
  [{ day: 0, days: 5, hour: 8, hours: 10 }, 'Weekdays, 08:00–18:00'],
  [{ day: 0, days: 5, hour: 13, hours: 4 }, 'Monday to Friday afternoons, 13:00–17:00'],
  [{ day: 6, days: 3, hour: 9, hours: 3 }, 'Sunday to Tuesday mornings, 09:00–12:00'],
  [{ day: 0, days: 7, hour: 14, hours: 8 }, 'Every day, 14:00–22:00'],
  [{ day: 5, days: 2, hour: 0, hours: 24 }, 'Saturday and Sunday'],
  [{ day: 5, days: 1, hour: 1, hours: 4 }, 'Saturday nights before dawn, 01:00–05:00'],
])('the window %j is: %s', (window, words) => expect(windowInWords({ ...window, share: 0.4 })).toBe(words));
