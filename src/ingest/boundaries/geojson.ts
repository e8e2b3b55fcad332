import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import type { Epsg, Feature, FeatureFile, FeatureReader, UnknownCrs } from './reader';

type Json = Record<string, unknown>;

/** A value as a JSON object; undefined for any other value. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Member `type` of the outermost JSON object; undefined where there is none. */
export function typeOf(content: Content): unknown {
  return '{['.includes(content.firstMark) ? asObject(content.json)?.type : undefined;
}

/**
 * CRS as in GeoJSON 2008, which many publishers still follow: `crs.properties.name`. By default longitude and latitude
 * (RFC 7946).
 */
export function crsMember(root: Json): Epsg | UnknownCrs {
  if (root.crs === undefined || root.crs === null) return 'EPSG:4326';
  const name = asObject(asObject(root.crs)?.properties)?.name;
  const text = typeof name === 'string' ? name : '';
  if (/\bCRS84$/i.test(text)) return 'EPSG:4326';
  const code = /\bEPSG:(?::|[\d.]*:)?(\d{4,6})$/i.exec(text)?.[1];
  return code === undefined ? { unknown: 'its crs member names no CRS of EPSG' } : `EPSG:${Number(code)}`;
}

/** Names of the properties of features; about the first thousand where there are more. */
export function propertyNames(features: Pick<Feature, 'properties'>[]): string[] {
  const names = new Set<string>();
  for (const { properties } of features) {
    for (const name of Object.keys(properties)) names.add(name);
    if (names.size > 1000) break;
  }
  return [...names];
}

/** GeoJSON (RFC 7946, and the `crs` member of 2008): a FeatureCollection, or one Feature. */
export const geoJsonReader: FeatureReader = {
  format: 'GeoJSON',
  names: /\.(geo)?json$/i,
  recognises: (content) => ['FeatureCollection', 'Feature'].includes(typeOf(content) as string),
  read(content): FeatureFile {
    const root = asObject(content.json)!;
    const list = root.type === 'Feature' ? [root] : root.features;
    if (!Array.isArray(list)) throw fileProblem(content, 'its FeatureCollection has no list of features.');
    const features = list.map((item) => {
      const feature = asObject(item);
      return { properties: asObject(feature?.properties) ?? {}, geometry: feature?.geometry ?? null };
    });
    return { crs: crsMember(root), properties: propertyNames(features), features };
  },
};
