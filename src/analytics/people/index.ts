export { LeadingSegment } from './profile.type';
export { type LeadingPeople, leadingPeople, ProfileResolver } from './profiles';
export { SegmentResolver } from './segments.resolver';
