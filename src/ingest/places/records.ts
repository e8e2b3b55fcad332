import { fileProblem } from '../../platform/files';
import type { Geometry } from '../../platform/geo';
import { printable } from '../boundaries/fields';
import { openFeatures, READERS } from '../boundaries/formats';
import type { Epsg, Feature, ReadOptions } from '../boundaries/reader';
import { label } from '../boundaries/records';
import { crsAdvice, groundOf } from '../boundaries/shape';
import { type ColumnNames, findColumns } from '../reading/columns';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import { hospitalReader } from './hospitals';
import { pointTableReader } from './point-table';

/** Formats of places: those of boundaries, sites of hospitals, and tables of points. */
export const PLACE_READERS = [...READERS, hospitalReader, pointTableReader];

/** Default radius in metres around a point, by kind. */
const RADII: Record<string, number> = { estate: 250, 'town centre': 350 };
const OTHER_RADIUS = 300;
const MIN_RADIUS = 10;
const MAX_RADIUS = 5_000;

/** Synonyms of the two kinds that a hotspot takes its name from first. */
const SYNONYMS: Record<string, string> = {
  'housing estate': 'estate',
  'town center': 'town centre',
  'city centre': 'town centre',
  'village centre': 'town centre',
};

const FIELDS: ColumnNames<'name' | 'kind' | 'radius'> = {
  name: [/^(place)?name$/, /^name1$/, /^place$/, /^(label|title)$/],
  kind: [/^(place)?kind$/, /^(place)?type$/, /^localtype$/, /^category$/],
  radius: [/^radius(m|metres)?$/],
};

/** Place from a reader for the loader. */
export interface PlaceRecord {
  line: number;
  name: string;
  kind: string;
  crs: Epsg;
  geometry: Geometry;
  /** Metres around a point; null for polygons. */
  radius: number | null;
  repairs: string[];
}

/** Options for reading a file of places. */
export interface PlaceOptions extends ReadOptions {
  /** CRS in place of the one that the file declares. */
  crs?: Epsg;
  /** Kind of places without one. */
  kind?: string;
  nameField?: string;
  kindField?: string;
}

/**
 * Places of a file: points, each with a radius, or polygons. `unlocated` stands for a place without coordinates.
 *
 * @throws Problem where the file's format is not supported, or its CRS, axis order or columns do not fit.
 */
export async function* readPlaces(
  content: Content,
  options: PlaceOptions = {},
): AsyncGenerator<PlaceRecord | RowReject | 'unlocated'> {
  const { crs, properties, features } = await openFeatures(content, options, PLACE_READERS);
  const layout = { content, crs, fields: fieldsOf(content, properties, options), kind: options.kind ?? '' };
  const lines = new Map<string, number>();
  let number = 0;
  for (const feature of features) {
    const line = feature.line ?? ++number;
    const place = readPlace(feature, line, layout);
    if (place === 'unlocated' || 'reason' in place) {
      yield place;
      continue;
    }
    const key = `${place.kind}\n${place.name}`;
    const before = lines.get(key);
    if (before === undefined) {
      lines.set(key, line);
      yield place;
    } else yield { line, field: 'name', reason: `the same name and kind as ${before}` };
  }
}

/** Columns or properties of a file, and the kind of places without one. */
interface PlaceLayout {
  content: Content;
  crs: Epsg;
  fields: Partial<Record<keyof typeof FIELDS, string>>;
  kind: string;
}

/** Place of a feature, or a reject. @throws Problem where its coordinates are not in the CRS of the file. */
function readPlace(
  { properties, geometry, fault, line: row }: Feature,
  line: number,
  { content, crs, fields, kind: otherKind }: PlaceLayout,
): PlaceRecord | RowReject | 'unlocated' {
  const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
  const text = (field: string | undefined) => (field === undefined ? null : label(properties[field]));
  if (fault !== undefined) return reject(fault.field, fault.reason);
  const name = text(fields.name);
  if (name === null) return reject('name', 'blank, longer than 100 characters or no text');
  const kind = kindOf(text(fields.kind) ?? otherKind);
  if (kind === null) return reject('kind', 'blank, or no words of 40 letters at most');
  if (geometry === null) return 'unlocated';
  const shape = groundOf(geometry, crs);
  if ('reason' in shape) {
    if ('kind' in shape && shape.kind !== 'outside')
      throw fileProblem(
        content,
        `${row === undefined ? 'feature' : 'line'} ${line}: ${crsAdvice(shape, crs)}`,
      );
    return reject('geometry', shape.reason);
  }
  const radius = radiusOf(fields.radius === undefined ? null : properties[fields.radius], kind);
  if (radius === null) return reject('radius', `not a number of metres from ${MIN_RADIUS} to ${MAX_RADIUS}`);
  const place = { line, name, kind, crs };
  if ('position' in shape)
    return { ...place, geometry: { type: 'Point', coordinates: shape.position }, radius, repairs: [] };
  const { polygons, repairs } = shape;
  return { ...place, geometry: { type: 'MultiPolygon', coordinates: polygons }, radius: null, repairs };
}

function fieldsOf(
  content: Content,
  available: string[],
  options: PlaceOptions,
): Partial<Record<keyof typeof FIELDS, string>> {
  const chosen = { name: options.nameField, kind: options.kindField };
  const found = findColumns(available, FIELDS, chosen);
  const refuse = (what: string) =>
    fileProblem(
      content,
      `${what} The properties are: ${printable(available)}. Name them with --name-field and --kind-field, or one kind for ` +
        'all with --kind.',
    );
  for (const field of Object.keys(FIELDS) as (keyof typeof FIELDS)[])
    if (found[field] === null) throw refuse(`it is open which property is the ${field}.`);
  if (found.name === undefined) throw refuse('no property was recognised as the name of a place.');
  if (found.kind === undefined && options.kind === undefined)
    throw refuse('no property was recognised as the kind of a place.');
  return Object.fromEntries(
    Object.entries(found).map(([field, at]) => [field, at === undefined ? undefined : available[at!]]),
  );
}

/** Kind in the form of the gazetteer: lower case, words separated by spaces; null for anything else. */
function kindOf(text: string): string | null {
  const kind = text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
  return /^\p{L}[\p{L} '&/]{0,39}$/u.test(kind) ? (SYNONYMS[kind] ?? kind) : null;
}

function radiusOf(value: unknown, kind: string): number | null {
  const text = String(value ?? '').trim();
  if (text === '') return RADII[kind] ?? OTHER_RADIUS;
  const radius = Number(text);
  return radius >= MIN_RADIUS && radius <= MAX_RADIUS ? radius : null;
}
