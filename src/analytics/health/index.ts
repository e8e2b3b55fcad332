export { HospitalAdmissionResolver } from './counts';
export { DistrictHealthResolver } from './district-health.resolver';
export { HospitalResolver } from './hospitals.resolver';
export { TriangulationResolver } from './triangulation.resolver';
export { WardHealthResolver } from './ward-estimates';
