export { HotspotAccuracyResolver } from './accuracy';
export { clustersOfEach, DEFAULT_EPS, HotspotClusterResolver, hotspotClusters } from './clusters';
export { HotspotCluster, type HotspotClusters } from './clusters.type';
export { CoincidingHotspotResolver } from './coinciding';
export { ConcentrationResolver } from './concentration';
export { EmergingHotspotResolver } from './emerging';
export { HotspotGridResolver } from './grid';
export { RepeatResolver, repeatVictimisation } from './repeats';
export { RepeatUnit } from './repeats.type';
