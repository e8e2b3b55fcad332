/**
 * One JavaScript type per SQL type, on either back end. `pg` and the embedded database differ in int8, numeric, dates
 * and bytea; no other file needs to know.
 */

const OID = {
  bytea: 17,
  byteaArray: 1001,
  int8: 20,
  point: 600,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
} as const;

/** Array types of the types above, by OID. */
const ELEMENT: Record<number, number> = {
  1016: OID.int8,
  1017: OID.point,
  1182: OID.date,
  1115: OID.timestamp,
  1185: OID.timestamptz,
  1187: OID.interval,
  1231: OID.numeric,
};

function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError('int8 beyond 2^53');
  return value;
}

/** Date of `2024-03-31 01:30:00+00`, by way of ISO 8601, which every engine parses alike. */
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
  [OID.interval]: (text) => text,
  [OID.point]: (text) => text,
};

type Nested = null | string | Nested[];

/**
 * Parser of arrays for `pg`, which needs one per array type; the embedded database uses the parser of the element.
 *
 * @param textArray parser of text arrays from `pg`.
 */
export function arrayParser(
  oid: number,
  textArray: (text: string) => Nested[],
): ((text: string) => unknown) | undefined {
  const parse: ((text: string) => unknown) | undefined = PARSERS[ELEMENT[oid]];
  if (!parse) return undefined;
  const map = (value: Nested): unknown =>
    Array.isArray(value) ? value.map(map) : value === null ? null : parse(value);
  return (text) => map(textArray(text));
}

/** Turns bytea values of rows into Buffers, since structured cloning out of a worker makes them Uint8Arrays. */
export function restoreBuffers(
  rows: Record<string, unknown>[],
  fields: { name: string; dataTypeID: number }[],
): void {
  const toBuffer = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(toBuffer) : value && Buffer.from(value as Uint8Array);
  for (const { name, dataTypeID } of fields)
    if (dataTypeID === OID.bytea || dataTypeID === OID.byteaArray)
      for (const row of rows) row[name] = toBuffer(row[name]);
}
