/** Hands the browser a file to keep. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell of CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV, for spreadsheets. */
export function csv(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): Blob {
  const lines = [headings, ...rows].map((row) => row.map(cell).join(','));
  return new Blob(['\ufeff', lines.join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** Features as GeoJSON, for GIS programs. */
export function geoJson(features: unknown): Blob {
  return new Blob([JSON.stringify(features)], { type: 'application/geo+json' });
}
