import { Shown } from '../../../web/figures/table';
import { csv } from '../../../web/map/csv';

const COLUMNS = ['Area', { heading: 'Rate, a year', numeric: true }] as const;

const linesOf = (...cells: (string | number | null | Shown)[]) =>
  csv({ name: 'Rates', columns: COLUMNS, rows: [{ cells }] }).split('\r\n');

it('begins with a byte order mark and the headings, and ends with a line break', () => {
  expect(linesOf('A', 1)).toEqual(['\ufeffArea,"Rate, a year"', 'A,1', '']);
});

it('keeps numbers as they are, what is unknown empty, and a month as its date', () => {
  expect(linesOf(1234.5678, null, new Shown('June 2009', '2009-06'))[1]).toBe('1234.5678,,2009-06');
});

it('quotes what would break a line, and hides what a spreadsheet would compute', () => {
  expect(linesOf('a "b"\n', '=1+1', '+5%', '−5%', -5)[1]).toBe(`"a ""b""\n",'=1+1,'+5%,−5%,-5`);
});
