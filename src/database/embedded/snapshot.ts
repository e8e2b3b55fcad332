import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import { Engine } from './engine';

const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** Where snapshots are kept: they depend on nothing but the versions of the packages beside them. */
export const snapshotFolder = join(packageRoot, 'node_modules', '.cache', 'community-safety-graph');

/** Writes a file so that a reader sees it whole or not at all. */
export function writeWhole(path: string, content: Uint8Array): void {
  mkdirSync(snapshotFolder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

/**
 * An empty database with PostGIS installed, as a gzipped tar. Making one takes some 16 seconds and opening a copy
 * less than three, so it is made once per installation.
 */
export async function emptySnapshot(onMaking: () => void = () => {}): Promise<string> {
  const path = join(snapshotFolder, `empty-${dependencies['@electric-sql/pglite-postgis']}.tgz`);
  if (existsSync(path)) return path;
  onMaking();
  const folder = mkdtempSync(join(tmpdir(), 'csg-snapshot-'));
  const engine = new Engine({ folder });
  try {
    await engine.query('CREATE EXTENSION postgis', []);
    writeWhole(path, await engine.dump());
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return path;
}
