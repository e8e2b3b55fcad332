export { DistrictHealthResolver, HealthResolver } from './health.resolver';
