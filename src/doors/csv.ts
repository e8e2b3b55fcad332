/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/**
 * A value as a field of a CSV record (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe
 * (OWASP); numbers are left as they are, negative ones too. Null is an empty field.
 */
export function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Fields as a record with its line end. */
export const record = (values: readonly unknown[]): string => `${values.map(field).join(',')}\r\n`;
