import 'reflect-metadata';
import type { CoverageRow } from '../../../../src/domain/incidents/coverage/coverage.queries';
import { coverageCalendar } from '../../../../src/domain/incidents/coverage/coverage-calendar';

const delivered = (month: string, partnership = 1): CoverageRow => ({
  partnership_id: partnership,
  source_id: 1,
  month: `${month}-01`,
  publisher: 'csp',
  status: 'DELIVERED',
  declared: false,
  located: 5,
  rows_read: 5,
  unlocated: 0,
  rejected: 0,
});
const STATUTORY = { statutoryNumber: 3 };
const monthsOf = (source: { statutoryNumber: number | null }, rows: CoverageRow[], day: string) =>
  coverageCalendar(source, rows, day).map(({ month, status }) => `${month} ${status}`);

test('months of a statutory data set are not yet due until the quarter after their own has ended', () => {
  const rows = [delivered('2023-01'), delivered('2023-02'), delivered('2023-03')];
  expect(monthsOf(STATUTORY, rows, '2023-08-01').slice(3)).toEqual([
    '2023-04 NOT_YET_DUE',
    '2023-05 NOT_YET_DUE',
    '2023-06 NOT_YET_DUE',
    '2023-07 NOT_YET_DUE',
    '2023-08 NOT_YET_DUE',
  ]);
  expect(monthsOf(STATUTORY, rows, '2023-09-30')).toContain('2023-04 NOT_YET_DUE');
  expect(monthsOf(STATUTORY, rows, '2023-10-01').slice(3)).toEqual([
    '2023-07 NOT_YET_DUE',
    '2023-08 NOT_YET_DUE',
    '2023-09 NOT_YET_DUE',
    '2023-10 NOT_YET_DUE',
  ]);
});

test('a month that came before it was due is delivered, and one that is missing before it a hole', () => {
  const rows = [delivered('2023-05'), delivered('2023-07')];
  expect(monthsOf(STATUTORY, rows, '2023-08-15')).toEqual([
    '2023-05 DELIVERED',
    '2023-06 HOLE',
    '2023-07 DELIVERED',
    '2023-08 NOT_YET_DUE',
  ]);
});

test('nothing is due of a source that is no statutory data set', () => {
  expect(monthsOf({ statutoryNumber: null }, [delivered('2023-05')], '2023-06-15')).toEqual([
    '2023-05 DELIVERED',
  ]);
});

test('each member of a county has its own months', () => {
  const rows = [delivered('2023-05', 1), delivered('2023-06', 2)];
  expect(monthsOf(STATUTORY, rows, '2023-06-15')).toEqual([
    '2023-05 DELIVERED',
    '2023-06 NOT_YET_DUE',
    '2023-06 DELIVERED',
  ]);
});
