import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files';

const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** The pinned version of a package that what is kept was made from. */
export const versionOf = (dependency: string): string => dependencies[dependency];

/** Where what is made once per installation is kept: it depends on nothing but the versions of the packages beside it. */
export const snapshotFolder = join(packageRoot, 'node_modules', '.cache', 'community-safety-graph');

/** Writes a file so that a reader sees it whole or not at all. */
export function writeWhole(path: string, content: Uint8Array): void {
  mkdirSync(snapshotFolder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}
