import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../errors';

/**
 * Bytes asked of the disk, and of the unpacker, at a time. Shorter than {@link LONGEST_LINE}, and than what the engine
 * takes for a large object and is slow to let go of.
 */
const CHUNK_BYTES = 64 * 1024;

/** The longest line that is read, in bytes. No format of ours has lines near it. */
export const LONGEST_LINE = 1_000_000;

const LF = 0x0a;

/** Lines of a file, whole and complete, the line ends left as they are. */
export interface LineBlock {
  text: string;
  /** Number of the first line, 1-based. */
  line: number;
}

/** The name of a file as messages print it: without its folders, without anything a terminal would act on. */
export function fileLabel(path: string): string {
  const name = Array.from(basename(path), (c) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(c) ? '?' : c)).join('');
  return name.length > 120 ? `${name.slice(0, 119)}…` : name || 'file';
}

/** A refusal of a whole file, naming it and, where known, the line. */
export function fileProblem(file: { name: string }, message: string, line?: number): Problem {
  const where = line === undefined ? file.name : `${file.name}, line ${line}`;
  return new Problem('BAD_USER_INPUT', `${where}: ${message}`, {
    file: file.name,
    ...(line === undefined ? {} : { line }),
  });
}

/** Turns what the file system says into a refusal that names the file. */
function systemProblem(path: string, fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file or folder. Check the path.',
    ENOTDIR: 'there is no such file or folder. Check the path.',
    EACCES: 'it may not be read. Check its permissions.',
    EPERM: 'it may not be read. Check its permissions.',
    EISDIR: 'it is a folder where a file is wanted.',
    ELOOP: 'its symbolic links lead in a circle.',
    ENAMETOOLONG: 'its path is too long.',
    ERR_INVALID_ARG_VALUE: 'its path is not a valid one.',
  };
  const code = (fault as NodeJS.ErrnoException)?.code ?? '';
  const reason =
    reasons[code] ?? `it could not be read (${/^[A-Z_0-9]+$/.test(code) ? code : 'unknown fault'}).`;
  return fileProblem({ name: fileLabel(path) }, reason);
}

/**
 * A file of incoming data, read once, front to back, in memory that doesn't grow with its size. Gzip is recognised by
 * its first bytes and unpacked on the way, whatever the name says. Every fault is a `Problem` that names the file
 * (never its folders) and says what to do.
 */
export class SourceFile {
  /** The file's name for messages, see {@link fileLabel}. */
  readonly name: string;
  /** Bytes of the file as stored that were read so far: the progress towards `size`. */
  bytesRead = 0;
  private readonly hash = createHash('sha256');
  private digest: string | undefined;
  private begun = false;

  constructor(
    readonly path: string,
    /** Bytes of the file as stored (packed, where it is); 0 where unknown. */
    readonly size: number,
  ) {
    this.name = fileLabel(path);
  }

  /** SHA-256 of the file as stored, in hexadecimal. Known once the file has been read to its end. */
  get sha256(): string {
    if (this.digest === undefined)
      throw new Error('the hash of a file is known only after its last byte was read');
    return this.digest;
  }

  /** The content in chunks of at most 64 KB, unpacked. */
  async *chunks(): AsyncGenerator<Buffer> {
    if (this.begun) throw new Error('a source file is read once; open it again');
    this.begun = true;
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.path, 'r');
      const stored = this.stored(handle);
      const first = await stored.next();
      if (first.done) return;
      if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* this.unpacked(first.value, stored);
      else {
        yield first.value;
        yield* stored;
      }
    } catch (fault) {
      throw systemProblem(this.path, fault);
    } finally {
      await handle?.close();
    }
  }

  /**
   * The content as text in blocks of whole lines, a byte order mark taken off.
   * @throws Problem where the content is binary, not UTF-8, or a line is longer than {@link LONGEST_LINE}; with the line.
   */
  async *lineBlocks(): AsyncGenerator<LineBlock> {
    let line = 1;
    let carried: Buffer[] = [];
    let carriedBytes = 0;
    for await (const chunk of this.chunks()) {
      if (line === 1 && carriedBytes === 0) this.refuseOtherKinds(chunk);
      const firstEnd = chunk.indexOf(LF);
      const restOfLine = firstEnd === -1 ? chunk.length : firstEnd;
      if (carriedBytes + restOfLine > LONGEST_LINE) throw this.tooLong(line);
      // A long line of binary is told as binary, not as a long line, before it is gathered.
      if (firstEnd === -1 && chunk.includes(0)) throw this.binary(line);
      const end = chunk.lastIndexOf(LF) + 1;
      if (end > 0) {
        const head = chunk.subarray(0, end);
        const block = carriedBytes > 0 ? Buffer.concat([...carried, head]) : head;
        yield { text: this.decode(block, line), line };
        line += linesIn(block);
        carried = [];
        carriedBytes = 0;
      }
      if (end < chunk.length) {
        carried.push(chunk.subarray(end));
        carriedBytes += chunk.length - end;
      }
    }
    if (carriedBytes > 0) yield { text: this.decode(Buffer.concat(carried), line), line };
  }

  /**
   * The whole content, unpacked, for formats that can't be read in pieces.
   * @param most bytes of content (unpacked) that are accepted
   * @param advice what to do where there are more
   */
  async wholeBytes(most: number, advice: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.chunks()) {
      bytes += chunk.length;
      if (bytes > most) {
        const limit = most >= 1e6 ? `${Math.round(most / 1e6)} MB` : `${most} bytes`;
        throw new Problem('TOO_LARGE', `${this.name}: larger than ${limit}, unpacked. ${advice}`, {
          file: this.name,
          limitBytes: most,
        });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Content, or a part of it that begins at its first line, as text, a byte order mark taken off. */
  text(content: Buffer): string {
    this.refuseOtherKinds(content);
    return this.decode(content, 1);
  }

  /** The bytes as stored, hashed and counted. */
  private async *stored(handle: FileHandle): AsyncGenerator<Buffer> {
    for (;;) {
      // A buffer of its own for each chunk: the reader may keep the end of it until the next one.
      const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      this.bytesRead += bytesRead;
      this.hash.update(chunk);
      yield chunk;
    }
    this.digest ??= this.hash.digest('hex');
  }

  private async *unpacked(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
    const packed = Readable.from(prepend(first, rest), { objectMode: false, highWaterMark: CHUNK_BYTES });
    packed.on('error', (fault) => gunzip.destroy(fault));
    try {
      for await (const chunk of packed.pipe(gunzip)) yield chunk as Buffer;
      // Padding after the packed data belongs to the file, and to its hash.
      packed.unpipe(gunzip);
      for await (const _ of packed);
    } catch (fault) {
      const code = (fault as NodeJS.ErrnoException)?.code;
      if (code === 'Z_BUF_ERROR')
        throw fileProblem(this, 'the gzip file ends too early. Download or copy it again.');
      if (typeof code === 'string' && code.startsWith('Z_'))
        throw fileProblem(
          this,
          'the gzip file is damaged. Download or copy it again, or unpack it yourself.',
        );
      throw fault;
    } finally {
      packed.destroy();
      gunzip.destroy();
    }
  }

  /** Refuses, by their first bytes, the kinds of file that are offered by mistake most often. */
  private refuseOtherKinds(first: Buffer): void {
    const starts = (...bytes: number[]) => bytes.every((byte, i) => first[i] === byte);
    if (starts(0x50, 0x4b, 0x03, 0x04))
      throw fileProblem(this, 'this is a zip archive or a spreadsheet. Unpack it, or save it as CSV, first.');
    if (starts(0xff, 0xfe) || starts(0xfe, 0xff))
      throw fileProblem(this, 'the text is UTF-16. Save it as UTF-8.', 1);
    if (starts(0x1f, 0x8b)) throw fileProblem(this, 'the file was packed with gzip twice. Unpack it once.');
    if (starts(0x25, 0x50, 0x44, 0x46)) throw fileProblem(this, 'this is a PDF, not data.');
  }

  private decode(block: Buffer, line: number): string {
    const nul = block.indexOf(0);
    if (nul !== -1) throw this.binary(line + linesIn(block.subarray(0, nul)));
    if (!isUtf8(block))
      throw fileProblem(this, 'the text is not UTF-8. Save the file as UTF-8.', line + firstBadLine(block));
    const bom = line === 1 && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf;
    return block.toString('utf8', bom ? 3 : 0);
  }

  private binary(line: number): Problem {
    return fileProblem(
      this,
      'there is a NUL byte, so this is not text. Give the CSV or JSON file itself.',
      line,
    );
  }

  private tooLong(line: number): Problem {
    return fileProblem(
      this,
      `the line is longer than ${LONGEST_LINE / 1e6} MB. Check that the file is of the right kind and has line ends.`,
      line,
    );
  }
}

async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** Line ends in a block of bytes. */
function linesIn(block: Buffer): number {
  let n = 0;
  for (let at = block.indexOf(LF); at !== -1; at = block.indexOf(LF, at + 1)) n++;
  return n;
}

/** Lines before the first one that is not UTF-8. No character of several bytes has a line end among them. */
function firstBadLine(block: Buffer): number {
  let start = 0;
  for (let n = 0; ; n++) {
    const end = block.indexOf(LF, start);
    if (end === -1 || !isUtf8(block.subarray(start, end))) return n;
    start = end + 1;
  }
}

/** Opens a file of incoming data. Nothing is read yet. */
export async function openSource(path: string): Promise<SourceFile> {
  try {
    const about = await stat(path);
    if (about.isDirectory())
      throw fileProblem({ name: fileLabel(path) }, 'it is a folder where a file is wanted.');
    return new SourceFile(path, about.isFile() ? about.size : 0);
  } catch (fault) {
    throw systemProblem(path, fault);
  }
}

/** What a list of files and folders comes to. */
export interface SourceList {
  /** Files to read: those named, and those in folders whose names match; sorted by path, each file once. */
  files: string[];
  /** Files in folders that were left alone because their names don't match. */
  passedOver: string[];
}

/**
 * Expands folders, at any depth, to the files in them whose names match. A file named itself is taken whatever its
 * name. Hidden files and the `__MACOSX` folders of archives are not looked at.
 * @param accepts tells whether a base name is one that the reader reads
 * @throws Problem where a path doesn't exist, or nothing matches
 */
export async function listSources(paths: string[], accepts: (name: string) => boolean): Promise<SourceList> {
  const files = new Map<string, string>();
  const passedOver: string[] = [];
  const foldersSeen = new Set<string>();

  const add = async (path: string) => {
    const real = await realpath(path);
    if (!files.has(real)) files.set(real, path);
  };
  const walk = async (folder: string): Promise<void> => {
    const real = await realpath(folder);
    if (foldersSeen.has(real)) return;
    foldersSeen.add(real);
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (fault) {
      throw systemProblem(folder, fault);
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
      if (kind?.isDirectory()) await walk(path);
      else if (kind?.isFile()) {
        if (accepts(entry.name)) await add(path);
        else passedOver.push(path);
      }
    }
  };

  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) await walk(path);
      else await add(path);
    } catch (fault) {
      throw systemProblem(path, fault);
    }
  }
  if (files.size === 0)
    throw new Problem(
      'BAD_USER_INPUT',
      'No file to read was found: give files, or folders with files named as their publisher names them.',
      { passedOver: passedOver.length },
    );
  return { files: [...files.values()].sort(byPath), passedOver: passedOver.sort(byPath) };
}

function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
