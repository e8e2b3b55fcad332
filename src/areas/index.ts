export {
  AreaEntity,
  AreaOverlapEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  PartnershipEntity,
  PlaceEntity,
} from './area.entity';
export { Area, AreaKind, AreaOrigin, PostcodeDistrict, SntArea, Ward } from './area.type';
export { areaById } from './areas.loaders';
export { addPartnership, countAreas, findPartnership, listPartnerships } from './areas.queries';
export {
  AreaListResolver,
  AreaResolver,
  OverlapResolver,
  PartnershipResolver,
  PostcodeDistrictResolver,
  SntAreaResolver,
} from './areas.resolver';
export {
  type Boundary,
  completeAfterBoundaries,
  completeLocations,
  endReplacedBoundaries,
  type StoredBoundary,
  storeBoundaries,
} from './boundaries.queries';
export {
  knowsLsoas,
  type LookupPair,
  type StoredPair,
  storeLsoaChanges,
  storeLsoaWards,
} from './lookups.queries';
export { Partnership } from './partnership.type';
export { type NamedPlace, storePlaces } from './places.queries';
export {
  type AskedAreas,
  pluralOf,
  selectAreaChanges,
  selectWardBridge,
  someOf,
  type WardBridge,
} from './versions.queries';
