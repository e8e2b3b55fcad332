export { HotspotAccuracyResolver } from './accuracy.resolver';
export { CoincidingHotspotResolver } from './coinciding.resolver';
export { ConcentrationResolver } from './concentration.resolver';
export { EmergingHotspotResolver } from './emerging.resolver';
export { HotspotGridResolver } from './grid.resolver';
export { HotspotClusterResolver } from './hotspots.resolver';
export { RepeatResolver } from './repeats.resolver';
