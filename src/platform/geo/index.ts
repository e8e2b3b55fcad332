export { type FeatureCollection, GeoJsonFeatureCollection, GeoJsonGeometry } from './geojson.scalar';
export { Position } from './position.type';
export { BoundingBox, Near } from './region.input';
export { type Geometry, positionsOf, type Shape } from './shape';
export { type CoordinateFault, type Crs, checkAxisOrder, coordinateFault, UK_GRID } from './uk-coordinates';
export { fromEwkb, fromWkb, toEwkb } from './wkb';
