const DECIMAL = /^-?\d{1,7}(\.\d{1,20})?$/;

/** Parses a coordinate as written in tables; null for any other text. */
export function decimal(text: string): number | null {
  return DECIMAL.test(text) ? Number(text) : null;
}
