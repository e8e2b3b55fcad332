export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importIncidents } from './incidents';
export { importLookups, type LookupImport } from './lookup';
export { streetReader } from './police-uk/street';
