import { fileProblem } from '../../platform/files';
import type { Geometry } from '../../platform/geo';
import { printable } from '../boundaries/fields';
import { openFeatures, READERS } from '../boundaries/formats';
import type { Epsg, ReadOptions } from '../boundaries/reader';
import { label } from '../boundaries/records';
import { crsAdvice, groundOf } from '../boundaries/shape';
import { type ColumnNames, findColumns } from '../reading/columns';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import { hospitalReader } from './hospitals';
import { pointTableReader } from './point-table';

/** Formats that places are read from: any of boundaries, sites of hospitals, and tables of points. */
export const PLACE_READERS = [...READERS, hospitalReader, pointTableReader];

/** Metres around a point that a name covers, by kind, where the file doesn't say. */
const RADII: Record<string, number> = { estate: 250, 'town centre': 350 };
const OTHER_RADIUS = 300;
const LEAST_RADIUS = 10;
const MOST_RADIUS = 5_000;

/** Other words for the two kinds that name a hotspot first. */
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

/** A place as a reader hands it to the loader. */
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

/** How to read a file of places. */
export interface PlaceOptions extends ReadOptions {
  /** Overrules what the file declares. */
  crs?: Epsg;
  /** Kind of the places that have none. */
  kind?: string;
  nameField?: string;
  kindField?: string;
}

/**
 * The places of a file: points, each with a radius, or polygons. `unlocated` stands for a place without coordinates.
 * @throws Problem where the file is of no format that is read, or its CRS, its axis order or its columns don't fit
 */
export async function* readPlaces(
  content: Content,
  options: PlaceOptions = {},
): AsyncGenerator<PlaceRecord | RowReject | 'unlocated'> {
  const { crs, properties: available, features } = await openFeatures(content, options, PLACE_READERS);
  const fields = fieldsOf(content, available, options);
  const text = (properties: Record<string, unknown>, field: string | undefined) =>
    field === undefined ? null : label(properties[field]);
  const lines = new Map<string, number>();
  let feature = 0;
  for (const { properties, geometry, fault, line: row } of features) {
    const line = row ?? ++feature;
    const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
    if (fault !== undefined) {
      yield reject(fault.field, fault.reason);
      continue;
    }
    const name = text(properties, fields.name);
    if (name === null) {
      yield reject('name', 'blank, longer than 100 characters or no text');
      continue;
    }
    const kind = kindOf(text(properties, fields.kind) ?? options.kind ?? '');
    if (kind === null) {
      yield reject('kind', 'blank, or no words of 40 letters at most');
      continue;
    }
    if (geometry === null) {
      yield 'unlocated';
      continue;
    }
    const shape = groundOf(geometry, crs);
    if ('reason' in shape) {
      if ('kind' in shape && shape.kind !== 'outside')
        throw fileProblem(
          content,
          `${row === undefined ? 'feature' : 'line'} ${line}: ${crsAdvice(shape, crs)}`,
        );
      yield reject('geometry', shape.reason);
      continue;
    }
    const radius = radiusOf(fields.radius === undefined ? null : properties[fields.radius], kind);
    if (radius === null) {
      yield reject('radius', `not a number of metres from ${LEAST_RADIUS} to ${MOST_RADIUS}`);
      continue;
    }
    const key = `${kind}\n${name}`;
    const before = lines.get(key);
    if (before !== undefined) {
      yield reject('name', `the same name and kind as ${before}`);
      continue;
    }
    lines.set(key, line);
    yield 'position' in shape
      ? {
          line,
          name,
          kind,
          crs,
          geometry: { type: 'Point', coordinates: shape.position },
          radius,
          repairs: [],
        }
      : {
          line,
          name,
          kind,
          crs,
          geometry: { type: 'MultiPolygon', coordinates: shape.polygons },
          radius: null,
          repairs: shape.repairs,
        };
  }
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

/** A kind as the gazetteer has it: lower case, words apart; null where it is none. */
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
  return radius >= LEAST_RADIUS && radius <= MOST_RADIUS ? radius : null;
}
