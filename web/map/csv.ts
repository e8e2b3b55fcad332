import { type Cell, type Figures, headingOf, Shown } from '../figures/table';

/** Cell of CSV (RFC 4180); text that a spreadsheet would run as a formula is led by an apostrophe. */
function csvCell(cell: Cell): string {
  const value = cell instanceof Shown ? cell.kept : (cell ?? '');
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Table as CSV with a byte order mark, for spreadsheets: numbers unformatted, unknown values empty. */
export function csv({ columns, rows }: Figures): string {
  const lines = [columns.map(headingOf), ...rows.map(({ cells }) => cells)];
  return `\ufeff${lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}
