export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importIncidents } from './incidents';
export { streetReader } from './police-uk/street';
export { importPopulation, type PopulationAnswer, type PopulationImport } from './population';
