import fc from 'fast-check';
import { addDays, daysIn, yearsIn } from '../../../src/platform/calendar';

test.each([
  ['2009-01-01', '2009-12-31', 1],
  ['2008-01-01', '2008-12-31', 1],
  ['2008-07-01', '2009-06-30', 1],
  ['2007-07-01', '2009-06-30', 2],
  ['2009-01-01', '2009-06-30', 181 / 365],
  ['2008-01-01', '2008-06-30', 182 / 366],
  ['2008-01-01', '2009-06-30', 1 + 181 / 365],
  ['2009-05-10', '2009-05-10', 1 / 365],
  ['2007-05-01', '2007-05-31', 31 / 365],
  ['2008-02-29', '2008-02-29', 1 / 366],
])('%s to %s', (from, to, years) => expect(yearsIn({ from, to })).toBeCloseTo(years, 12));

test('never shrinks with a day more, and stays near the days in average years', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5000 }), (start, length) => {
      const from = addDays('1970-01-01', start);
      const period = { from, to: addDays(from, length) };
      const longer = { from, to: addDays(from, length + 1) };
      expect(yearsIn(longer)).toBeGreaterThanOrEqual(yearsIn(period));
      expect(Math.abs(yearsIn(period) - daysIn(period) / 365.25)).toBeLessThan(0.005);
    }),
  );
});
