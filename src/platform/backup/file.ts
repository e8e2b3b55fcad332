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
 * with the hash of all lines before. Values are in PostgreSQL's own text format, so that they are restored exactly and
 * any program can read them.
 */
const FORMAT = 'community-safety-graph backup';

/** Version of the format, raised when this program could no longer read earlier backups. */
const FORMAT_VERSION = 1;

/** Column of a table in a backup. */
export interface HeldColumn {
  name: string;
  /** Type in PostgreSQL's notation. */
  type: string;
  /** Next number of its sequence; null for none. */
  next: string | null;
}

/** Table in a backup. */
export interface HeldTable {
  name: string;
  columns: HeldColumn[];
}

/** First line of a backup. */
export interface Header {
  format: string;
  version: number;
  /** Time of the snapshot, ISO 8601. */
  createdAt: string;
  /** Migrations that had run, oldest first, which are the level of the schema. */
  migrations: string[];
  tables: HeldTable[];
}

/** Rows of one table, column by column. */
export interface Batch {
  table: string;
  values: Values;
}

/** Last line of a backup. */
interface Trailer {
  /** Number of rows of each table. */
  rows: Record<string, number>;
  /** SHA-256 of all lines before, with their line ends, in hexadecimal. */
  sha256: string;
}

/** Limit of a line's length in bytes: a batch is one megabyte of text, or a single longer row. */
const MAX_LINE_BYTES = 256_000_000;
const LONGEST_HEADER = 1_000_000;

const LF = 0x0a;

const STANDARD_OUTPUT = '-';

/** Line of a value; adds it to the hash. */
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

/** Reasons for failing to write a file, in words, by error code. */
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
 * Refuses to overwrite a file, which might be the only good backup.
 *
 * @throws Problem CONFLICT where the file exists.
 */
export function refuseExisting(path: string): void {
  if (path !== STANDARD_OUTPUT && existsSync(path))
    throw new Problem('CONFLICT', `${fileLabel(path)}: there is a file already. Choose another name.`);
}

/**
 * Writes a backup completely or not at all. Only its owner may read it.
 *
 * @param path path of the file, or `-` for standard output.
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
    if (!toPipe) await rm(draft, { force: true }).catch(() => {}); // report the first fault only
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

/** Lines of a file as bytes, without line ends. */
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
  if (length > 0) yield Buffer.concat(carried); // a truncated line, which its reader refuses
}

function parse(line: Buffer): Partial<Header & Batch & Trailer> | null {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
}

/** Reads the header. @throws Problem where the file is of another kind, or from a newer program. */
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
 * Reads a backup as a stream. Where the rows end with a Problem, all of them must be discarded.
 *
 * @param work receives the header, and the rows in the order of the file.
 * @throws Problem naming the file where it is not a backup, is damaged or truncated, or is from a newer program;
 *   perhaps only after the last batch.
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
