import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { checkShape, type Geometry } from './shape';

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => hasVariable(value));
  return node.kind === Kind.VARIABLE;
}

/** Value of a literal. Variables in it are unknown while the document is validated, and are checked when it runs. */
function fromLiteral(node: ValueNode, variables?: Record<string, unknown> | null): Geometry {
  if (!variables && hasVariable(node)) return { type: 'unknown', coordinates: [] };
  return checkShape(node.kind === Kind.OBJECT ? valueFromASTUntyped(node, variables) : undefined);
}

/** Scalar of a geometry; as an input it takes polygons only. */
export const GeoJsonGeometry = new GraphQLScalarType<Geometry, unknown>({
  name: 'GeoJSONGeometry',
  description:
    'GeoJSON geometry object (RFC 7946) in longitude and latitude (WGS 84), at most 7 decimals. As an ' +
    'input: a Polygon or MultiPolygon of at most 10,000 vertices. National Grid coordinates are ' +
    'transformed without the OSTN15 grid, so positions are good to a metre or so.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc7946#section-3.1',
  parseValue: checkShape,
  parseLiteral: fromLiteral,
});

/** FeatureCollection, a form that GIS programs open directly. */
export interface FeatureCollection {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    id?: string | number;
    geometry: Geometry | null;
    properties: Record<string, unknown>;
  }[];
}

export const GeoJsonFeatureCollection = new GraphQLScalarType<FeatureCollection, unknown>({
  name: 'GeoJSONFeatureCollection',
  description:
    'GeoJSON FeatureCollection (RFC 7946) in longitude and latitude (WGS 84) with flat properties. ' +
    'Saved to a file it opens in QGIS and MapLibre as it is.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc7946#section-3.3',
});
