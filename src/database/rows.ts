/**
 * One JavaScript type for one SQL type, whichever back end answers. `pg` and the embedded database differ in what
 * they make of int8, numeric, dates and bytea; this is the only place that knows.
 */

const OID = { bytea: 17, int8: 20, date: 1082, timestamp: 1114, timestamptz: 1184, numeric: 1700 } as const;

function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError('int8 beyond 2^53');
  return value;
}

/** `2024-03-31 01:30:00+00` in ISO 8601, which every engine parses alike. */
function instant(text: string): Date {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}

/** Parsers from PostgreSQL's text format, by type OID; every other type keeps its driver's default. */
export const PARSERS: Record<number, (text: string) => unknown> = {
  [OID.int8]: exactNumber,
  [OID.numeric]: Number,
  [OID.date]: (text) => text,
  [OID.timestamp]: (text) => text,
  [OID.timestamptz]: instant,
};

/** Column names whose values are bytea: structured cloning out of a worker turns a Buffer into a Uint8Array. */
export function byteaColumns(fields: { name: string; dataTypeID: number }[]): string[] {
  return fields.filter((field) => field.dataTypeID === OID.bytea).map((field) => field.name);
}
