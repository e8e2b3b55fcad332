import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../errors';
import { fileLabel, fileProblem, systemProblem } from './file-problem';

/**
 * Bytes read from the disk, and from the unpacker, at a time. Below {@link MAX_LINE_BYTES}, and below the size at which
 * V8 treats a buffer as a large object and frees it late.
 */
const CHUNK_BYTES = 64 * 1024;

/** Limit of a line's length in bytes, far above that of any supported format. */
export const MAX_LINE_BYTES = 1_000_000;

/** Limit of the ratio of a packed file's content to its size, which text never reaches. */
const MAX_RATIO = 200;

/** Unpacked bytes below which no ratio is refused: a small file may repeat one line. */
const FREE_BYTES = 4_000_000;

const LF = 0x0a;

/** Block of whole lines of a file, with their line ends. */
export interface LineBlock {
  text: string;
  /** Number of the first line, from 1. */
  line: number;
}

/**
 * File of incoming data, read once from front to back, in memory independent of its size. Gzip is recognised by its
 * first bytes, under any name, and unpacked while reading. Every fault is a `Problem` with the file's name (never its
 * folders) and advice.
 */
export class SourceFile {
  /** Name for messages, see {@link fileLabel}. */
  readonly name: string;
  /** Bytes read so far of the file as stored, as progress towards `size`. */
  bytesRead = 0;
  private readonly hash = createHash('sha256');
  private digest: string | undefined;
  private isRead = false;

  constructor(
    readonly path: string,
    /** Bytes of the file as stored, packed or not; 0 where unknown. */
    readonly size: number,
  ) {
    this.name = fileLabel(path);
  }

  /** SHA-256 of the file as stored, in hexadecimal; available after the file was read to its end. */
  get sha256(): string {
    if (this.digest === undefined)
      throw new Error('the hash of a file is known only after its last byte was read');
    return this.digest;
  }

  /** Unpacked content in chunks of at most 64 KB. */
  async *chunks(): AsyncGenerator<Buffer> {
    if (this.isRead) throw new Error('a source file is read once; open it again');
    this.isRead = true;
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
   * Content as text, in blocks of whole lines, without a byte order mark.
   *
   * @throws Problem with the line, where the content is binary, not UTF-8, or has a line above {@link MAX_LINE_BYTES}.
   */
  async *lineBlocks(): AsyncGenerator<LineBlock> {
    let line = 1;
    let carried: Buffer[] = [];
    let carriedBytes = 0;
    for await (const chunk of this.chunks()) {
      if (line === 1 && carriedBytes === 0) this.refuseOtherKinds(chunk);
      const firstEnd = chunk.indexOf(LF);
      const restOfLine = firstEnd === -1 ? chunk.length : firstEnd;
      if (carriedBytes + restOfLine > MAX_LINE_BYTES) throw this.tooLong(line);
      // Report a long line of binary as binary, not as a long line, before collecting it.
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
   * Whole unpacked content, for formats that cannot be read in pieces.
   *
   * @param most limit of its bytes, unpacked.
   * @param advice advice in the message where there are more.
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

  /** Content, or the beginning of it, as text without a byte order mark. */
  text(content: Buffer): string {
    this.refuseOtherKinds(content);
    return this.decode(content, 1);
  }

  /** Bytes as stored; adds them to the hash and to `bytesRead`. */
  private async *stored(handle: FileHandle): AsyncGenerator<Buffer> {
    for (;;) {
      // Allocate a buffer for each chunk, since the reader may keep the end of one until the next.
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
      let bytes = 0;
      for await (const chunk of packed.pipe(gunzip)) {
        bytes += (chunk as Buffer).length;
        if (bytes > FREE_BYTES && bytes > MAX_RATIO * this.bytesRead)
          throw fileProblem(
            this,
            `the gzip file unpacks to more than ${MAX_RATIO} times its size, as no data do. Export it again.`,
          );
        yield chunk as Buffer;
      }
      // Read the padding after the packed data, which belongs to the file and its hash.
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

  /** Refuses the kinds of file that are given by mistake most often, by their first bytes. */
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
      `the line is longer than ${MAX_LINE_BYTES / 1e6} MB. Check that the file is of the right kind and has line ends.`,
      line,
    );
  }
}

async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** Number of line ends in a block of bytes. */
function linesIn(block: Buffer): number {
  let n = 0;
  for (let at = block.indexOf(LF); at !== -1; at = block.indexOf(LF, at + 1)) n++;
  return n;
}

/** Number of lines before the first that is not UTF-8; no multi-byte character contains a line end. */
function firstBadLine(block: Buffer): number {
  let start = 0;
  for (let n = 0; ; n++) {
    const end = block.indexOf(LF, start);
    if (end === -1 || !isUtf8(block.subarray(start, end))) return n;
    start = end + 1;
  }
}

/** Opens a file of incoming data, without reading any of it. */
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
