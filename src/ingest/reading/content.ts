import { fileProblem, type LineBlock, type SourceFile } from '../../platform/files';
import { jsonFault } from './json-fault';

/** Limit of a file that is held in memory whole, in bytes, unpacked. */
export const LARGEST_CONTENT = 256_000_000;

const TOO_LARGE_ADVICE = "Take the publisher's generalised version, or only the areas you need.";

/** Whole content of a file, for formats that cannot be read in pieces. */
export class Content {
  /** Name of the file, for messages. */
  readonly name: string;
  private decoded: string | undefined;
  private parsed: { root: unknown } | undefined;

  private constructor(
    private readonly file: SourceFile,
    /** Content, unpacked where the file was packed with gzip. */
    readonly bytes: Buffer,
  ) {
    this.name = file.name;
  }

  /**
   * Reads a file to its end.
   *
   * @throws Problem where it cannot be read, is empty, or has more than `most` bytes.
   */
  static async of(file: SourceFile, most = LARGEST_CONTENT): Promise<Content> {
    const content = new Content(file, await file.wholeBytes(most, TOO_LARGE_ADVICE));
    if (content.bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
      throw fileProblem(file, 'the file is empty.');
    return content;
  }

  /** Content of a file inside this archive, under the archive's name. */
  inside(bytes: Buffer): Content {
    return new Content(this.file, bytes);
  }

  /** Whether the content begins with a text (ASCII). */
  startsWith(magic: string): boolean {
    return this.bytes.toString('latin1', 0, magic.length) === magic;
  }

  /** First character after white space and a byte order mark, found without decoding the content. */
  get firstMark(): string {
    return /[^\s\u00ef\u00bb\u00bf]/.exec(this.bytes.toString('latin1', 0, 10_000))?.[0] ?? '';
  }

  /** Content as text. Problem with the line where it is binary or not UTF-8. */
  get text(): string {
    this.decoded ??= this.file.text(this.bytes);
    return this.decoded;
  }

  /** Content as JSON. Problem with the line where it is not. */
  get json(): unknown {
    this.parsed ??= { root: this.parse() };
    return this.parsed.root;
  }

  /** Content as a single block of lines, for readers of a `LineSource`. */
  async *lineBlocks(): AsyncGenerator<LineBlock> {
    yield { text: this.text, line: 1 };
  }

  private parse(): unknown {
    const { text } = this;
    try {
      return JSON.parse(text);
    } catch {
      const { line, truncated } = jsonFault(text);
      throw fileProblem(
        this,
        truncated
          ? 'the JSON ends too early. Download or copy the file again.'
          : 'this is not JSON. Export the file again.',
        line,
      );
    }
  }
}
