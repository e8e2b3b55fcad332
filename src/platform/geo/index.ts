export { type FeatureCollection, GeoJsonFeatureCollection, GeoJsonGeometry } from './geojson.scalar';
export { Position } from './position.type';
export { BoundingBox, Near } from './region.input';
export type { Geometry, Shape } from './shape';
export { fromEwkb, fromWkb, toEwkb } from './wkb';
