export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export type { Epsg } from './boundaries/reader';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importFiles, importIncidents } from './incidents';
export { importPlaces, type PlaceImport } from './places';
export { POLICE_UK } from './police-uk';
export { streetReader } from './police-uk/street';
