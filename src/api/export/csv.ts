/** First characters at which spreadsheets begin to read a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** Characters that make a field need quotes (RFC 4180). */
const QUOTED = /[",\r\n]/;
/** Union of both, so that the many values without either are tested once. */
const SPECIAL = new RegExp(`${FORMULA.source}|${QUOTED.source}`);

/**
 * Field of a CSV record (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe (OWASP);
 * numbers, also negative ones, are left as they are. Null is an empty field.
 */
export function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  if (!SPECIAL.test(value)) return value;
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV record of one value per column, with its line end. Built without an array, since files have millions of them. */
export function record<Column>(columns: readonly Column[], told: (column: Column) => unknown): string {
  let text = '';
  for (let i = 0; i < columns.length; i++) text += `${i === 0 ? '' : ','}${field(told(columns[i]))}`;
  return `${text}\r\n`;
}
