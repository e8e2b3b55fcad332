import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import { areaFields, type BoundaryKind } from './fields';
import { openFeatures } from './formats';
import type { Epsg, ReadOptions } from './reader';
import { crsAdvice, shapeOf } from './shape';

/** Boundary of an area from a reader for the loader, with sound rings; PostGIS checks whether they cross. */
export interface BoundaryRecord {
  /** Number of the feature in the file, from 1. */
  feature: number;
  code: string;
  name: string;
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] };
  crs: Epsg;
  /** Repairs made while reading: rings closed, heights left out. */
  repairs: string[];
}

/** Options for reading a boundary file. */
export interface BoundaryOptions extends ReadOptions {
  kind?: BoundaryKind;
  /** CRS in place of the one that the file declares. */
  crs?: Epsg;
  codeField?: string;
  nameField?: string;
}

/** Whether a row is a rejected feature. */
export function isBoundaryReject(row: BoundaryRecord | RowReject): row is RowReject {
  return 'reason' in row;
}

/**
 * Boundaries of a geographic file of any format. Every feature becomes a boundary or a reject, whose `line` is the
 * number of the feature.
 *
 * @throws Problem where the file's format is not supported, or its CRS, axis order or properties do not fit, which is a
 *   mistake that every feature shares.
 */
export async function* readBoundaries(
  content: Content,
  options: BoundaryOptions = {},
): AsyncGenerator<BoundaryRecord | RowReject> {
  const { crs, properties: available, features } = await openFeatures(content, options);
  const fields = areaFields(content, available, options);
  const codes = new Set<string>();
  let feature = 0;
  for (const { properties, geometry, fault } of features) {
    feature++;
    const reject = (field: string, reason: string): RowReject => ({ line: feature, field, reason });
    const code = label(properties[fields.code]);
    if (code === null) {
      yield reject(fields.code, 'the code is blank, longer than 100 characters or no text');
      continue;
    }
    const name = fields.name === null ? code : label(properties[fields.name]);
    if (name === null) {
      yield reject(fields.name ?? fields.code, 'the name is blank, longer than 100 characters or no text');
      continue;
    }
    if (fault !== undefined) {
      yield reject(fault.field, fault.reason);
      continue;
    }
    const shape = shapeOf(geometry, crs);
    if ('reason' in shape) {
      if ('kind' in shape && shape.kind !== 'outside')
        throw fileProblem(content, `feature ${feature}: ${crsAdvice(shape, crs)}`);
      yield reject('geometry', shape.reason);
      continue;
    }
    if (codes.has(code)) {
      yield reject(fields.code, 'the same code as an earlier feature; an area must be one feature');
      continue;
    }
    codes.add(code);
    const { polygons, repairs } = shape;
    yield { feature, code, name, geometry: { type: 'MultiPolygon', coordinates: polygons }, crs, repairs };
  }
}

/** Code or name: text or a whole number, not blank, at most as long as the database keeps; null for anything else. */
export function label(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return null;
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean !== '' && clean.length <= 100 ? clean : null;
}
