import { type Cell, type Figures, headingOf, Shown } from '../figures/table';

/** A cell of CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(cell: Cell): string {
  const value = cell instanceof Shown ? cell.kept : (cell ?? '');
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV with a byte order mark, for spreadsheets: numbers as they are, unknown ones empty. */
export function csv({ columns, rows }: Figures): string {
  const lines = [columns.map(headingOf), ...rows.map(({ cells }) => cells)];
  return `\ufeff${lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}
