/**
 * Arrays as parameters, in PostgreSQL's binary format (`array_send`): a column of some thousand rows then costs either
 * back end a third of what it takes as text, which is escaped, measured, copied and parsed value by value.
 */

const NULL_LENGTH = -1;
/** 2000-01-01, from which PostgreSQL counts. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const TWO_TO_32 = 2 ** 32;

/** How the elements of a type are written. */
interface Element {
  oid: number;
  /** Bytes of a value; null where the format cannot hold it. */
  size(value: unknown): number | null;
  write(into: Buffer, value: unknown, at: number, size: number): void;
}

function whole(oid: number, size: 2 | 4): Element {
  const most = 2 ** (8 * size - 1);
  return {
    oid,
    size: (value) =>
      Number.isInteger(value) && -most <= Number(value) && Number(value) < most ? size : null,
    write: (into, value, at) => into.writeIntBE(value as number, at, size),
  };
}

/** The instant of an ISO 8601 text in UTC, or of a Date; NaN for everything else. */
function millisecondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
}

/** The day that a text as YYYY-MM-DD names; NaN for everything else, such as 30 February. */
function dayOf(value: unknown): number {
  const day =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00Z`) : Number.NaN;
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value
    ? Number.NaN
    : (day - EPOCH_MS) / DAY_MS;
}

/** Remembers the last answer: columns have long runs of one month. */
function remembering<T>(of: (value: unknown) => T): (value: unknown) => T {
  let last: { value: unknown; answer: T } | undefined;
  return (value) => {
    if (last === undefined || last.value !== value) last = { value, answer: of(value) };
    return last.answer;
  };
}

const day = remembering(dayOf);

const UUID = /^[0-9a-f]{8}(-?)([0-9a-f]{4}\1){3}[0-9a-f]{12}$/;

const ELEMENTS: Record<string, Element> = {
  boolean: {
    oid: 16,
    size: (value) => (typeof value === 'boolean' ? 1 : null),
    write: (into, value, at) => into.writeUInt8(value ? 1 : 0, at),
  },
  smallint: whole(21, 2),
  integer: whole(23, 4),
  text: {
    oid: 25,
    size: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : null),
    write: (into, value, at) => into.write(value as string, at),
  },
  float8: {
    oid: 701,
    size: (value) => (typeof value === 'number' ? 8 : null),
    write: (into, value, at) => into.writeDoubleBE(value as number, at),
  },
  date: {
    oid: 1082,
    size: (value) => (Number.isNaN(day(value)) ? null : 4),
    write: (into, value, at) => into.writeInt32BE(day(value), at),
  },
  timestamptz: {
    oid: 1184,
    size: (value) => (Number.isNaN(millisecondsOf(value)) ? null : 8),
    write: (into, value, at) => {
      const microseconds = (millisecondsOf(value) - EPOCH_MS) * 1000;
      into.writeInt32BE(Math.floor(microseconds / TWO_TO_32), at);
      into.writeUInt32BE(((microseconds % TWO_TO_32) + TWO_TO_32) % TWO_TO_32, at + 4);
    },
  },
  uuid: {
    oid: 2950,
    size: (value) => (typeof value === 'string' && UUID.test(value) ? 16 : null),
    write: (into, value, at) => into.write((value as string).replaceAll('-', ''), at, 'hex'),
  },
};

/**
 * An array parameter in binary, for the element types that loads are made of.
 *
 * @param type name of the element type, as the statement casts to it
 * @returns the value itself where it is no array of plain values of that type: then it goes as text, and the database says
 *   what is wrong with it.
 */
export function packArray(type: string, value: unknown): unknown {
  const element: Element | undefined = ELEMENTS[type];
  if (element === undefined || !Array.isArray(value) || value.length === 0) return value;
  const sizes = new Array<number>(value.length);
  let bytes = 20 + 4 * value.length;
  let nulls = false;
  for (let i = 0; i < value.length; i++) {
    const each: unknown = value[i];
    const size = each === null ? NULL_LENGTH : element.size(each);
    if (size === null) return value;
    sizes[i] = size;
    if (size === NULL_LENGTH) nulls = true;
    else bytes += size;
  }
  // Memory of its own: what is passed to another thread is copied with all that it shares its memory with.
  const packed = Buffer.allocUnsafeSlow(bytes);
  packed.writeInt32BE(1, 0); // dimensions
  packed.writeInt32BE(nulls ? 1 : 0, 4);
  packed.writeInt32BE(element.oid, 8);
  packed.writeInt32BE(value.length, 12);
  packed.writeInt32BE(1, 16); // first subscript
  let at = 20;
  for (let i = 0; i < value.length; i++) {
    const size = sizes[i];
    packed.writeInt32BE(size, at);
    at += 4;
    if (size === NULL_LENGTH) continue;
    element.write(packed, value[i], at, size);
    at += size;
  }
  return packed;
}
