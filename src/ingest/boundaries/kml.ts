import { DOMParser, type Document, type Element, MIME_TYPE } from '@xmldom/xmldom';
import { Problem } from '../../platform/errors';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import { propertyNames } from './geojson';
import type { Feature, FeatureFile, FeatureReader } from './reader';
import { entriesOf, isArchive, unpack } from './zip';

/** Size limit of a KML in bytes, since its parsed document takes a multiple of that in memory. */
const LARGEST_KML = 64_000_000;

/**
 * KML 2.2 (OGC 07-147r2), also packed as KMZ: each Placemark is a feature, in longitude and latitude by definition. Its
 * properties are `name`, `description` and the entries of its ExtendedData.
 */
export const kmlReader: FeatureReader = {
  format: 'KML',
  names: /\.km[lz]$/i,
  recognises(content) {
    if (isArchive(content)) return entriesOf(content).some(isKml);
    return content.firstMark === '<' && /<(\w+:)?kml[\s>]/.test(content.bytes.toString('latin1', 0, 20_000));
  },
  read(content): FeatureFile {
    const document = parse(isArchive(content) ? mainDocument(content) : content);
    const features = descendants(document.documentElement!, 'Placemark').map(featureOf);
    return { crs: 'EPSG:4326', properties: propertyNames(features), features };
  },
};

function isKml(name: string): boolean {
  return /\.kml$/i.test(name);
}

/** Main document of a KMZ, its first KML. */
function mainDocument(content: Content): Content {
  const name = entriesOf(content).find(isKml)!;
  return content.inside(unpack(content, (each) => each === name, LARGEST_KML).get(name)!);
}

function parse(content: Content): Document {
  if (content.bytes.length > LARGEST_KML)
    throw new Problem(
      'TOO_LARGE',
      `${content.name}: KML larger than ${LARGEST_KML / 1e6} MB, unpacked. Give the areas as GeoPackage or GeoJSON.`,
      { file: content.name, limitBytes: LARGEST_KML },
    );
  const { text } = content;
  // Refuse declarations of entities, which can expand to gigabytes; no KML needs any.
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw fileProblem(content, 'the XML has a DOCTYPE, which KML has none of. Export the file again.');
  try {
    const parser = new DOMParser({ locator: false, onError: stop });
    return parser.parseFromString(text, MIME_TYPE.XML_TEXT);
  } catch {
    const complete = /kml\s*>$/.test(text.slice(-1000).trimEnd());
    throw fileProblem(
      content,
      complete
        ? 'this is not well-formed XML. Export the file again.'
        : 'the XML ends too early. Download or copy the file again.',
    );
  }
}

function stop(level: string): void {
  if (level !== 'warning') throw new Error(level);
}

/** Descendants with a local name, under any namespace prefix, in document order. */
function descendants(element: Element, name: string): Element[] {
  return Array.from(element.getElementsByTagNameNS('*', name));
}

function children(element: Element, name?: string): Element[] {
  const all = Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
  return name === undefined ? all : all.filter(({ localName }) => localName === name);
}

function textOf(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}

function featureOf(placemark: Element): Feature {
  const properties: Record<string, unknown> = {};
  for (const name of ['name', 'description'])
    for (const element of children(placemark, name)) properties[name] = textOf(element);
  for (const data of children(placemark, 'ExtendedData')) {
    for (const each of descendants(data, 'Data'))
      properties[each.getAttribute('name') ?? ''] = textOf(children(each, 'value')[0]);
    for (const each of descendants(data, 'SimpleData'))
      properties[each.getAttribute('name') ?? ''] = textOf(each);
  }
  const geometries = geometriesIn(placemark);
  const polygons = geometries.filter(({ type }) => type === 'Polygon');
  if (geometries.length === 0) return { properties, geometry: null };
  if (geometries.length === 1) return { properties, geometry: geometries[0] };
  const geometry =
    polygons.length === geometries.length
      ? { type: 'MultiPolygon', coordinates: polygons.map(({ coordinates }) => coordinates) }
      : { type: 'GeometryCollection' };
  return { properties, geometry };
}

interface KmlGeometry {
  type: string;
  coordinates?: unknown;
}

/** Geometries of a Placemark; those inside a MultiGeometry one by one. */
function geometriesIn(element: Element): KmlGeometry[] {
  return children(element).flatMap((child): KmlGeometry[] => {
    switch (child.localName) {
      case 'MultiGeometry':
        return geometriesIn(child);
      case 'Polygon':
        return [{ type: 'Polygon', coordinates: ringsOf(child) }];
      case 'Point':
        return [{ type: 'Point', coordinates: positionsOf(child)[0] }];
      case 'LineString':
      case 'LinearRing':
      case 'Model':
      case 'Track':
      case 'MultiTrack':
        return [{ type: child.localName }];
      default:
        return [];
    }
  });
}

function ringsOf(polygon: Element): unknown[][] {
  const rings = (boundary: string) =>
    children(polygon, boundary).flatMap((each) => children(each, 'LinearRing').map(positionsOf));
  return [...rings('outerBoundaryIs'), ...rings('innerBoundaryIs')];
}

/** Parses `longitude,latitude[,height]` separated by white space; some programs write a blank after the comma. */
function positionsOf(element: Element): number[][] {
  const text = textOf(children(element, 'coordinates')[0]).replace(/\s*,\s*/g, ',');
  return text === '' ? [] : text.split(/\s+/).map((position) => position.split(',').map(numberOf));
}

/** Parses a number; NaN, which is refused later, for any other text. */
function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}
