export { streamCounts } from './counts';
export { countByDimensions } from './counts.queries';
export {
  type CoverageMonth,
  CoverageResolver,
  CoverageStatus,
  coverageCalendar,
  declareCoverage,
  SourceCoverageEntity,
  selectCoverage,
} from './coverage';
export { fitSources } from './fit-sources';
export {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  IncidentRedeliveryEntity,
  LocationAreaEntity,
  LocationEntity,
} from './incident.entity';
export { CountDimension, CountTotal, type IncidentCountRow } from './incident.type';
export {
  type BatchCounts,
  type DeliveryEnd,
  type IdCache,
  IncidentLoader,
  type LoaderOptions,
} from './incident-loader';
export { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents.resolver';
export { InvolvementEntity } from './involvement.entity';
export { lockPartnership, raiseDataVersion, rebuildCells } from './loading.queries';
export { OutcomeLoader } from './outcome-loader';
export {
  addPeople,
  findByReference,
  fingerprintOf,
  type IncidentReference,
  type Involved,
} from './people.queries';
export type {
  IncidentRecord,
  OutcomeRecord,
  PersonRecord,
  Precision,
  RecordPlace,
  SystemCode,
} from './record';
export { AreaBy, areaBy, IncidentFilter, type NamedArea, namedArea } from './selection/filter.input';
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
  sntAreaOf,
} from './selection/selection.queries';
export { ThemeSourceArgs } from './sources.input';
export { type Withdrawal, withdrawIncidents } from './withdrawing.queries';
