export {
  AreaEntity,
  AreaOverlapEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  PartnershipEntity,
  PartnershipMemberEntity,
  PlaceEntity,
  PostcodePointEntity,
} from './area.entity';
export {
  Area,
  AreaKind,
  AreaOrigin,
  areaReference,
  Lsoa,
  PartnershipArea,
  PostcodeDistrict,
  SntArea,
  Ward,
} from './area.type';
export { areaById, areaCountsOf, boundsOf, outline } from './areas.loaders';
export {
  addPartnership,
  countAreas,
  findPartnership,
  listPartnerships,
  partnershipByCode,
  partnershipById,
  selectAreas,
  selectPartnershipsById,
} from './areas.queries';
export {
  AreaListResolver,
  AreaResolver,
  OverlapResolver,
  PartnershipResolver,
  PostcodeDistrictResolver,
  Simplification,
  SntAreaResolver,
} from './areas.resolver';
export {
  type Boundary,
  type Box,
  codesAt,
  completeAfterBoundaries,
  completeLocations,
  dissolveWards,
  endReplacedBoundaries,
  lieWithin,
  type StoredBoundary,
  storeBoundaries,
} from './boundaries.queries';
export { addMembers, type Membership, refuseCounty, removeMembers } from './counties.queries';
export {
  type AreaFeature,
  type AreaLayer,
  type ProjectedBox,
  selectAreaFeature,
  selectAreaFeatures,
} from './features.queries';
export { findArea } from './find-area';
export { areasOfLocations } from './located.queries';
export {
  knowsLsoas,
  type LookupPair,
  type StoredPair,
  storeLsoaChanges,
  storeLsoaWards,
} from './lookups.queries';
export { countyOf, holdersOf, isCounty, Partnership } from './partnership.type';
export { type NamedPlace, type StoredPlace, storePlaces } from './places.queries';
export { PopulationEntity } from './population.entity';
export {
  type Denominator,
  estimatePopulation,
  MEASURES,
  type Measure,
  type PopulationEstimate,
  type PopulationFigure,
  populationAreas,
  selectDenominators,
  storePopulation,
} from './population.queries';
export {
  type OutlinedDistrict,
  outlineDistricts,
  type PostcodePoint,
  type StoredPostcode,
  storePostcodes,
} from './postcodes.queries';
export { unknownArea } from './unknown-areas.queries';
export {
  type AskedAreas,
  pluralOf,
  selectAreaChanges,
  selectWardBridge,
  someOf,
  type WardBridge,
} from './versions.queries';
