import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** A file that a page of documentation has written, whole or as lines at the end of one that is there. */
export interface WrittenFile {
  path: string;
  append: boolean;
  text: string;
}

/** The code blocks of a page that say which file they are: ```` ```ts file=src/x.ts ````, or `append=`. */
export function writtenFiles(page: string): WrittenFile[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```\w+ (file|append)=(\S+)\n(.*?)^```$/gms)].map(([, how, path, body]) => ({
    path,
    append: how === 'append',
    text: body,
  }));
}

/** Copies what the product and its tests are made of to a folder, and writes the files there. */
export function carryOut(files: readonly WrittenFile[], folder: string): void {
  for (const part of [
    'src',
    'migrations',
    'seeds',
    'test/support',
    'test/shared-data.ts',
    'test/ingest',
    'test/api/http',
    'package.json',
  ])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  for (const part of ['node_modules', 'dist', 'schema']) symlinkSync(join(ROOT, part), join(folder, part));
  for (const { path, append, text } of files) {
    const file = join(folder, path);
    if (append !== existsSync(file)) throw new Error(`${path} is ${append ? 'not there' : 'there already'}`);
    mkdirSync(dirname(file), { recursive: true });
    (append ? appendFileSync : writeFileSync)(file, text);
  }
}
