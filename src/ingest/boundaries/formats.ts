import { Problem } from '../../platform/errors';
import { fileProblem } from '../../platform/files';
import { type Crs, coordinateFault } from '../../platform/geo';
import type { Content } from '../reading/content';
import { geoJsonReader } from './geojson';
import { geoPackageReader } from './geopackage';
import { kmlReader } from './kml';
import type { Epsg, Feature, FeatureFile, FeatureReader, ReadOptions } from './reader';
import { shapefileReader } from './shapefile';
import { topoJsonReader } from './topojson';
import { entriesOf, isArchive } from './zip';

/** All formats of geographic files, of which at most one recognises a content. */
export const READERS: FeatureReader[] = [
  geoJsonReader,
  topoJsonReader,
  kmlReader,
  geoPackageReader,
  shapefileReader,
];

/** Whether a file in a folder has a name like a geographic file, by its base name. */
export function acceptsFeatures(name: string, readers = READERS): boolean {
  const unpacked = name.replace(/\.gz$/i, '');
  return readers.some(({ names }) => names.test(unpacked));
}

/** Whether a content may be a table of text: by its first character it is in none of the formats above. */
export function isTable(content: Content): boolean {
  return !isArchive(content) && !content.bytes.includes(0) && !'{[<'.includes(content.firstMark);
}

/**
 * Opens a geographic file, whose format is recognised by its content.
 *
 * @param options.crs CRS in place of the one that the file declares.
 * @throws Problem where its format is not supported, it cannot be trusted, or its CRS is unknown.
 */
export async function openFeatures(
  content: Content,
  options: ReadOptions & { crs?: Epsg },
  readers = READERS,
): Promise<FeatureFile & { crs: Epsg }> {
  const reader = readers.find(({ recognises }) => recognises(content));
  if (reader === undefined) throw unrecognised(content, readers);
  const file = await reader.read(content, options);
  const crs = options.crs ?? file.crs;
  if (typeof crs === 'string') return { ...file, crs };
  const [x, y] = firstPosition(file.features) ?? [];
  const guess = x !== undefined && y !== undefined ? crsThatFits(x, y) : undefined;
  throw new Problem(
    'BAD_USER_INPUT',
    `${content.name}: ${crs.unknown}, so its coordinates cannot be placed. ${
      guess === undefined ? 'Name its CRS' : `They look like ${guess}: if they are, name it`
    } with --crs, e.g. --crs ${guess?.slice(5) ?? 27700}.`,
    { file: content.name },
  );
}

/** First of the common CRSs in which a position lies in the United Kingdom. */
function crsThatFits(x: number, y: number): Epsg | undefined {
  const common: Crs[] = ['EPSG:4326', 'EPSG:27700'];
  return (
    common.find((crs) => coordinateFault(x, y, crs) === null) ??
    (coordinateFault(x, y, 'EPSG:27700')?.kind === 'mercator' ? 'EPSG:3857' : undefined)
  );
}

/** A position of the first feature with a geometry. */
function firstPosition(features: Iterable<Feature>): number[] | undefined {
  for (const { geometry } of features) {
    let part = (geometry as { coordinates?: unknown } | null)?.coordinates;
    while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
    if (Array.isArray(part)) return part;
  }
  return undefined;
}

/** Problem of a content in no supported format, naming its kind where that is recognised. */
function unrecognised(content: Content, readers: FeatureReader[]): Problem {
  const advice = `The formats are: ${readers.map(({ format }) => format).join(', ')}.`;
  if (isArchive(content)) {
    const sheet = entriesOf(content).includes('[Content_Types].xml');
    return fileProblem(
      content,
      sheet
        ? 'this is a spreadsheet or document. Save a table as CSV first.'
        : `there is no shapefile (.shp) in the zip archive. ${advice}`,
    );
  }
  if (content.bytes.length >= 4 && content.bytes.readInt32BE(0) === 9994)
    return fileProblem(
      content,
      'this is the .shp of a shapefile alone. Give a zip archive of its .shp, .dbf and .prj.',
    );
  // Throws the fitting problem where the content is not text at all.
  void content.text;
  if (content.firstMark === '<') return fileProblem(content, `this is XML or HTML, but not KML. ${advice}`);
  if (content.firstMark === '{')
    return fileProblem(
      content,
      'this is JSON, but not a FeatureCollection or Feature of GeoJSON, nor a Topology of TopoJSON.',
    );
  if (content.firstMark === '[')
    return fileProblem(content, 'this is JSON, but not GeoJSON or TopoJSON: an object is wanted.');
  return fileProblem(content, `this is text of no format of boundaries. ${advice}`);
}
