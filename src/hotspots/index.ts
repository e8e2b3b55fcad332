export { ConcentrationResolver } from './concentration.resolver';
export { HotspotClusterResolver } from './hotspots.resolver';
export { RepeatResolver } from './repeats.resolver';
