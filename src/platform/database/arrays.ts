/**
 * Array parameters in PostgreSQL's binary format (`array_send`): a column of some thousand rows then costs either back
 * end a third of its cost as text, which is escaped, measured, copied and parsed value by value.
 */

const NULL_LENGTH = -1;
/** 2000-01-01, the epoch of PostgreSQL's dates and times. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const TWO_TO_32 = 2 ** 32;

/** Encoder of the elements of a type. */
interface Element {
  oid: number;
  /** Bytes of a value; NaN where the format cannot hold it. */
  size(value: unknown): number;
  /** Writes a value; false where the format cannot hold it. */
  write(into: Buffer, value: unknown, at: number): boolean;
}

function whole(oid: number, size: 2 | 4): Element {
  const most = 2 ** (8 * size - 1);
  return {
    oid,
    size: () => size,
    write(into, value, at) {
      if (!Number.isInteger(value) || Number(value) < -most || Number(value) >= most) return false;
      into.writeIntBE(value as number, at, size);
      return true;
    },
  };
}

/** Milliseconds of an ISO 8601 text in UTC, or of a Date; NaN for anything else. */
function millisecondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
}

/** Day number of a text as YYYY-MM-DD; NaN for anything else, such as 30 February. */
function dayOf(value: unknown): number {
  const day =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00Z`) : Number.NaN;
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value
    ? Number.NaN
    : (day - EPOCH_MS) / DAY_MS;
}

/** Caches the last answer of a function, since columns have long runs of one month. */
function remembering<T>(of: (value: unknown) => T): (value: unknown) => T {
  let last: { value: unknown; answer: T } | undefined;
  return (value) => {
    if (last === undefined || last.value !== value) last = { value, answer: of(value) };
    return last.answer;
  };
}

const day = remembering(dayOf);
const milliseconds = remembering(millisecondsOf);

const UUID = /^[0-9a-f]{8}(-?)([0-9a-f]{4}\1){3}[0-9a-f]{12}$/;

const ELEMENTS: Record<string, Element> = {
  boolean: {
    oid: 16,
    size: () => 1,
    write(into, value, at) {
      if (typeof value !== 'boolean') return false;
      into[at] = value ? 1 : 0;
      return true;
    },
  },
  smallint: whole(21, 2),
  integer: whole(23, 4),
  text: {
    oid: 25,
    size: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : Number.NaN),
    write(into, value, at) {
      into.write(value as string, at);
      return true;
    },
  },
  float8: {
    oid: 701,
    size: () => 8,
    write(into, value, at) {
      if (typeof value !== 'number') return false;
      into.writeDoubleBE(value, at);
      return true;
    },
  },
  date: {
    oid: 1082,
    size: () => 4,
    write(into, value, at) {
      const days = day(value);
      if (Number.isNaN(days)) return false;
      into.writeInt32BE(days, at);
      return true;
    },
  },
  timestamptz: {
    oid: 1184,
    size: () => 8,
    write(into, value, at) {
      const microseconds = (milliseconds(value) - EPOCH_MS) * 1000;
      if (Number.isNaN(microseconds)) return false;
      into.writeInt32BE(Math.floor(microseconds / TWO_TO_32), at);
      into.writeUInt32BE(((microseconds % TWO_TO_32) + TWO_TO_32) % TWO_TO_32, at + 4);
      return true;
    },
  },
  uuid: {
    oid: 2950,
    size: () => 16,
    write(into, value, at) {
      if (typeof value !== 'string' || !UUID.test(value)) return false;
      into.write(value.length === 32 ? value : value.replaceAll('-', ''), at, 'hex');
      return true;
    },
  },
};

/**
 * Encodes an array parameter in binary, for the element types used by loads.
 *
 * @param type name of the element type in the statement's cast.
 * @returns the value itself where it is not an array of plain values of that type: it is then sent as text, and the
 *   database reports the fault.
 */
export function packArray(type: string, value: unknown): unknown {
  const element: Element | undefined = ELEMENTS[type];
  if (element === undefined || !Array.isArray(value) || value.length === 0) return value;
  let bytes = 20 + 4 * value.length;
  for (const each of value) if (each !== null) bytes += element.size(each);
  if (Number.isNaN(bytes)) return value;
  // Allocate separately: passing a buffer to another thread copies all memory that it shares.
  const packed = Buffer.allocUnsafeSlow(bytes);
  packed.writeInt32BE(1, 0); // dimensions
  packed.writeInt32BE(value.includes(null) ? 1 : 0, 4);
  packed.writeInt32BE(element.oid, 8);
  packed.writeInt32BE(value.length, 12);
  packed.writeInt32BE(1, 16); // first subscript
  let at = 20;
  for (const each of value) {
    const size = each === null ? NULL_LENGTH : element.size(each);
    packed.writeInt32BE(size, at);
    at += 4;
    if (size === NULL_LENGTH) continue;
    if (!element.write(packed, each, at)) return value;
    at += size;
  }
  return packed;
}
