/** Files of each geographic format, written here byte by byte from the specifications, as an oracle of the readers. */
import { zipSync } from 'fflate';
import initSqlJs from 'sql.js';

export type Position = number[];
export type Polygon = Position[][];

/** A feature to write: its properties (text or whole numbers) and polygons; null: no geometry. */
export interface TestFeature {
  properties: Record<string, string | number>;
  polygons: Polygon[] | null;
}

export function geoJson(features: TestFeature[], more: object = {}): Buffer {
  const written = features.map(({ properties, polygons }) => ({
    type: 'Feature',
    properties,
    geometry:
      polygons &&
      (polygons.length === 1
        ? { type: 'Polygon', coordinates: polygons[0] }
        : { type: 'MultiPolygon', coordinates: polygons }),
  }));
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', ...more, features: written }));
}

/** TopoJSON whose arcs are the rings, quantised to steps of a millionth; `layers` by name. */
export function topoJson(layers: Record<string, TestFeature[]>, step = 1e-6): Buffer {
  const all = Object.values(layers)
    .flat()
    .flatMap(({ polygons }) => polygons ?? [])
    .flat(2);
  const [x0, y0] = [Math.min(...all.map(([x]) => x)), Math.min(...all.map(([, y]) => y))];
  const arcs: Position[][] = [];
  const arcOf = (ring: Position[]): number[] => {
    let before = [0, 0];
    arcs.push(
      ring.map(([x, y]) => {
        const now = [Math.round((x - x0) / step), Math.round((y - y0) / step)];
        const delta = [now[0] - before[0], now[1] - before[1]];
        before = now;
        return delta;
      }),
    );
    return [arcs.length - 1];
  };
  const objects = Object.fromEntries(
    Object.entries(layers).map(([name, features]) => [
      name,
      {
        type: 'GeometryCollection',
        geometries: features.map(({ properties, polygons }) =>
          polygons === null
            ? { type: null, properties }
            : { type: 'MultiPolygon', properties, arcs: polygons.map((polygon) => polygon.map(arcOf)) },
        ),
      },
    ]),
  );
  const transform = { scale: [step, step], translate: [x0, y0] };
  // The type last: it must not be looked for at the beginning.
  return Buffer.from(JSON.stringify({ arcs, transform, objects, type: 'Topology' }));
}

export function kml(features: TestFeature[]): Buffer {
  const ring = (positions: Position[]) =>
    `<LinearRing><coordinates>${positions.map((p) => p.join(',')).join(' ')}</coordinates></LinearRing>`;
  const polygon = ([outer, ...inner]: Polygon) =>
    `<Polygon>${inner.map((each) => `<innerBoundaryIs>${ring(each)}</innerBoundaryIs>`).join('')}` +
    `<outerBoundaryIs>${ring(outer)}</outerBoundaryIs></Polygon>`;
  const placemarks = features.map(({ properties, polygons }) => {
    const data = Object.entries(properties).map(
      ([name, value]) => `<SimpleData name="${name}">${String(value).replaceAll('&', '&amp;')}</SimpleData>`,
    );
    const shapes = (polygons ?? []).map(polygon).join('');
    return (
      `<Placemark><ExtendedData><SchemaData schemaUrl="#s">${data.join('')}</SchemaData></ExtendedData>` +
      `${polygons && polygons.length > 1 ? `<MultiGeometry>${shapes}</MultiGeometry>` : shapes}</Placemark>`
    );
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
    ${placemarks.join('\n')}</Folder></Document></kml>\n`,
  );
}

/** Well-known binary, little-endian. */
export function wkb(polygons: Polygon[]): Buffer {
  const int = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const doubles = (values: number[]) => Buffer.from(Float64Array.from(values).buffer);
  const one = (polygon: Polygon) =>
    Buffer.concat([
      Buffer.from([1]),
      int(3),
      int(polygon.length),
      ...polygon.flatMap((ring) => [int(ring.length), doubles(ring.flat())]),
    ]);
  return Buffer.concat([Buffer.from([1]), int(6), int(polygons.length), ...polygons.map(one)]);
}

/** The geometry of a GeoPackage: its header with an envelope, which a reader must step over, then WKB. */
export function packageBlob(binary: Buffer, srid: number, flags = 0b0011): Buffer {
  const header = Buffer.alloc(40);
  header.write('GP');
  header[3] = flags;
  header.writeInt32LE(srid, 4);
  return Buffer.concat([header, binary]);
}

/** A layer of a GeoPackage. `srs` as its organisation and code; `blobs` in the place of the geometries. */
export interface TestLayer {
  name: string;
  features: TestFeature[];
  srs?: [organization: string, code: number];
  blobs?: (Buffer | string | null)[];
}

export async function geoPackage(layers: TestLayer[], more: string[] = []): Promise<Buffer> {
  const sqlite = await initSqlJs();
  const database = new sqlite.Database();
  database.run(`PRAGMA application_id = 1196444487;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
      organization_coordsys_id INTEGER, definition TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
      z INTEGER, m INTEGER);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);`);
  for (const [i, { name, features, srs = ['EPSG', 4326] as [string, number], blobs }] of layers.entries()) {
    database.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?)', ['any', i + 7, ...srs, '']);
    database.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)", [name, i + 7]);
    const columns = Object.keys(features[0]?.properties ?? {}).map((column) => `"${column}"`);
    database.run(
      `CREATE TABLE "${name}" (${['fid INTEGER PRIMARY KEY', 'geom BLOB', ...columns].join(', ')})`,
    );
    for (const [n, { properties, polygons }] of features.entries()) {
      const blob = blobs ? blobs[n] : polygons && packageBlob(wkb(polygons), Number(srs[1]));
      database.run(`INSERT INTO "${name}" VALUES (${['?', '?', ...columns.map(() => '?')].join(', ')})`, [
        n + 1,
        blob,
        ...Object.values(properties),
      ]);
    }
  }
  for (const statement of more) database.run(statement);
  const bytes = Buffer.from(database.export());
  database.close();
  return bytes;
}

/** Text forms of CRSs, as programs write them. */
export const PRJ = {
  britishEsri:
    'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,' +
    '299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],' +
    'PARAMETER["False_Easting",400000.0],UNIT["Meter",1.0]]',
  britishOgc:
    'PROJCS["OSGB 1936 / British National Grid",GEOGCS["OSGB 1936",DATUM["OSGB_1936",SPHEROID["Airy 1830",6377563.396,' +
    '299.3249646,AUTHORITY["EPSG","7001"]],AUTHORITY["EPSG","6277"]],AUTHORITY["EPSG","4277"]],UNIT["metre",1,' +
    'AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AUTHORITY["EPSG","27700"]]\n',
  wgs84:
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],' +
    'UNIT["Degree",0.0174532925199433]]',
  mercator: 'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"],UNIT["Meter",1.0]]',
};

/** The files of a shapefile; what is null is left out. Outer rings are written clockwise, holes the other way. */
export interface TestShapefile {
  prj?: string | null;
  cpg?: string;
  dbf?: Buffer | null;
  shp?: Buffer;
  name?: string;
}

export function shapefile(features: TestFeature[], options: TestShapefile = {}): Buffer {
  const { prj = PRJ.wgs84, cpg, dbf = dbase(features), shp = shapes(features), name = 'areas' } = options;
  const files: Record<string, Uint8Array> = { [`${name}.shp`]: shp };
  if (dbf) files[`${name}.dbf`] = dbf;
  if (prj !== null) files[`${name}.prj`] = Buffer.from(prj);
  if (cpg !== undefined) files[`${name}.cpg`] = Buffer.from(cpg);
  files['__MACOSX/._areas.shp'] = Buffer.from('resource fork');
  return Buffer.from(zipSync(files));
}

/** A ring in the given direction. */
export function turned(ring: Position[], clockwise: boolean): Position[] {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1]);
  return sum > 0 === clockwise ? ring : [...ring].reverse();
}

export function shapes(features: TestFeature[]): Buffer {
  const records = features.map(({ polygons }, i) => {
    let content = Buffer.alloc(4);
    if (polygons !== null) {
      const rings = polygons.flatMap(([outer, ...holes]) => [
        turned(outer, true),
        ...holes.map((hole) => turned(hole, false)),
      ]);
      const points = rings.flat();
      content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
      content.writeInt32LE(5, 0);
      content.writeInt32LE(rings.length, 36);
      content.writeInt32LE(points.length, 40);
      let first = 0;
      for (const [k, ring] of rings.entries()) {
        content.writeInt32LE(first, 44 + 4 * k);
        first += ring.length;
      }
      for (const [k, [x, y]] of points.entries()) {
        content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * k);
        content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * k);
      }
    }
    return record(i + 1, content);
  });
  return shapesOf(...records);
}

/** A record of a `.shp`. */
export function record(number: number, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeInt32BE(number, 0);
  header.writeInt32BE(content.length / 2, 4);
  return Buffer.concat([header, content]);
}

/** A `.shp` of these records. */
export function shapesOf(...records: Buffer[]): Buffer {
  const header = Buffer.alloc(100);
  const body = Buffer.concat(records);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + body.length) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, body]);
}

/** A dBASE III table: numbers as N, text as C in the given encoding. */
export function dbase(
  features: TestFeature[],
  encoding: 'utf8' | 'latin1' = 'utf8',
  deleted: number[] = [],
): Buffer {
  const columns = Object.keys(features[0]?.properties ?? {});
  const width = 30;
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  header[0] = 3;
  header.writeUInt32LE(features.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + width * columns.length, 10);
  for (const [i, column] of columns.entries()) {
    header.write(column.slice(0, 10), 32 + 32 * i, 'latin1');
    header.write(typeof features[0].properties[column] === 'number' ? 'N' : 'C', 43 + 32 * i);
    header[48 + 32 * i] = width;
  }
  header[header.length - 1] = 0x0d;
  const rows = features.map(({ properties }, i) => {
    const row = Buffer.alloc(1 + width * columns.length, 0x20);
    if (deleted.includes(i)) row[0] = 0x2a;
    for (const [k, column] of columns.entries())
      row.write(String(properties[column]), 1 + width * k, width, encoding);
    return row;
  });
  return Buffer.concat([header, ...rows, Buffer.from([0x1a])]);
}
