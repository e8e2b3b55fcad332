import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files';

const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** Pinned version of a package, part of the names in the cache. */
export const versionOf = (dependency: string): string => dependencies[dependency];

/** Cache directory for artefacts that are built once per installation, keyed by package version. */
export const snapshotFolder = join(packageRoot, 'node_modules', '.cache', 'community-safety-graph');

/** Writes a file so that readers see it complete or not at all. */
export function writeWhole(path: string, content: Uint8Array): void {
  mkdirSync(snapshotFolder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}
