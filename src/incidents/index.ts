export { AreaBy, IncidentFilter } from './filter.input';
export {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  LocationAreaEntity,
  LocationEntity,
  SourceCoverageEntity,
} from './incident.entity';
export { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents.resolver';
export {
  IncidentLoader,
  type LoadedBatch,
  type LoaderOptions,
  raiseDataVersion,
  rebuildCells,
} from './loading.queries';
export type { IncidentRecord, Precision, RecordPlace } from './record';
export {
  apart,
  cellsIn,
  countsIn,
  type Fragment,
  RECORDS,
  recordsIn,
  type Selection,
  select,
} from './selection.queries';
