import { fileProblem } from '../../platform/files';
import { type Content, LARGEST_CONTENT } from '../reading/content';
import { epsgOfText } from './crs-text';
import { type DbaseTable, readDbase } from './dbase';
import { chooseLayer } from './layers';
import {
  type Epsg,
  type Feature,
  type FeatureFile,
  type FeatureReader,
  geometryFault,
  type UnknownCrs,
} from './reader';
import { polygonsOf, type Ring } from './rings';
import { entriesOf, isArchive, unpack } from './zip';

/** Types of shapes by their number; plus 10 with heights, plus 20 with measures. */
const POINT = 1;
const POLYGON = 5;
const HEADER_BYTES = 100;

/**
 * Shapefile (ESRI Shapefile Technical Description, 1998), its files together in a zip archive: shapes in `.shp`,
 * properties in `.dbf`, the CRS in `.prj`, the encoding in `.cpg`.
 */
export const shapefileReader: FeatureReader = {
  format: 'zipped Shapefile',
  names: /\.zip$/i,
  recognises: (content) => isArchive(content) && entriesOf(content).some((name) => /\.shp$/i.test(name)),
  read(content, { layer }): FeatureFile {
    const paths = entriesOf(content).filter((name) => /\.shp$/i.test(name));
    const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1, -4));
    const chosen = paths[names.indexOf(chooseLayer(content, names, layer))];
    const parts = partsOf(content, chosen.slice(0, -4));
    const text = (part: string) =>
      parts
        .get(part)
        ?.toString('utf8')
        .replace(/^\ufeff/, '');
    const table = tableOf(content, parts.get('dbf'), text('cpg'));
    const records = recordsOf(content, parts.get('shp')!);
    if (table !== undefined && table.rows.length !== records.length)
      throw fileProblem(
        content,
        'its .shp and .dbf do not belong together: they differ in their number of rows. Export it again.',
      );
    return {
      crs: crsOf(text('prj')),
      properties: table?.columns ?? [],
      features: featuresOf(records, table),
    };
  },
};

/** Files of one shapefile by their extensions, in lower case. */
function partsOf(content: Content, stem: string): Map<string, Buffer> {
  const isPart = (name: string) =>
    name.slice(0, -4).toLowerCase() === stem.toLowerCase() && /\.(shp|dbf|prj|cpg)$/i.test(name);
  const files = unpack(content, isPart, LARGEST_CONTENT);
  return new Map([...files].map(([name, bytes]) => [name.slice(-3).toLowerCase(), bytes]));
}

function crsOf(text: string | undefined): Epsg | UnknownCrs {
  if (text === undefined) return { unknown: 'there is no .prj in the archive' };
  return epsgOfText(text) ?? { unknown: 'its .prj has a CRS that is not known here' };
}

function tableOf(
  content: Content,
  bytes: Buffer | undefined,
  encoding: string | undefined,
): DbaseTable | undefined {
  if (bytes === undefined) return undefined;
  try {
    return readDbase(bytes, encoding);
  } catch {
    throw fileProblem(content, 'its .dbf is damaged or ends too early. Download or copy it again.');
  }
}

/** Records of a `.shp`. */
function recordsOf(content: Content, shapes: Buffer): Buffer[] {
  const damaged = () =>
    fileProblem(content, 'its .shp is damaged or ends too early. Download or copy it again.');
  if (
    shapes.length < HEADER_BYTES ||
    shapes.readInt32BE(0) !== 9994 ||
    shapes.readInt32BE(24) * 2 > shapes.length
  )
    throw damaged();
  const records: Buffer[] = [];
  for (let at = HEADER_BYTES; at < shapes.length; ) {
    if (at + 8 > shapes.length) throw damaged();
    const end = at + 8 + shapes.readInt32BE(at + 4) * 2;
    if (end < at + 12 || end > shapes.length) throw damaged();
    records.push(shapes.subarray(at + 8, end));
    at = end;
  }
  return records;
}

/** Features, without the rows that the table marks as deleted. */
function* featuresOf(records: Buffer[], table: DbaseTable | undefined): Generator<Feature> {
  for (const [i, record] of records.entries()) {
    const properties = table === undefined ? {} : table.rows[i];
    if (properties === null) continue;
    let shape: Omit<Feature, 'properties'>;
    try {
      shape = geometryOf(record);
    } catch {
      shape = { geometry: null, fault: geometryFault('damaged') };
    }
    yield { properties, ...shape };
  }
}

/** Shape as GeoJSON, without heights and measures. Error where the record is shorter than it declares. */
function geometryOf(record: Buffer): Omit<Feature, 'properties'> {
  const type = record.readInt32LE(0);
  if (type === 0) return { geometry: null };
  if (type % 10 === POINT && type < 30)
    return { geometry: { type: 'Point', coordinates: positionAt(record, 4) } };
  if (type % 10 !== POLYGON || type > 30) return { geometry: { type: 'other' } };
  const parts = record.readInt32LE(36);
  const points = record.readInt32LE(40);
  const firstPoint = 44 + 4 * parts;
  if (parts < 0 || points < 0 || firstPoint + 16 * points > record.length) throw new RangeError('too short');
  const starts = Array.from({ length: parts }, (_, i) => record.readInt32LE(44 + 4 * i));
  const rings = starts.map((start, i): Ring => {
    const end = starts[i + 1] ?? points;
    if (start < 0 || end > points || end < start) throw new RangeError('parts out of order');
    return Array.from({ length: end - start }, (_, k) => positionAt(record, firstPoint + 16 * (start + k)));
  });
  return { geometry: { type: 'MultiPolygon', coordinates: polygonsOf(rings) } };
}

function positionAt(record: Buffer, at: number): number[] {
  return [record.readDoubleLE(at), record.readDoubleLE(at + 8)];
}
