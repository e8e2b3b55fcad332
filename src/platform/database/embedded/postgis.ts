import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { snapshotFolder, versionOf, writeWhole } from './cache';

const BLOCK = 512;

/** Paths of the parts of an installed PostGIS that run uses: library, CRS tables, control file. */
const USED =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.+|share\/postgresql\/extension\/postgis\.control)$/;

/** Tar archive with only the used entries of another. */
function usedOf(archive: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; archive[at] !== undefined && archive[at] !== 0; ) {
    const text = (from: number, length: number) =>
      archive.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (USED.test(text(0, 100))) kept.push(archive.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Buffer.alloc(2 * BLOCK)]);
}

/**
 * PostGIS for the embedded database after its installation, made once per package version: without raster and topology
 * libraries and installation scripts, which are 60 of 90 MB and take half of the time of opening.
 *
 * @returns path of a gzipped tar; undefined where the cache folder cannot be written, so that all of PostGIS is loaded.
 */
export function leanPostgis(): string | undefined {
  const path = join(snapshotFolder, `postgis-${versionOf('@electric-sql/pglite-postgis')}.tar.gz`);
  if (existsSync(path)) return path;
  const whole = join(dirname(require.resolve('@electric-sql/pglite-postgis')), 'postgis.tar.gz');
  const lean = usedOf(gunzipSync(readFileSync(whole)));
  try {
    writeWhole(path, gzipSync(lean, { level: 0 })); // uncompressed, since it is unpacked at every opening
    return path;
  } catch {
    return undefined;
  }
}
