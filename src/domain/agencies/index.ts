export {
  findAgency,
  listAgencies,
  type StoredAgency,
  storeAgencies,
  USUAL_AGENCIES,
} from './agencies.queries';
export { AgencyResolver } from './agencies.resolver';
export { AgencyEntity } from './agency.entity';
export { Agency, AgencyKind } from './agency.type';
