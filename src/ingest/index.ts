export { RowAccount } from './account';
export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export { seedDemonstration } from './demonstration';
export { fileLabel, fileProblem, openSource, type SourceFile } from './file';
export { type ImportOptions, importIncidents } from './incidents';
export { streetReader } from './police-uk/street';
export { startProgress } from './progress';
