import { Problem } from '../../problem';
import { fileProblem, type SourceFile } from '../file';
import type { RowReject } from '../record';
import { type CoordinateFault, type Crs, coordinateFault } from '../uk-coordinates';
import { areaFields, type BoundaryKind } from './fields';
import { jsonFault } from './json-fault';

/** The largest GeoJSON file that is read, in bytes, unpacked. It is held in memory whole. */
export const LARGEST_GEOJSON = 256_000_000;

/** The boundary of an area as a reader hands it to the loader. Structure only: its validity is for PostGIS to tell. */
export interface BoundaryRecord {
  /** Number of the feature in the file, 1-based. */
  feature: number;
  code: string;
  name: string;
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] };
  crs: Crs;
  /** What was mended on reading, for the report: rings closed, heights left out. Empty where nothing was. */
  repairs: string[];
}

/** How to read a boundary file. */
export interface BoundaryOptions {
  kind?: BoundaryKind;
  /** Overrules what the file says. Without either it is longitude and latitude. */
  crs?: Crs;
  codeField?: string;
  nameField?: string;
  /** For tests. Default {@link LARGEST_GEOJSON}. */
  mostBytes?: number;
}

type Json = Record<string, unknown>;

/** Whether a file in a folder looks like GeoJSON, by its base name. */
export function acceptsGeoJson(name: string): boolean {
  return /\.(geo)?json(\.gz)?$/i.test(name);
}

/** Tells a refused feature from a boundary. */
export function isBoundaryReject(row: BoundaryRecord | RowReject): row is RowReject {
  return 'reason' in row;
}

/**
 * The boundaries of a GeoJSON file: a FeatureCollection, or one Feature, of Polygons and MultiPolygons. Every feature
 * becomes a boundary or a reject, whose `line` is the number of the feature.
 * @throws Problem where the file is no GeoJSON, or its CRS, its axis order or its properties don't fit: a mistake that
 *   every feature shares
 */
export async function* readGeoJson(
  file: SourceFile,
  options: BoundaryOptions = {},
): AsyncGenerator<BoundaryRecord | RowReject> {
  const root = parse(
    file,
    await file.wholeText(
      options.mostBytes ?? LARGEST_GEOJSON,
      "Take the publisher's generalised version, or only the areas you need.",
    ),
  );
  const features = featuresOf(file, root);
  const crs = options.crs ?? crsOf(file, root);
  const fields = areaFields(file, propertyNames(features), options);
  const codes = new Set<string>();

  for (let i = 0; i < features.length; i++) {
    const feature = i + 1;
    const reject = (field: string, reason: string): RowReject => ({ line: feature, field, reason });
    const properties = asObject(asObject(features[i])?.properties);
    const code = label(properties?.[fields.code]);
    if (code === null) {
      yield reject(fields.code, 'the code is blank, longer than 100 characters or no text');
      continue;
    }
    const name = fields.name === null ? code : label(properties?.[fields.name]);
    if (name === null) {
      yield reject(fields.name ?? fields.code, 'the name is blank, longer than 100 characters or no text');
      continue;
    }
    const shape = shapeOf(asObject(features[i])?.geometry, crs);
    if ('kind' in shape) {
      if (shape.kind !== 'outside') throw fileProblem(file, `feature ${feature}: ${crsAdvice(shape, crs)}`);
      yield reject('geometry', shape.reason);
      continue;
    }
    if ('reason' in shape) {
      yield reject('geometry', shape.reason);
      continue;
    }
    if (codes.has(code)) {
      yield reject(fields.code, 'the same code as an earlier feature; an area must be one feature');
      continue;
    }
    codes.add(code);
    yield {
      feature,
      code,
      name,
      geometry: { type: 'MultiPolygon', coordinates: shape.polygons },
      crs,
      repairs: shape.repairs,
    };
  }
}

function parse(file: SourceFile, text: string): Json {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const { line, truncated } = jsonFault(text);
    if (text.trim() === '') throw fileProblem(file, 'the file is empty.');
    throw fileProblem(
      file,
      truncated
        ? 'the JSON ends too early. Download or copy the file again.'
        : 'this is not JSON. Give a GeoJSON file, or export it again.',
      line,
    );
  }
  const object = asObject(root);
  if (object === undefined) throw fileProblem(file, 'this is JSON, but not GeoJSON: an object is wanted.');
  return object;
}

function featuresOf(file: SourceFile, root: Json): unknown[] {
  if (root.type === 'FeatureCollection' && Array.isArray(root.features)) return root.features;
  if (root.type === 'Feature') return [root];
  if (root.type === 'Topology') throw fileProblem(file, 'this is TopoJSON, not GeoJSON.');
  throw fileProblem(file, 'this is JSON, but not a FeatureCollection or Feature of GeoJSON.');
}

/** The CRS that a file declares in the way of GeoJSON 2008, which many publishers keep to. */
function crsOf(file: SourceFile, root: Json): Crs {
  if (root.crs === undefined || root.crs === null) return 'EPSG:4326';
  const name = asObject(asObject(root.crs)?.properties)?.name;
  const text = typeof name === 'string' ? name : '';
  if (/\bCRS84$|\bEPSG:(?::|[\d.]*:)?4326$/i.test(text)) return 'EPSG:4326';
  if (/\bEPSG:(?::|[\d.]*:)?27700$/i.test(text)) return 'EPSG:27700';
  throw new Problem(
    'BAD_USER_INPUT',
    `${file.name}: the file's CRS is not one that is read. Convert it to EPSG:4326 or EPSG:27700, or name the right ` +
      'one of them with --crs where the file is wrong.',
    { file: file.name, allowed: ['EPSG:4326', 'EPSG:27700'] },
  );
}

function crsAdvice(fault: CoordinateFault, crs: Crs): string {
  if (fault.kind === 'grid') return `the coordinates ${fault.reason}. Say --crs 27700.`;
  if (fault.kind === 'degrees') return `the coordinates ${fault.reason}. Say --crs 4326.`;
  return `the coordinates have latitude before longitude${crs === 'EPSG:4326' ? '' : ', and are degrees'}. GeoJSON wants longitude first: export the file again.`;
}

function propertyNames(features: unknown[]): string[] {
  const names = new Set<string>();
  for (const feature of features) {
    const properties = asObject(asObject(feature)?.properties);
    if (properties) for (const name of Object.keys(properties)) names.add(name);
    if (names.size > 1000) break;
  }
  return [...names];
}

/** A code or name: text or a whole number, not blank, no longer than the database keeps. */
function label(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return null;
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean !== '' && clean.length <= 100 ? clean : null;
}

interface Shape {
  polygons: number[][][][];
  repairs: string[];
}

function shapeOf(value: unknown, crs: Crs): Shape | { reason: string } | CoordinateFault {
  if (value === null || value === undefined) return { reason: 'no geometry' };
  const geometry = asObject(value);
  let polygons: unknown;
  if (geometry?.type === 'Polygon') polygons = [geometry.coordinates];
  else if (geometry?.type === 'MultiPolygon') polygons = geometry.coordinates;
  else return { reason: 'not a Polygon or MultiPolygon' };
  if (!Array.isArray(polygons) || polygons.length === 0) return { reason: 'a MultiPolygon without polygons' };

  const repairs = { closed: 0, heights: 0 };
  const fit = { inside: 0, faults: new Map<string, CoordinateFault>() };
  const shape: number[][][][] = [];
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { reason: 'a polygon without rings' };
    const rings: number[][][] = [];
    for (const ring of polygon) {
      const read = readRing(ring, crs, repairs, fit);
      if ('reason' in read) return read;
      rings.push(read.ring);
    }
    shape.push(rings);
  }
  const first = fit.faults.values().next().value;
  if (first !== undefined) {
    // The whole feature reads as another CRS: a mistake of the file. A stray point or two: one of this feature.
    const systematic = fit.inside === 0 && fit.faults.size === 1 && first.kind !== 'outside';
    return systematic ? first : { kind: 'outside', reason: `coordinates that ${fitting(first)}` };
  }
  const notes: string[] = [];
  if (repairs.closed > 0)
    notes.push(`${repairs.closed} ${repairs.closed === 1 ? 'ring was' : 'rings were'} closed`);
  if (repairs.heights > 0) notes.push('heights were left out');
  return { polygons: shape, repairs: notes };
}

function fitting(fault: CoordinateFault): string {
  return fault.kind === 'outside'
    ? `lie ${fault.reason}`
    : fault.reason.replace(/^latitude and longitude look/, 'look');
}

function readRing(
  value: unknown,
  crs: Crs,
  repairs: { closed: number; heights: number },
  fit: { inside: number; faults: Map<string, CoordinateFault> },
): { ring: number[][] } | { reason: string } {
  if (!Array.isArray(value)) return { reason: 'a ring that is no list of points' };
  const ring: number[][] = [];
  for (const point of value) {
    if (!Array.isArray(point) || point.length < 2) return { reason: 'a point without two coordinates' };
    const [x, y] = point;
    if (!Number.isFinite(x) || !Number.isFinite(y))
      return { reason: 'a coordinate that is no finite number' };
    if (point.length > 2) repairs.heights++;
    const fault = coordinateFault(x, y, crs);
    if (fault === null) fit.inside++;
    else fit.faults.set(fault.kind, fault);
    ring.push([x, y]);
  }
  if (ring.length === 0) return { reason: 'a ring without points' };
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (ring.length < 3) return { reason: 'a ring of fewer than three points' };
  if (first[0] !== last[0] || first[1] !== last[1]) {
    ring.push([first[0], first[1]]);
    repairs.closed++;
  }
  if (ring.length < 4) return { reason: 'a ring of fewer than three points' };
  return { ring };
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
