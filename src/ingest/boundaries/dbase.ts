/** Table of a shapefile: names of its columns, and its rows, null for a row marked as deleted. */
export interface DbaseTable {
  columns: string[];
  rows: (Record<string, unknown> | null)[];
}

interface Column {
  name: string;
  numeric: boolean;
  from: number;
  to: number;
}

const END_OF_COLUMNS = 0x0d;
const DELETED = 0x2a;

/**
 * Reads a dBASE table (III and later, without memo fields), which holds the attributes of a shapefile.
 *
 * @param encoding encoding of its text, as named in a `.cpg`; by default UTF-8 where the text is valid UTF-8, else
 *   Windows-1252.
 * @throws Error where it ends too early or is damaged.
 */
export function readDbase(file: Buffer, encoding: string | undefined): DbaseTable {
  const count = file.readUInt32LE(4);
  const headerLength = file.readUInt16LE(8);
  const rowLength = file.readUInt16LE(10);
  const decode = decoderOf(encoding);
  const columns: Column[] = [];
  let from = 1;
  for (let at = 32; file.readUInt8(at) !== END_OF_COLUMNS; at += 32) {
    const length = file.readUInt8(at + 16);
    const type = String.fromCharCode(file.readUInt8(at + 11));
    const name = decode(file.subarray(at, at + 11))
      .split('\0', 1)[0]
      .trim();
    columns.push({ name, numeric: type === 'N' || type === 'F', from, to: from + length });
    from += length;
  }
  if (from > rowLength || headerLength + count * rowLength > file.length)
    throw new RangeError('the table ends too early');
  const rows = Array.from({ length: count }, (_, i) => {
    const row = file.subarray(headerLength + i * rowLength, headerLength + (i + 1) * rowLength);
    if (row[0] === DELETED) return null;
    return Object.fromEntries(
      columns.map(({ name, numeric, from, to }) => [
        name,
        readValue(decode(row.subarray(from, to)), numeric),
      ]),
    );
  });
  return { columns: columns.map(({ name }) => name), rows };
}

function readValue(text: string, numeric: boolean): unknown {
  const clean = text.replaceAll('\0', '').trim();
  if (!numeric) return clean;
  return clean === '' || Number.isNaN(Number(clean)) ? null : Number(clean);
}

function decoderOf(encoding: string | undefined): (bytes: Buffer) => string {
  const western = new TextDecoder('windows-1252');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  if (encoding !== undefined && /8859-?1$|1252|ansi/i.test(encoding.trim()))
    return (bytes) => western.decode(bytes);
  return (bytes) => {
    try {
      return utf8.decode(bytes);
    } catch {
      return western.decode(bytes);
    }
  };
}
