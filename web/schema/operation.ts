import type { DocumentDecoration, initGraphQLTada, ResultOf } from 'gql.tada';
import type { introspection } from './schema.generated';

/** A GeoJSON geometry (RFC 7946) in degrees. */
export interface Geometry {
  type: string;
  coordinates: unknown;
}

/** A GeoJSON feature collection (RFC 7946) in degrees. */
export interface FeatureCollection {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    id?: string | number;
    geometry: Geometry;
    properties: Record<string, unknown>;
  }[];
}

interface Setup {
  introspection: introspection;
  scalars: {
    Date: string;
    DateTime: string;
    GeoJSONGeometry: Geometry;
    GeoJSONFeatureCollection: FeatureCollection;
  };
}

/** An operation with the types of its answer and its variables. When the program runs it is a text: {@link textOf}. */
export type Operation<Answer, Variables> = DocumentDecoration<Answer, Variables>;

/** Answer without errors, none of whose root fields was refused. */
export type Complete<Answer> = { [Field in keyof Answer]: NonNullable<Answer[Field]> };

/** Answer of an operation, where an error refuses all of it: `AnswerOf<typeof TREND>`. */
export type AnswerOf<Op> = Complete<ResultOf<Op>>;

/** Answer of an operation, null where a field was refused or has nothing to say: `PartialAnswerOf<typeof CHARTS>`. */
export type PartialAnswerOf<Op> = ResultOf<Op>;

/**
 * Types an operation from the schema: `graphql('query Themes { themes { code } }')`. A field that the schema does not
 * have is of type unknown. Only the types are those of gql.tada: the package is not loaded when the program runs.
 */
export const graphql: initGraphQLTada<Setup> = ((text: string) => text) as never;

/** Text of an operation. */
export const textOf = <Answer, Variables>(operation: Operation<Answer, Variables>): string =>
  operation as unknown as string;
