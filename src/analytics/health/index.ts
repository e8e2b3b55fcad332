export { DistrictHealthResolver, HealthResolver, HospitalResolver } from './health.resolver';
