export { ETHNICITY_SYSTEMS } from './ethnicities';
export { ProfileResolver, SegmentResolver } from './profiles.resolver';
