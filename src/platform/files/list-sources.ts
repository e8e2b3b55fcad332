import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../errors';
import { systemProblem } from './file-problem';

/** Files found under a list of files and folders. */
export interface SourceList {
  /** Files to read: those named directly, and those in folders with accepted names; sorted by path, each file once. */
  files: string[];
  /** Files in folders with other names. */
  passedOver: string[];
}

/**
 * Expands folders, at any depth, to the files in them with accepted names. A file named directly is always included.
 * Hidden files and the `__MACOSX` folders of archives are ignored.
 *
 * @param accepts whether the reader takes files of a base name.
 * @throws Problem where a path does not exist, or no file is found.
 */
export async function listSources(paths: string[], accepts: (name: string) => boolean): Promise<SourceList> {
  const walk = new FolderWalk(accepts);
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) await walk.folder(path);
      else await walk.file(path);
    } catch (fault) {
      throw systemProblem(path, fault);
    }
  }
  const { files, passedOver } = walk;
  if (files.size === 0)
    throw new Problem(
      'BAD_USER_INPUT',
      'No file to read was found: give files, or folders with files named as their publisher names them.',
      { passedOver: passedOver.length },
    );
  return { files: [...files.values()].sort(byPath), passedOver: passedOver.sort(byPath) };
}

/** Collects files, each once, where links lead to a file or folder by several paths. */
class FolderWalk {
  /** Path of each file, by its real path. */
  readonly files = new Map<string, string>();
  readonly passedOver: string[] = [];
  private readonly seen = new Set<string>();

  constructor(private readonly accepts: (name: string) => boolean) {}

  async file(path: string): Promise<void> {
    const real = await realpath(path);
    if (!this.files.has(real)) this.files.set(real, path);
  }

  async folder(folder: string): Promise<void> {
    const real = await realpath(folder);
    if (this.seen.has(real)) return;
    this.seen.add(real);
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (fault) {
      throw systemProblem(folder, fault);
    }
    for (const entry of entries)
      if (!entry.name.startsWith('.') && entry.name !== '__MACOSX') await this.entry(folder, entry);
  }

  private async entry(folder: string, entry: Dirent): Promise<void> {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isDirectory()) await this.folder(path);
    else if (kind?.isFile()) {
      if (this.accepts(entry.name)) await this.file(path);
      else this.passedOver.push(path);
    }
  }
}

function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
