/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;
/** Either: most values are neither, and are asked once. */
const SPECIAL = new RegExp(`${FORMULA.source}|${QUOTED.source}`);

/**
 * A value as a field of a CSV record (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe
 * (OWASP); numbers are left as they are, negative ones too. Null is an empty field.
 */
export function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  if (!SPECIAL.test(value)) return value;
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value of each column as a record with its line end: the text is made at once, for a file has millions of them. */
export function record<Column>(columns: readonly Column[], told: (column: Column) => unknown): string {
  let text = '';
  for (let i = 0; i < columns.length; i++) text += `${i === 0 ? '' : ','}${field(told(columns[i]))}`;
  return `${text}\r\n`;
}
