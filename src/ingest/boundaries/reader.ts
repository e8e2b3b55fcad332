import type { Content } from '../reading/content';

/** Coordinate reference system by its EPSG code: `EPSG:27700`. */
export type Epsg = `EPSG:${number}`;

/** Reason why the CRS of a file is unknown. */
export interface UnknownCrs {
  /** Words after the name of the file in a message: `there is no .prj in the archive`. */
  unknown: string;
}

/** Feature as in its file, not checked yet. */
export interface Feature {
  properties: Record<string, unknown>;
  /** GeoJSON geometry in the coordinates of the file, easting or longitude first; null for none. */
  geometry: unknown;
  /** Reason why the feature could not be read. */
  fault?: FeatureFault;
  /** Line of a table; by default the feature's position among the features. */
  line?: number;
}

/** Reason why a feature cannot be read, and the field at fault. */
export interface FeatureFault {
  field: string;
  reason: string;
}

/** Fault of a geometry that cannot be read. */
export function geometryFault(reason: string): FeatureFault {
  return { field: 'geometry', reason };
}

/** Features of a file. */
export interface FeatureFile {
  /** CRS that the file declares, or that its format fixes. */
  crs: Epsg | UnknownCrs;
  /** Names of all properties. */
  properties: string[];
  /** Features in the order of the file, to be read once. Throws a Problem at damage found while reading. */
  features: Iterable<Feature>;
}

/** Options of a reader. */
export interface ReadOptions {
  /** Layer of a file with several, by name, case ignored. */
  layer?: string;
}

/** Reader of one format of geographic files. A new format is a file with a reader, and a line in `formats.ts`. */
export interface FeatureReader {
  /** Name of the format: `GeoJSON`. */
  format: string;
  /** Pattern of the format's file names, without `.gz`, for files in folders. */
  names: RegExp;
  /** Whether a content is in this format, well-formed or not. */
  recognises(content: Content): boolean;
  /**
   * Reads the features of a content that it recognised.
   *
   * @throws Problem where nothing in it can be trusted.
   */
  read(content: Content, options: ReadOptions): FeatureFile | Promise<FeatureFile>;
}
