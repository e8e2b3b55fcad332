import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Problem } from '../../errors';
import { Engine } from './engine';
import { lockFolder } from './lock';
import { embeddedDriver } from './pool';
import { leanPostgis } from './postgis';
import { emptySnapshot } from './snapshot';

/** Major version of the embedded PostgreSQL, which cannot open folders of another. */
const EMBEDDED_VERSION = '18';

/** Location of the embedded database, and the snapshot that a new one starts from. */
export interface EmbeddedOptions {
  /** Folder of the database; default: `.data`. */
  folder?: string;
  /** Snapshot that a new folder starts from; by default an empty database with PostGIS. */
  snapshot?: string;
  /** Called before slow first steps ("Preparing the embedded PostgreSQL …"). */
  onProgress?: (message: string) => void;
}

/** Embedded database in a folder that this process has locked. */
export interface EmbeddedDatabase {
  engine: Engine;
  dataSource: DataSource;
  /** Frees the folder for other processes. */
  unlock: () => void;
}

/**
 * Locks the folder and starts its engine, with a data source that is not initialised yet.
 *
 * @throws Problem CONFLICT where another process has the folder, or another version of PostgreSQL made it.
 */
export async function openEmbedded(
  { folder = '.data', snapshot, onProgress }: EmbeddedOptions,
  schema: Pick<DataSourceOptions, 'entities' | 'migrations'>,
): Promise<EmbeddedDatabase> {
  const unlock = lockFolder(folder);
  try {
    const cluster = join(folder, 'postgres');
    const isNew = !existsSync(join(cluster, 'PG_VERSION'));
    if (isNew) mkdirSync(cluster, { recursive: true });
    else checkVersion(cluster);
    const engine = new Engine({
      folder: cluster,
      snapshot: isNew ? (snapshot ?? (await makeEmptySnapshot(onProgress))) : undefined,
      postgis: leanPostgis(),
    });
    const driver = embeddedDriver(engine);
    const dataSource = new DataSource({ type: 'postgres', driver, installExtensions: false, ...schema });
    return { engine, dataSource, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function makeEmptySnapshot(onProgress?: (message: string) => void): Promise<string> {
  return emptySnapshot(() =>
    onProgress?.('Preparing the embedded PostgreSQL with PostGIS (about 20 seconds, once) …'),
  );
}

/** Refuses a folder that this program's embedded PostgreSQL cannot read. */
function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === EMBEDDED_VERSION) return;
  throw new Problem(
    'CONFLICT',
    `The embedded database was made with PostgreSQL ${Number(version)}, and this program has ${EMBEDDED_VERSION}. Make ` +
      'a backup with the version of this program that made it, and restore that into a new folder (docs/upgrading.md).',
  );
}

/** Problem of an embedded database whose engine does not start. */
export function cannotOpen({ message }: Error): Problem {
  return new Problem(
    'INTERNAL',
    `The embedded database cannot be opened (${message}). See that its disk has room and that this user may write to ` +
      'its folder; else restore a backup into a new one (docs/upgrading.md).',
  );
}
