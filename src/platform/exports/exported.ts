import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

/**
 * Flat form of a field of Query: rows for CSV, features for GeoJSON and maps. Names, types, descriptions and parameters
 * come from the schema.
 */
export interface ExportDefinition {
  /** Name in addresses, `/export/{name}.csv`; by default that of the field, `hotspotGrid` as `hotspot-grid`. */
  name?: string;
  /** Field of the answer that lists the rows; by default the answer itself is the only row. */
  rows?: string;
  /** Columns, as GraphQL selects them from a row. An alias names a column; by default the last field of its path. */
  columns: string;
  /** Field of the answer that is a FeatureCollection. */
  features?: string;
  /** Geometry of a row, GeoJSON or a position, as GraphQL selects it; empty where the row itself is a position. */
  place?: string;
  /** Field of Query that finds one row by partnership and id, for analytics with too many rows to search. */
  one?: string;
  /** Title of the layer in the lists of maps (OGC API, tiles); by default the export is no layer. */
  layer?: string;
  /** Values of query parameters that the schema requires, where an address leaves them out. */
  defaultParameters?: Record<string, string>;
  /**
   * Streams all rows in batches, for lists where each page would compute the whole. The field is first executed for no
   * rows, so that nothing is read where it refuses.
   *
   * @param context context of the request.
   * @param variables arguments of the field.
   */
  stream?(context: unknown, variables: Record<string, unknown>): AsyncGenerator<object[]>;
}

/** Gives a field of Query addresses under `/export`, one for each definition. */
export function Exported(...exports: ExportDefinition[]): MethodDecorator {
  return Extensions({ exports }) as MethodDecorator;
}

/** Exports of a field of Query; empty where it has none. */
export function exportsOf({ extensions }: GraphQLField<unknown, unknown>): readonly ExportDefinition[] {
  return (extensions.exports ?? []) as readonly ExportDefinition[];
}
