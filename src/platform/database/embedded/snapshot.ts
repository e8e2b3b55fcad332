import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotFolder, versionOf, writeWhole } from './cache';
import { Engine } from './engine';

/**
 * Path of an empty database with PostGIS, as a gzipped tar. Making one takes some 16 seconds and opening a copy less
 * than three, so it is made once per installation.
 */
export async function emptySnapshot(onMaking: () => void = () => {}): Promise<string> {
  const path = join(snapshotFolder, `empty-${versionOf('@electric-sql/pglite-postgis')}.tgz`);
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
