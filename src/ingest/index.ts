export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export { seedDemonstration } from './demonstration';
export { type ImportOptions, importFiles, importIncidents } from './incidents';
export { PEOPLE } from './people';
export { POLICE_UK } from './police-uk';
export { streetReader } from './police-uk/street';
