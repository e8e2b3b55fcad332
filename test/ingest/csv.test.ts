import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRows, openCsv } from '../../src/ingest/reading/csv';
import { openSource } from '../../src/platform/files';
import { fileOf, gather, problemOf } from './files';

const rows = async (content: string) => (await gather(csvRows(await openSource(fileOf(content))))).flat();

describe('records', () => {
  test('quoted fields, commas, quotation marks and line ends inside them; lines are where records start', async () => {
    expect(await rows('a,b\r\n"1,5","say ""hi"""\r\n"two\r\nlines",x\n\n3,""\n')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1,5', 'say "hi"'] },
      { line: 3, fields: ['two\r\nlines', 'x'] },
      { line: 6, fields: ['3', ''] },
    ]);
  });

  test('without a line end at the end, and with half of one', async () => {
    expect(await rows('a,b\n1,2')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1', '2'] },
    ]);
    expect((await rows('a,b\r\n1,2\r')).at(-1)).toEqual({ line: 2, fields: ['1', '2'] });
    expect((await rows('a,b\r\n"1","2"\r')).at(-1)).toEqual({ line: 2, fields: ['1', '2'] });
  });

  test('whatever is written comes back, with its line, as csv-parse alone reads it', async () => {
    const field = fc.oneof(
      fc.constantFrom('', ' ', 'x', '-0.521', 'é', '😀'),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a'), maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        // Padding puts the records at any place in the blocks that the file is read in.
        fc.nat(530),
        async (written, end, always, padding) => {
          const clean = written.map((fields) => fields.map((f) => f.replace(/\0|\r(?!\n)/g, '')));
          const quoted = (f: string) => (always || /[",\r\n]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f);
          const content =
            `${'pad'.repeat(165)},pad${end}`.repeat(padding) +
            clean.map((fields) => fields.map(quoted).join(',') + end).join('');
          const read = await rows(content);
          expect(read.slice(padding).map((row) => row.fields)).toEqual(clean);
          let line = padding + 1;
          for (const [i, fields] of clean.entries()) {
            expect(read[padding + i].line).toBe(line);
            line += 1 + fields.join('').split('\n').length - 1;
          }
          expect(read.map((row) => row.fields)).toEqual(parse(content, { relax_column_count: true }));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a misplaced quotation mark is refused with its line, nothing repeated', async () => {
    const stray = await problemOf(rows(`a,b\n"x\ny",2\n1,se"cret\n${'3,"4"\n'.repeat(5)}`));
    expect(stray.message).toMatch(/^test\.csv, line 4: a quotation mark is where CSV has none/);
    expect(stray.message).not.toContain('cret');
    expect((await problemOf(rows('a\n"x"secret\n'))).message).toMatch(/line 2: a quotation mark is where/);
  });

  test('a quotation mark that is never closed is refused where it was opened, without reading on for long', async () => {
    expect((await problemOf(rows('a,b\n1,2\n"3,4\n5,6\n'))).message).toMatch(
      /line 3: a quotation mark is opened/,
    );
    const file = await openSource(fileOf(`a,b\n1,2\n"3,4\n${'5,6\n'.repeat(2_000_000)}`));
    expect((await problemOf(gather(csvRows(file)))).message).toMatch(/line 3: a quotation mark is opened/);
    expect(file.bytesRead).toBeLessThan(2_000_000);
    const stray = await openSource(fileOf(`a,b\n1,"2"\n3",4\n${'5,6\n'.repeat(2_000_000)}`));
    expect((await problemOf(gather(csvRows(stray)))).message).toMatch(/line 3: a quotation mark is where/);
  });
});

describe('the header', () => {
  const layout = { name: 'a test file', required: ['One', 'Two'] as const, known: ['Three', 'Four'] };
  const open = async (content: string) => openCsv(await openSource(fileOf(content)), layout);

  test('columns in any order and case, more of them than needed, behind empty lines', async () => {
    const table = await open('\n\ntwo, Extra ,ONE\n2,x,1\n');
    expect(table.columns).toEqual({ One: 2, Two: 0 });
    expect(table.width).toBe(3);
    expect((await gather(table.rows)).flat()).toEqual([{ line: 4, fields: ['2', 'x', '1'] }]);
  });

  test('missing columns are named, unexpected ones only where they are known', async () => {
    const fault = await problemOf(open('One,Three,Joe Bloggs,4 High Street\n'));
    expect(fault.message).toBe(
      'test.csv, line 1: this is not a test file. Missing: Two. There, but of another layout or not needed: Three. ' +
        'Unknown: column 3, 4 of 4.',
    );
    expect((await problemOf(open(`${'x,'.repeat(100)}y\n`))).message).toContain('20 and 81 more of 101');
  });

  test('no header, another separator, a column twice', async () => {
    expect((await problemOf(open(''))).message).toMatch(/the file is empty; a test file begins with/);
    expect((await problemOf(open('\n\r\n'))).message).toMatch(/the file is empty/);
    expect((await problemOf(open('One;Two\n1;2\n'))).message).toMatch(/must be separated by commas/);
    expect((await problemOf(open('One,Two,one\n'))).message).toMatch(/the column One more than once/);
    expect((await problemOf(open('E05008778,Ampthill\n'))).message).not.toMatch(/E05|Ampthill/);
  });
});
