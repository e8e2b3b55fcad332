import { fileProblem } from '../../platform/files';
import { type CsvRow, csvRows, type LineSource } from './csv';

/** Small CSV table with a header, held in memory. */
export interface Table {
  header: CsvRow;
  rows: CsvRow[];
}

/**
 * Reads a table whose columns every partner names differently, see `findColumns`.
 *
 * @throws Problem where it is empty, or its columns are not separated by commas.
 */
export async function readSmallTable(file: LineSource): Promise<Table> {
  const all: CsvRow[] = [];
  for await (const batch of csvRows(file)) all.push(...batch);
  const [header, ...rows] = all;
  if (header === undefined) throw fileProblem(file, 'the table is empty.');
  if (header.fields.length === 1 && /[;\t|]/.test(header.fields[0]))
    throw fileProblem(file, 'columns must be separated by commas.', header.line);
  return { header, rows };
}

/** Reason why a row does not fit its header; null where it does. */
export function widthFault({ fields }: CsvRow, header: CsvRow): string | null {
  const width = header.fields.length;
  return fields.length === width
    ? null
    : `${fields.length} fields where the header has ${width} ${width === 1 ? 'column' : 'columns'}`;
}
