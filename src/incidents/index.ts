export { countByDimensions } from './counts.queries';
export { AreaBy, IncidentFilter } from './filter.input';
export {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  LocationAreaEntity,
  LocationEntity,
  SourceCoverageEntity,
} from './incident.entity';
export { CountDimension, type IncidentCountRow } from './incident.type';
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
