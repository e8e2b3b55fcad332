import { type Cell, type Figures, headingOf, Shown } from '../figures/table';

/** Hands the browser a file to keep. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell of CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(cell: Cell): string {
  const value = cell instanceof Shown ? cell.kept : (cell ?? '');
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV, for spreadsheets: numbers as they are, unknown ones empty. */
export function csv({ columns, rows }: Figures): Blob {
  const lines = [columns.map(headingOf), ...rows.map(({ cells }) => cells)];
  const text = lines.map((line) => line.map(csvCell).join(',')).join('\r\n');
  return new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** Features as GeoJSON, for GIS programs. */
export function geoJson(features: unknown): Blob {
  return new Blob([JSON.stringify(features)], { type: 'application/geo+json' });
}

/** Button that saves a table as CSV. */
export const CsvButton = ({ figures }: { figures: Figures }) => (
  <button type="button" onClick={() => download(`${figures.name}.csv`, csv(figures))}>
    CSV<span class="unseen"> of {figures.name}</span>
  </button>
);
