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
export { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents.resolver';
export {
  IncidentLoader,
  type LoadedBatch,
  type LoaderOptions,
  raiseDataVersion,
  rebuildCells,
} from './loading.queries';
export { OutcomeLoader } from './outcome-loading.queries';
export type { IncidentRecord, OutcomeRecord, Precision, RecordPlace } from './record';
export { countsIn, type Fragment, RECORDS, recordsIn, type Selection, select } from './selection.queries';
