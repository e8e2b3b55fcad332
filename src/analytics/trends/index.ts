export { AssertedTrendEntity } from './asserted-trend.entity';
export { AssertedTrend } from './asserted-trend.type';
export { assertedTrends } from './asserted-trends';
export { type JudgedTrend, type ShippedTrend, storeAssertedTrends } from './asserted-trends.queries';
export { AssessmentYearResolver } from './assessment-years.resolver';
export { Change, changeBetween } from './change';
export { Classification, classify } from './classification';
export { comparisonCaveats, comparisonParameters } from './comparison';
export { ComparisonArgs, comparisonOf } from './comparison.input';
export { type Counting, countPeriods } from './counts.queries';
export { Judgement } from './judgement.type';
export { PeerEntity, RecordedCrimeEntity } from './peer.entity';
export { type PeerScore, peerScores } from './peers';
export {
  type PeerLine,
  type RecordedCrimeLine,
  selectPeers,
  storePeers,
  storeRecordedCrime,
} from './peers.queries';
export { PeerResolver } from './peers.resolver';
export { type MonthTally, tallyMonths } from './quarterly-review.queries';
export { AreaRateResolver } from './rates.resolver';
export { seasonalPattern } from './seasonality';
export { SeasonalityResolver } from './seasonality.resolver';
export { Season, type SeasonalPattern } from './seasonality.type';
export { Signal, signalOf } from './signal';
export { TargetEntity } from './target.entity';
export { TargetAim } from './target.type';
export { storeTarget } from './targets.queries';
export { TargetResolver } from './targets.resolver';
export {
  type ClassifiedChange,
  type Comparable,
  classifiedChange,
  compareWindows,
  isPerturbed,
  trend,
} from './trend';
export { TrendResolver } from './trend.resolver';
export type { Trend } from './trend.type';
export { weekGrid } from './week-grid';
export { WeekGridResolver } from './week-grid.resolver';
export type { WeekGrid } from './week-grid.type';
export {
  ChangeBasis,
  Comparison,
  countedMonths,
  currentWindow,
  type KnownDays,
  type Window,
  type Windows,
  windowsFor,
} from './windows';
