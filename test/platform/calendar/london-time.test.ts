import { londonMonth, londonMonthOf } from '../../../src/platform/calendar/london-time';

test('months begin at midnight in London, which is the evening before in UTC in summer', () => {
  expect(londonMonth('2023-01')).toEqual({
    from: '2023-01-01T00:00:00.000Z',
    to: '2023-01-31T23:59:59.999Z',
  });
  expect(londonMonth('2023-05')).toEqual({
    from: '2023-04-30T23:00:00.000Z',
    to: '2023-05-31T22:59:59.999Z',
  });
  expect(londonMonth('2024-02').to).toBe('2024-02-29T23:59:59.999Z');
});

test('months in which the clocks change begin and end on either side of it', () => {
  expect(londonMonth('2023-03')).toEqual({
    from: '2023-03-01T00:00:00.000Z',
    to: '2023-03-31T22:59:59.999Z',
  });
  expect(londonMonth('2023-10')).toEqual({
    from: '2023-09-30T23:00:00.000Z',
    to: '2023-10-31T23:59:59.999Z',
  });
  // British Standard Time: an hour ahead in winter, too.
  expect(londonMonth('1970-01').from).toBe('1969-12-31T23:00:00.000Z');
});

test('months follow each other without a gap, and each of their instants is in them', () => {
  for (let year = 2010; year < 2030; year++)
    for (let month = 1; month <= 12; month++) {
      const name = (y: number, m: number) => `${y}-${String(m).padStart(2, '0')}`;
      const { from, to } = londonMonth(name(year, month));
      const next = londonMonth(month === 12 ? name(year + 1, 1) : name(year, month + 1));
      expect(Date.parse(next.from) - Date.parse(to)).toBe(1);
      expect(londonMonthOf(new Date(from))).toBe(name(year, month));
      expect(londonMonthOf(new Date(to))).toBe(name(year, month));
    }
});
