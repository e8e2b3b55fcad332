import { fileProblem, type LineBlock, type SourceFile } from '../../platform/files';
import { jsonFault } from './json-fault';

/** The largest file that is held in memory whole, in bytes, unpacked. */
export const LARGEST_CONTENT = 256_000_000;

const TOO_LARGE_ADVICE = "Take the publisher's generalised version, or only the areas you need.";

/** The whole content of a file, for formats that cannot be read in pieces. */
export class Content {
  /** The file's name, for messages. */
  readonly name: string;
  private decoded: string | undefined;
  private parsed: { root: unknown } | undefined;

  private constructor(
    private readonly file: SourceFile,
    /** Unpacked, where the file was packed with gzip. */
    readonly bytes: Buffer,
  ) {
    this.name = file.name;
  }

  /**
   * Reads a file to its end.
   * @throws Problem where it cannot be read, is empty, or has more than `most` bytes
   */
  static async of(file: SourceFile, most = LARGEST_CONTENT): Promise<Content> {
    const content = new Content(file, await file.wholeBytes(most, TOO_LARGE_ADVICE));
    if (content.bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
      throw fileProblem(file, 'the file is empty.');
    return content;
  }

  /** Another content of the same file: what an archive holds. */
  inside(bytes: Buffer): Content {
    return new Content(this.file, bytes);
  }

  /** Whether the content begins with this text (ASCII). */
  startsWith(magic: string): boolean {
    return this.bytes.toString('latin1', 0, magic.length) === magic;
  }

  /** First character of the text, white space and a byte order mark apart; nothing is decoded for it. */
  get firstMark(): string {
    return /[^\s\u00ef\u00bb\u00bf]/.exec(this.bytes.toString('latin1', 0, 10_000))?.[0] ?? '';
  }

  /** The content as text. Problem with the line where it is binary or not UTF-8. */
  get text(): string {
    this.decoded ??= this.file.text(this.bytes);
    return this.decoded;
  }

  /** The content as JSON. Problem with the line where it is none. */
  get json(): unknown {
    this.parsed ??= { root: this.parse() };
    return this.parsed.root;
  }

  /** The text as one block of lines, as a `LineSource` has it. */
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
