import { createHash, type Hash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Problem } from '../errors';
import { fileLabel, fileProblem, type SourceFile } from '../files';
import type { Values } from './backup.queries';

/**
 * A backup is gzipped text, one JSON value per line: a {@link Header}, {@link Batch}es of rows, and a {@link Trailer}
 * with the hash of all before it. Values are PostgreSQL's own text format, so that they come back exactly and any
 * program can read them.
 */
const FORMAT = 'community-safety-graph backup';

/** Raised when this program could no longer read what it wrote before. */
const FORMAT_VERSION = 1;

/** A column of a table in a backup. */
export interface HeldColumn {
  name: string;
  /** Type as PostgreSQL writes it. */
  type: string;
  /** The number that its sequence gives next; null where it has none. */
  next: string | null;
}

/** A table in a backup. */
export interface HeldTable {
  name: string;
  columns: HeldColumn[];
}

/** The first line. */
export interface Header {
  format: string;
  version: number;
  /** When the snapshot was taken, ISO 8601. */
  createdAt: string;
  /** The migrations that had run, oldest first: the level of the schema. */
  migrations: string[];
  tables: HeldTable[];
}

/** Rows of one table, column by column. */
export interface Batch {
  table: string;
  values: Values;
}

/** The last line. */
interface Trailer {
  /** Rows of each table. */
  rows: Record<string, number>;
  /** SHA-256 of all lines before, with their line ends, in hexadecimal. */
  sha256: string;
}

/** The longest line that is read: a batch is one megabyte of text, or one row that is longer. */
const MAX_LINE_BYTES = 256_000_000;
const LONGEST_HEADER = 1_000_000;

const LF = 0x0a;

const STANDARD_OUTPUT = '-';

/** A value as a line, entered in the hash. */
function line(value: Header | Batch, hash: Hash): string {
  const text = `${JSON.stringify(value)}\n`;
  hash.update(text);
  return text;
}

async function* content(
  header: Omit<Header, 'format' | 'version'>,
  batches: AsyncIterable<Batch>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const rows = Object.fromEntries(header.tables.map(({ name }) => [name, 0]));
  yield line({ format: FORMAT, version: FORMAT_VERSION, ...header }, hash);
  for await (const batch of batches) {
    rows[batch.table] += batch.values[0].length;
    yield line(batch, hash);
  }
  const trailer: Trailer = { rows, sha256: hash.digest('hex') };
  yield `${JSON.stringify(trailer)}\n`;
}

/** Reason that a file cannot be written, in words. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such folder. Make it, or choose another.',
  ENOTDIR: 'there is no such folder. Make it, or choose another.',
  EACCES: 'this user may not write there. Choose another folder.',
  EPERM: 'this user may not write there. Choose another folder.',
  EROFS: 'this file system is read-only. Choose another folder.',
  EISDIR: 'this is a folder. Give the name of the file to make.',
  ENOSPC: 'no space is left there. Make room, or choose another folder.',
  EDQUOT: 'no space is left there. Make room, or choose another folder.',
  EPIPE: 'the program that was to take the backup ended early.',
};

function writeProblem(path: string, fault: unknown): unknown {
  const reason = REASONS[(fault as NodeJS.ErrnoException)?.code ?? ''];
  if (fault instanceof Problem || !reason) return fault;
  return new Problem('CONFLICT', `${fileLabel(path)}: ${reason} No backup was made.`);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
}

/**
 * Refuses to write over a file: it might be the only good backup.
 *
 * @throws Problem CONFLICT where there is something already.
 */
export function refuseExisting(path: string): void {
  if (path !== STANDARD_OUTPUT && existsSync(path))
    throw new Problem('CONFLICT', `${fileLabel(path)}: there is a file already. Choose another name.`);
}

/**
 * Writes a backup, so that the file is there whole or not at all. Only its owner may read it.
 *
 * @param path the file, or `-` for standard output.
 * @returns bytes written; 0 to standard output.
 */
export async function writeBackup(
  path: string,
  header: Omit<Header, 'format' | 'version'>,
  batches: AsyncIterable<Batch>,
): Promise<number> {
  const toPipe = path === STANDARD_OUTPUT;
  const draft = `${path}.part`;
  const target: Writable = toPipe ? process.stdout : createWriteStream(draft, { mode: 0o600 });
  try {
    await pipeline(Readable.from(content(header, batches)), createGzip({ level: 4 }), target);
    if (toPipe) return 0;
    await sync(draft);
    const { size } = await stat(draft);
    await rename(draft, path);
    return size;
  } catch (fault) {
    if (!toPipe) await rm(draft, { force: true }).catch(() => {}); // the first fault is the one to report
    throw writeProblem(path, fault);
  }
}

function foreign(file: SourceFile): Problem {
  return fileProblem(
    file,
    'this is not a backup that csg backup made. (A dump of pg_dump is restored with pg_restore or psql.)',
  );
}

function damaged(file: SourceFile): Problem {
  return fileProblem(file, 'the backup is damaged. Copy it again from where it was made, or take another.');
}

function tooShort(file: SourceFile): Problem {
  return fileProblem(
    file,
    'the backup ends too early. Copy it again from where it was made, or take another.',
  );
}

/** The lines of a file as bytes, without their ends. */
async function* linesOf(file: SourceFile): AsyncGenerator<Buffer> {
  let carried: Buffer[] = [];
  let length = 0;
  let longest = LONGEST_HEADER;
  for await (const chunk of file.chunks()) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      yield Buffer.concat([...carried, chunk.subarray(start, end)]);
      carried = [];
      length = 0;
      longest = MAX_LINE_BYTES;
      start = end + 1;
    }
    carried.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > longest) throw longest === LONGEST_HEADER ? foreign(file) : damaged(file);
  }
  if (length > 0) yield Buffer.concat(carried); // a line that was cut off: whoever reads it will say so
}

function parse(line: Buffer): Partial<Header & Batch & Trailer> | null {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
}

/** Reads the header. @throws Problem where the file is of another kind, or of a newer program */
function headerOf(file: SourceFile, line: Buffer | undefined): Header {
  const header = line && parse(line);
  if (header?.format !== FORMAT) throw foreign(file);
  if (header.version !== FORMAT_VERSION)
    throw fileProblem(file, 'a newer version of this program made this backup. Update the program first.');
  return header as Header;
}

async function* batchesOf(
  file: SourceFile,
  { tables }: Header,
  rest: AsyncGenerator<Buffer>,
  hash: Hash,
): AsyncGenerator<Batch> {
  const rows = new Map(tables.map(({ name }) => [name, 0]));
  const widths = new Map(tables.map(({ name, columns }) => [name, columns.length]));
  for await (const line of rest) {
    const value = parse(line);
    if (value?.sha256) {
      const { done } = await rest.next();
      const counted = tables.every(({ name }) => value.rows?.[name] === rows.get(name));
      if (!done || !counted || value.sha256 !== hash.digest('hex')) throw damaged(file);
      return;
    }
    hash.update(line).update('\n');
    const { table, values } = value ?? {};
    if (!table || !values || values.length !== widths.get(table)) throw damaged(file);
    rows.set(table, rows.get(table)! + values[0].length);
    yield { table, values };
  }
  throw tooShort(file);
}

/**
 * Reads a backup as a stream. Where the rows end with a Problem, none of them counts.
 *
 * @param work given the header, and the rows in the order of the file.
 * @throws Problem naming the file where it is no backup, is damaged, ends too early, or is of a newer program; perhaps
 *   only after the last batch.
 */
export async function readBackup<T>(
  file: SourceFile,
  work: (header: Header, batches: AsyncGenerator<Batch>) => Promise<T>,
): Promise<T> {
  const rest = linesOf(file);
  try {
    const { value: first } = (await rest.next()) as { value: Buffer | undefined };
    const header = headerOf(file, first);
    const hash = createHash('sha256').update(first!).update('\n');
    return await work(header, batchesOf(file, header, rest, hash));
  } finally {
    await rest.return(undefined);
  }
}
