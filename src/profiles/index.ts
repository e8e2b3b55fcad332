export { AGE_BAND_SYSTEMS, ageBandOf } from './age-bands';
export { ETHNICITY_SYSTEMS } from './ethnicities';
export { ProfileResolver, SegmentResolver } from './profiles.resolver';
