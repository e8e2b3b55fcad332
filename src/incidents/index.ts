export { countByDimensions } from './counts.queries';
export { AreaBy, IncidentFilter } from './filter.input';
export {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  LocationAreaEntity,
  LocationEntity,
  SourceCoverageEntity,
} from './incident.entity';
export { CountDimension, type IncidentCountRow } from './incident.type';
export { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents.resolver';
export {
  IncidentLoader,
  type KnownPlaces,
  type LoadedBatch,
  type LoaderOptions,
  raiseDataVersion,
  rebuildCells,
  takeTurn,
} from './loading.queries';
export { OutcomeLoader } from './outcome-loading.queries';
export type { IncidentRecord, OutcomeRecord, Precision, RecordPlace } from './record';
export {
  apart,
  cellsIn,
  countsIn,
  type Fragment,
  RECORDS,
  recordsIn,
  rowsOf,
  type Selection,
  seesTheme,
  select,
} from './selection.queries';
