export { aoristicWeek, type TimeWindows } from './aoristic';
export { type CarriedCount, type CarriedCounts, carryCounts, type GroundPart } from './carried-counts';
export { type CellCorners, cellCorners } from './cell-corners';
export {
  GROUND_SIDE,
  PREDICTORS,
  type PredictionSettings,
  type Predictor,
  rollingSearches,
  type SearchAccuracy,
  type SearchesOfShare,
  searchesOf,
} from './cell-predictions';
export { cellsOnArea, type Ring } from './cells-on-area';
export {
  type Concentration,
  concentration,
  type LorenzPoint,
  lorenzCorners,
} from './concentration';
export { jaccard, jaccardByChance, spearman } from './correlation';
export { type CountRatio, countRatio, countRatioTest } from './count-ratio';
export { assignToClusters, type Clustering, dbscan, type WeightedPlaces } from './dbscan';
export { areaDispersions, dispersion, isThin, pooledDispersion, spreadOfCounts } from './dispersion';
export {
  type EarlyWarning,
  earlyWarning,
  pooledBaselines,
  type WarningOptions,
  type WatchedSeries,
  type WatchStep,
  watchedPeriods,
} from './early-warning';
export { EMERGING_CATEGORIES, type EmergingCategory, MIN_PERIODS } from './emerging';
export { type EmergingCells, emergingCounts } from './emerging-counts';
export { type RateUnit, type SmoothedRates, smoothedRates } from './empirical-bayes';
export type { EtsForm } from './ets';
export { benjaminiHochberg } from './false-discovery-rate';
export {
  type Forecast,
  type ForecastMethod,
  type ForecastStep,
  forecast,
} from './forecast';
export { type Funnel, type FunnelUnit, randomEffectsFunnel } from './funnel';
export { giStar, type LocalStatistic } from './gi-star';
export {
  type Cells,
  cellArea,
  cellCentres,
  cellId,
  cellLookup,
  cellNeighbours,
  countByCell,
  type Grid,
  gridOf,
  type Points,
  sideLength,
} from './grid';
export {
  HOT_REASONS,
  type HotCountOptions,
  type HotCounts,
  type HotReason,
  hotCountStates,
  hotCounts,
} from './hot-counts';
export { HOTSPOT_CLASSES, type HotspotClass, hotspotClass } from './hotspot-class';
export { intervalCensoredQuantiles } from './interval-censored';
export { kernelDensity } from './kde';
export { leadingRuns, type Run } from './leading-runs';
export { leadingWindow, type WeekWindow } from './leading-window';
export { type MannKendall, mannKendall } from './mann-kendall';
export { type ClusterMatches, type ClusterMembers, matchClusters } from './match-clusters';
export type { Grouping, MonthlySeries } from './monthly-fit';
export {
  type AdjustedLocalMoran,
  adjustedLocalMoran,
  MORAN_CLASSES,
  type MoranClass,
} from './moran';
export {
  countClosePairs,
  type NearRepeat,
  type NearRepeatOptions,
  nearRepeat,
  type TimedPoints,
} from './near-repeat';
export { type Neighbours, neighboursWithin } from './neighbours';
export { type Interval, poissonInterval } from './poisson';
export { monthlyBands, type Prediction, predictCount } from './prediction';
export { type Proportion, proportionsTest } from './proportions';
export { type FunnelPosition, type Ratio, type StandardisedGroup, wilsonInterval } from './rates';
export type { SearchComparison, SearchTrial } from './search-comparison';
export { SEASONS, type Season, type SeasonalIndex, type SeasonTest, seasonTest } from './season';
export { type SeasonalKendall, seasonalKendall } from './seasonal-kendall';
export { serialCorrelation } from './serial-correlation';
export { shareRatio } from './share-ratio';
export { type SplitClustering, type SplitLimits, splitClusters } from './split-clusters';
export {
  type ClusterWindow,
  type TwoWindowCluster,
  type TwoWindowClustering,
  type TwoWindowLimits,
  type TwoWindowPlaces,
  twoWindowClusters,
} from './two-window-clusters';
export {
  compareWindows,
  type Dispersion,
  type ExposedCount,
  POISSON,
  twoWindowTest,
  type WindowComparison,
} from './two-window-test';
export {
  type BeforeAfter,
  type ControlledZone,
  type WeightedDisplacement,
  weightedDisplacement,
} from './weighted-displacement';
