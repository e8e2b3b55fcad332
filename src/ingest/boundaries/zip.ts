import { unzipSync } from 'fflate';
import { Problem } from '../../platform/errors';
import { fileProblem } from '../../platform/files';
import { type Content, LARGEST_CONTENT } from '../reading/content';

/** Limit of files in an archive. */
const MAX_ENTRIES = 10_000;

/** Whether a content is a zip archive. */
export function isArchive(content: Content): boolean {
  return content.startsWith('PK\u0003\u0004');
}

/**
 * Names of the files in a zip archive, in its order, without folders and the files that macOS adds.
 *
 * @throws Problem where the archive is damaged.
 */
export function entriesOf(content: Content): string[] {
  const names: string[] = [];
  unpack(content, (name) => !names.push(name), 0);
  return names;
}

/**
 * Unpacks files of a zip archive by name. Checks their total size before it unpacks any, and that no file grows beyond
 * the size that the archive declares.
 *
 * @param most limit of their total size, in bytes.
 * @throws Problem where the archive is damaged, protected, or too large.
 */
export function unpack(
  content: Content,
  wanted: (name: string) => boolean,
  most: number,
): Map<string, Buffer> {
  let entries = 0;
  let bytes = 0;
  const sizes = new Map<string, number>();
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(content.bytes, {
      filter({ name, originalSize }) {
        entries += 1;
        if (entries > MAX_ENTRIES) throw tooLarge(content, `${MAX_ENTRIES} files`);
        if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(name) || !wanted(name)) return false;
        bytes += originalSize;
        if (bytes > most) throw tooLarge(content, `${Math.round(most / 1e6)} MB, unpacked`);
        sizes.set(name, originalSize);
        return true;
      },
    });
  } catch (fault) {
    throw fault instanceof Problem ? fault : damaged(content);
  }
  const unpacked = new Map<string, Buffer>();
  for (const [name, file] of Object.entries(files)) {
    if (file.length !== sizes.get(name)) throw damaged(content);
    unpacked.set(name, Buffer.from(file.buffer, file.byteOffset, file.length));
  }
  return unpacked;
}

/** Unpacks a zip archive of a single file; gives any other content back. Problem where the file is too large. */
export function soleFile(content: Content): Content {
  if (!isArchive(content)) return content;
  const names = entriesOf(content);
  if (names.length !== 1) return content;
  return content.inside(unpack(content, (name) => name === names[0], LARGEST_CONTENT).get(names[0])!);
}

function damaged(content: Content): Problem {
  return fileProblem(
    content,
    'the zip archive is damaged, ends too early or is protected by a password. Download or copy it again.',
  );
}

function tooLarge(content: Content, limit: string): Problem {
  return new Problem('TOO_LARGE', `${content.name}: the archive has more than ${limit}.`, {
    file: content.name,
  });
}
