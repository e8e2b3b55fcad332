import initSqlJs, { type Database, type SqlJsStatic, type SqlValue, type Statement } from 'sql.js';
import { Problem } from '../../platform/errors';
import { fileProblem } from '../../platform/files';
import { fromWkb } from '../../platform/geo';
import type { Content } from '../reading/content';
import { chooseLayer } from './layers';
import {
  type Epsg,
  type Feature,
  type FeatureFault,
  type FeatureFile,
  type FeatureReader,
  geometryFault,
  type UnknownCrs,
} from './reader';

/** Layer as described in `gpkg_geometry_columns`. */
interface Layer {
  table: string;
  geometryColumn: string;
  crs: Epsg | UnknownCrs;
}

/** SQLite compiled to WebAssembly, loaded at the first GeoPackage. */
let engine: Promise<SqlJsStatic> | undefined;

/**
 * GeoPackage (OGC 12-128r19): a table of features in an SQLite database. Its axis order is easting or longitude first,
 * also where the CRS is defined with latitude first.
 */
export const geoPackageReader: FeatureReader = {
  format: 'GeoPackage',
  names: /\.gpkg$/i,
  recognises: (content) => content.startsWith('SQLite format 3\0'),
  async read(content, { layer }): Promise<FeatureFile> {
    engine ??= initSqlJs();
    const sqlite = await engine;
    if (content.bytes.length < lengthOf(content.bytes)) throw damaged(content);
    let database: Database | undefined;
    try {
      database = new sqlite.Database(content.bytes);
      // A corrupt page may drop rows silently, so check the integrity first.
      if (rowsOf<{ quick_check: string }>(database, 'PRAGMA quick_check(1)')[0]?.quick_check !== 'ok')
        throw damaged(content);
      return openLayer(content, database, layer);
    } catch (fault) {
      database?.close();
      throw fault instanceof Problem ? fault : damaged(content);
    }
  },
};

/** Problem of a damaged file, without SQLite's own message, which may quote the file. */
function damaged(content: Content): Problem {
  return fileProblem(content, 'the GeoPackage is damaged or ends too early. Download or copy it again.');
}

/** Length of an SQLite database by its header, in bytes: number of pages × page size. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < 100) return 100;
  const pageSize = bytes.readUInt16BE(16);
  return bytes.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize);
}

/** Opens a layer. The database closes once its features have been read. */
function openLayer(content: Content, database: Database, wanted: string | undefined): FeatureFile {
  // Run no code from the file: views, triggers, computed columns.
  database.run('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON');
  const layers = layersOf(content, database);
  const name = chooseLayer(
    content,
    layers.map(({ table }) => table),
    wanted,
  );
  const { table, geometryColumn, crs } = layers.find((each) => each.table === name)!;
  const properties = rowsOf<{ name: string }>(database, 'SELECT name FROM pragma_table_info(?)', [table])
    .map((column) => column.name)
    .filter((column) => column.toLowerCase() !== geometryColumn.toLowerCase());
  const columns = [geometryColumn, ...properties].map(quoted).join(', ');
  const statement = database.prepare(`SELECT ${columns} FROM ${quoted(table)} ORDER BY rowid`);
  return { crs, properties, features: featuresOf(content, database, statement, properties) };
}

function layersOf(content: Content, database: Database): Layer[] {
  const tables = new Map(
    rowsOf<{ name: string; sql: string }>(
      database,
      "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
    ).map(({ name, sql }) => [name.toLowerCase(), { name, virtual: /^\s*CREATE\s+VIRTUAL/i.test(sql) }]),
  );
  if (!tables.has('gpkg_geometry_columns') || !tables.has('gpkg_spatial_ref_sys'))
    throw fileProblem(content, 'this is an SQLite database, but no GeoPackage: it lacks the tables of one.');
  return rowsOf<{ table: string; geometry: string; organization: string; code: number }>(
    database,
    `SELECT c.table_name AS "table", c.column_name AS geometry, s.organization, s.organization_coordsys_id AS code
     FROM gpkg_geometry_columns AS c LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = c.srs_id
     ORDER BY c.table_name`,
  ).flatMap((row) => {
    const table = tables.get(String(row.table).toLowerCase());
    if (table === undefined || table.virtual) return [];
    return { table: table.name, geometryColumn: String(row.geometry), crs: crsOf(row) };
  });
}

function crsOf({ organization, code }: { organization: string; code: number }): Epsg | UnknownCrs {
  if (String(organization).toUpperCase() === 'EPSG' && Number.isSafeInteger(code) && code > 0)
    return `EPSG:${code}`;
  return { unknown: 'its layer declares no CRS of EPSG' };
}

function* featuresOf(
  content: Content,
  database: Database,
  statement: Statement,
  properties: string[],
): Generator<Feature> {
  try {
    while (step(content, statement)) {
      const [blob, ...values] = statement.get();
      yield {
        properties: Object.fromEntries(properties.map((name, i) => [name, values[i]])),
        ...geometryOf(blob),
      };
    }
  } finally {
    database.close();
  }
}

function step(content: Content, statement: Statement): boolean {
  try {
    return statement.step();
  } catch {
    throw damaged(content);
  }
}

/** Length of the envelope in bytes, by its code in the flags of a geometry. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];

/** Decodes a GeoPackage geometry: a header (magic, version, flags, CRS, envelope), then well-known binary. */
function geometryOf(blob: SqlValue): { geometry: unknown; fault?: FeatureFault } {
  if (blob === null) return { geometry: null };
  const damaged = { geometry: null, fault: geometryFault('damaged, or with curves') };
  if (!(blob instanceof Uint8Array) || blob[0] !== 0x47 || blob[1] !== 0x50) return damaged;
  const flags = blob[3];
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) return damaged;
  if (flags & 0x10) return { geometry: null };
  try {
    return { geometry: fromWkb(Buffer.from(blob.subarray(8 + envelope))) };
  } catch {
    return damaged;
  }
}

function rowsOf<Row>(database: Database, text: string, values: SqlValue[] = []): Row[] {
  const statement = database.prepare(text, values);
  try {
    const rows: Row[] = [];
    while (statement.step()) rows.push(statement.getAsObject() as Row);
    return rows;
  } finally {
    statement.free();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
