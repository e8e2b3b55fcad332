import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { snapshotFolder, versionOf, writeWhole } from './cache';

const BLOCK = 512;

/** What an installed PostGIS is used by: the library, and the tables of coordinate reference systems. */
const USED =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.+|share\/postgresql\/extension\/postgis\.control)$/;

/** The entries of a tar archive that are used, as an archive. */
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
 * PostGIS as the embedded database loads it at each opening, once it has been installed: without its raster and topology
 * libraries and the scripts that install it, which are 60 of 90 MB and half of the time that an opening takes. Made once
 * per installation.
 *
 * @returns path of a gzipped tar; undefined where the installation cannot be written to, and all of it is to be loaded.
 */
export function leanPostgis(): string | undefined {
  const path = join(snapshotFolder, `postgis-${versionOf('@electric-sql/pglite-postgis')}.tar.gz`);
  if (existsSync(path)) return path;
  const whole = join(dirname(require.resolve('@electric-sql/pglite-postgis')), 'postgis.tar.gz');
  const lean = usedOf(gunzipSync(readFileSync(whole)));
  try {
    writeWhole(path, gzipSync(lean, { level: 0 })); // stored: unpacked at each opening
    return path;
  } catch {
    return undefined;
  }
}
