export { HotspotClusterResolver } from './hotspots.resolver';
