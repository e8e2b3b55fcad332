import { CsvError, type Options, parse } from 'csv-parse/sync';
import { fileProblem, type LineBlock, MAX_LINE_BYTES } from '../../platform/files';

/** Record of a CSV file. */
export interface CsvRow {
  /** Line where the record starts, 1-based, the header being line 1. */
  line: number;
  fields: string[];
}

/** Source of text in blocks of whole lines: a streamed file, or a content in memory. */
export interface LineSource {
  /** Name for messages. */
  name: string;
  lineBlocks(): AsyncGenerator<LineBlock>;
}

/** Columns of a layout, by name. */
export interface CsvLayout<Column extends string> {
  /** Name of the layout in messages: `a data.police.uk street file`. */
  name: string;
  required: readonly Column[];
  /** Names of the publisher's other columns and layouts: the only foreign names that a message repeats. */
  known?: readonly string[];
}

/** Opened CSV file with a header that fits its layout. */
export interface CsvTable<Column extends string> {
  /** Position of each required column. */
  columns: Record<Column, number>;
  /** Number of columns in the header, and so of fields in each row. */
  width: number;
  /** Rows below the header, in batches of at most some thousand. */
  rows: AsyncGenerator<CsvRow[]>;
}

const CSV: Options = { record_delimiter: ['\r\n', '\n'], relax_column_count: true };

/**
 * Reads all records of a CSV file (RFC 4180, comma, LF or CRLF), header included, one batch per block of the file.
 * Skips empty lines. Blocks without a quotation mark are split at line ends and commas, all that RFC 4180 needs there;
 * the others go through csv-parse.
 *
 * @throws Problem with the line, where quotation marks are misplaced or not closed.
 */
export async function* csvRows(file: LineSource): AsyncGenerator<CsvRow[]> {
  let open = '';
  let openLine = 1;
  for await (const block of file.lineBlocks()) {
    if (open === '') {
      if (!block.text.includes('"')) {
        yield plainRows(block.text, block.line);
        continue;
      }
      openLine = block.line;
    }
    const text = open + block.text;
    const end = lastRecordEnd(text);
    if (end > 0) yield quotedRows(file, text.slice(0, end), openLine);
    openLine += lineEnds(text, end);
    open = text.slice(end);
    if (open.length > MAX_LINE_BYTES) {
      // Let csv-parse report a misplaced quotation mark; otherwise one was opened and never closed.
      quotedRows(file, open, openLine);
      throw unclosed(file, openLine);
    }
  }
  if (open !== '') yield quotedRows(file, open.replace(/\r$/, ''), openLine);
}

/**
 * Opens a CSV file and checks its header against a layout. Columns may come in any order; columns that the layout does
 * not know are not read.
 *
 * @throws Problem listing the missing columns, and of the unexpected ones only names of known layouts.
 */
export async function openCsv<Column extends string>(
  file: LineSource,
  layout: CsvLayout<Column>,
): Promise<CsvTable<Column>> {
  const batches = csvRows(file);
  let first = await batches.next();
  while (!first.done && first.value.length === 0) first = await batches.next();
  if (first.done)
    throw fileProblem(file, `the file is empty; ${layout.name} begins with a line of column names.`);
  const [header, ...below] = first.value;
  try {
    const columns = columnsOf(file, header, layout);
    return { columns, width: header.fields.length, rows: following(below, batches) };
  } catch (fault) {
    await batches.return(undefined);
    throw fault;
  }
}

/**
 * Whether the header of a CSV file has all of some columns.
 *
 * @throws Problem where the file is not text.
 */
export async function hasColumns(file: LineSource, columns: readonly string[]): Promise<boolean> {
  for await (const [header] of csvRows(file))
    if (header) {
      const names = header.fields.map(columnKey);
      return columns.every((column) => names.includes(columnKey(column)));
    }
  return false;
}

function columnKey(name: string): string {
  return name.trim().toLowerCase();
}

async function* following(first: CsvRow[], rest: AsyncGenerator<CsvRow[]>): AsyncGenerator<CsvRow[]> {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function columnsOf<Column extends string>(
  file: LineSource,
  header: CsvRow,
  layout: CsvLayout<Column>,
): Record<Column, number> {
  const names = header.fields.map(columnKey);
  const columns = {} as Record<Column, number>;
  const missing: string[] = [];
  for (const column of layout.required) {
    const at = names.indexOf(columnKey(column));
    if (at === -1) missing.push(column);
    else if (names.indexOf(columnKey(column), at + 1) !== -1)
      throw fileProblem(file, `the header has the column ${column} more than once.`, header.line);
    else columns[column] = at;
  }
  if (missing.length === 0) return columns;

  const required = new Set<string>(layout.required.map(columnKey));
  const known = new Map((layout.known ?? []).map((name) => [columnKey(name), name]));
  const named: string[] = [];
  const positions: number[] = [];
  names.forEach((name, i) => {
    if (required.has(name)) return;
    const familiar = known.get(name);
    if (familiar === undefined) positions.push(i + 1);
    else named.push(familiar);
  });
  const parts = [`this is not ${layout.name}. Missing: ${missing.join(', ')}.`];
  if (named.length > 0) parts.push(`There, but of another layout or not needed: ${named.join(', ')}.`);
  if (positions.length > 0) parts.push(`Unknown: column ${listed(positions)} of ${names.length}.`);
  if (names.length === 1 && /[;\t|¬]/.test(names[0])) parts.push('Columns must be separated by commas.');
  throw fileProblem(file, parts.join(' '), header.line);
}

function listed(positions: number[]): string {
  const shown = positions.slice(0, 20).join(', ');
  return positions.length > 20 ? `${shown} and ${positions.length - 20} more` : shown;
}

/** Splits text without quotation marks into records. */
function plainRows(text: string, firstLine: number): CsvRow[] {
  const rows: CsvRow[] = [];
  let start = 0;
  for (let line = firstLine; start < text.length; line++) {
    let end = text.indexOf('\n', start);
    if (end === -1) end = text.length;
    const stop = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    if (stop > start) rows.push({ line, fields: text.slice(start, stop).split(',') });
    start = end + 1;
  }
  return rows;
}

/** Splits text with quotation marks into records; it must end with a whole record. */
function quotedRows(file: LineSource, text: string, firstLine: number): CsvRow[] {
  let records: string[][];
  try {
    records = parse(text, CSV);
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const before = Number(fault.records) || 0;
    const good = before > 0 ? parse(text, { ...CSV, to: before }) : [];
    const line = good.reduce((at, fields) => at + linesOf(fields), firstLine);
    if (fault.code === 'CSV_QUOTE_NOT_CLOSED') throw unclosed(file, line);
    throw fileProblem(
      file,
      'a quotation mark is where CSV has none: a field with quotation marks must be wrapped in them, and those inside ' +
        'it doubled. Correct the line, or export the file again.',
      line,
    );
  }
  const rows: CsvRow[] = [];
  let line = firstLine;
  for (const fields of records) {
    if (fields.length > 1 || fields[0] !== '') rows.push({ line, fields });
    line += linesOf(fields);
  }
  return rows;
}

function unclosed(file: LineSource, line: number): Error {
  return fileProblem(file, 'a quotation mark is opened here and never closed. Correct the line.', line);
}

/** Number of lines that a record spans. */
function linesOf(fields: string[]): number {
  let lines = 1;
  for (const field of fields) lines += lineEnds(field, field.length);
  return lines;
}

function lineEnds(text: string, before: number): number {
  let n = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < before; at = text.indexOf('\n', at + 1)) n++;
  return n;
}

/** Position after the last line end that is outside quotation marks; 0 where there is none. */
function lastRecordEnd(text: string): number {
  let end = 0;
  let start = 0;
  for (let inside = false; start <= text.length; inside = !inside) {
    let quote = text.indexOf('"', start);
    if (quote === -1) quote = text.length;
    if (!inside && quote > start) {
      const last = text.lastIndexOf('\n', quote - 1);
      if (last >= start) end = last + 1;
    }
    start = quote + 1;
  }
  return end;
}
