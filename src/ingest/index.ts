export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importIncidents } from './incidents';
export { importPeers } from './peers/group';
export { importRecordedCrime } from './peers/recorded-crime';
export { streetReader } from './police-uk/street';
export { importPopulation, type PopulationAnswer, type PopulationImport } from './population';
