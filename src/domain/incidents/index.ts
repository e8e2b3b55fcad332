export { countableDays } from './counted-units';
export { countByDimensions, type KeyedCount } from './counts.queries';
export {
  type CoverageMonth,
  CoverageResolver,
  CoverageStatus,
  coverageCalendar,
  declareCoverage,
  SourceCoverageEntity,
  selectCoverage,
} from './coverage';
export type { DeliveredSource } from './data-coverage.queries';
export { fitSources } from './fit-sources';
export {
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
export { IncidentPageResolver } from './incident-page.resolver';
export { IncidentPlaceResolver } from './incident-places.resolver';
export { deliveredSourcesOf, incidentByReference } from './incidents.loaders';
export { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents.resolver';
export { InvolvementEntity } from './involvement.entity';
export { lockPartnership, raiseDataVersion } from './loading.queries';
export { OutcomeLoader } from './outcome-loader';
export {
  addPeople,
  findByReference,
  type Involved,
} from './people.queries';
export { ElementaryCellEntity } from './protected/cell.entity';
export { rebuildCells } from './protected/rebuilding.queries';
export { ReleaseResolver } from './protected/release.resolver';
export { ReleaseKeeper } from './protected/release-keeper';
export { holdReleases, publicationOf, releaseCounts } from './protected/releasing.queries';
export type {
  IncidentRecord,
  OutcomeRecord,
  PersonRecord,
  Precision,
  RecordPlace,
  SystemCode,
} from './record';
export { sntAreaOf } from './selection/areas.queries';
export { clusterPlaces } from './selection/cluster-places';
export { deliveryOf } from './selection/delivery';
export { AreaBy, areaBy, IncidentFilter, type NamedArea, namedArea } from './selection/filter.input';
export { findHotspots, groundsBeside } from './selection/find-hotspots';
export { selectHotspotKey } from './selection/ground.queries';
export { monthsInWords } from './selection/holes';
export { hotspotIdOn, trackedHotspotOn } from './selection/hotspot';
export { DEFAULT_EPS, DEFAULT_MAX_AREA, TRACKED_MONTHS, trackedWindow } from './selection/hotspot-ground';
export {
  type ClusterQuestion,
  clusterId,
  placeAnchor,
  placeHash,
  sealHotspot,
} from './selection/hotspot-id';
export { Needs } from './selection/needs';
export { checkTiers } from './selection/rights';
export { select } from './selection/select';
export type { KnownDays, Selection } from './selection/selection';
export { seesTheme } from './selection/themes';
export { ThemeSourceArgs } from './sources.input';
export { countUnmapped, partnershipsWith } from './unmapped.queries';
export { UnmappedOffenceResolver } from './unmapped.resolver';
export { withdrawIncidents } from './withdrawing.queries';
