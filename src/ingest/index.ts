export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export type { Epsg } from './boundaries/reader';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importIncidents } from './incidents';
export { importPlaces, type PlaceImport } from './places';
export { streetReader } from './police-uk/street';
