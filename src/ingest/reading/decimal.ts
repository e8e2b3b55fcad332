const DECIMAL = /^-?\d{1,7}(\.\d{1,20})?$/;

/** Reads a number as coordinates are written in tables; null where the text is anything else. */
export function decimal(text: string): number | null {
  return DECIMAL.test(text) ? Number(text) : null;
}
