import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { field, record } from '../../../src/api/export/csv';

test('text that a spreadsheet would run is led by an apostrophe, numbers are not', () => {
  expect(['=1+1', '+44', '-x', '@SUM(A1)', '\tx', '\rx'].map(field)).toEqual([
    "'=1+1",
    "'+44",
    "'-x",
    "'@SUM(A1)",
    "'\tx",
    '"\'\rx"',
  ]);
  expect([-1, -0.5, 1e21, true, null, undefined, 'a-b'].map(field)).toEqual([
    '-1',
    '-0.5',
    '1e+21',
    'true',
    '',
    '',
    'a-b',
  ]);
});

test('what is written is read again by another reader, whatever it is', () => {
  const values = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    {
      minLength: 2,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), (rows) => {
      const width = rows[0].length;
      const table = rows.filter((row) => row.length === width);
      const read = parse(table.map((row) => record(row, (value) => value)).join(''), {
        relax_column_count: true,
        skip_empty_lines: false,
      }) as string[][];
      expect(read).toEqual(
        table.map((row) =>
          row.map((value) =>
            typeof value === 'string' ? value.replace(/^(?=[=+\-@\t\r])/, "'") : String(value),
          ),
        ),
      );
    }),
  );
});
