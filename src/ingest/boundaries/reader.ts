import type { Content } from '../reading/content';

/** A coordinate reference system by its EPSG code: `EPSG:27700`. */
export type Epsg = `EPSG:${number}`;

/** Why the CRS of a file is unknown. */
export interface UnknownCrs {
  /** Words that go after the name of the file: `there is no .prj in the archive`. */
  unknown: string;
}

/** A feature as it lies in its file, nothing checked yet. */
export interface Feature {
  properties: Record<string, unknown>;
  /** A GeoJSON geometry in the coordinates of the file, easting or longitude first; null where there is none. */
  geometry: unknown;
  /** Why it could not be read, where it couldn't. */
  fault?: FeatureFault;
  /** Its number in the file where that is not its place among the features: the line of a table. */
  line?: number;
}

/** Why a feature cannot be read, and in which field. */
export interface FeatureFault {
  field: string;
  reason: string;
}

/** A geometry that cannot be read. */
export function geometryFault(reason: string): FeatureFault {
  return { field: 'geometry', reason };
}

/** The features of a file. */
export interface FeatureFile {
  /** As the file declares it, or as its format fixes it. */
  crs: Epsg | UnknownCrs;
  /** Names of all properties. */
  properties: string[];
  /** In the order of the file, to be gone through once. A damage that is found on the way throws a Problem. */
  features: Iterable<Feature>;
}

/** Options of a reader. */
export interface ReadOptions {
  /** Which layer of a file of several, by name, case ignored. */
  layer?: string;
}

/** Reads one format of geographic files. A new format is a file with one of these, and its line in `formats.ts`. */
export interface FeatureReader {
  /** Name of the format: `GeoJSON`. */
  format: string;
  /** Whether a file in a folder is likely one of its own, by its base name without `.gz`. */
  names: RegExp;
  /** Whether a content is of this format, well-formed or not. */
  recognises(content: Content): boolean;
  /**
   * The features of a content that it recognised.
   * @throws Problem where nothing in it can be trusted
   */
  read(content: Content, options: ReadOptions): FeatureFile | Promise<FeatureFile>;
}
