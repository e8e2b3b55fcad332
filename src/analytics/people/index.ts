export { LeadingSegment } from './profile.type';
export { type LeadingPeople, leadingPeople } from './profiles';
export { ProfileResolver, SegmentResolver } from './profiles.resolver';
