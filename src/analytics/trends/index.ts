export { AssertedTrendEntity } from './asserted-trend.entity';
export { AssertedTrend } from './asserted-trend.type';
export { assertedTrends } from './asserted-trends';
export { type JudgedTrend, type ShippedTrend, storeAssertedTrends } from './asserted-trends.queries';
export { AssessmentYearResolver } from './assessment-years';
export { CHANGE_COLUMNS, Change, changeBetween, changesBetween } from './change';
export { Classification, classify } from './classification';
export { ComparedAnswer, windowsOfAnswer } from './compared-answer.type';
export {
  caveatsOfBoth,
  comparisonCaveats,
  comparisonParameters,
  shortenedCaveats,
} from './comparison';
export { ComparisonArgs, DEFAULT_COMPARISON, namedComparison } from './comparison.input';
export { type Counting, countPeriods } from './counts.queries';
export { dispersionCaveats, dispersionParameters, MAX_MONTHS } from './dispersion';
export { groundSeries } from './grounds.queries';
export { Judgement } from './judgement.type';
export { recordedCrimeIn } from './own-recorded-crime';
export { PeerEntity, RecordedCrimeEntity } from './peer.entity';
export { type PeerScore, peerScores } from './peer-scores';
export { quartersAround, wholeQuartersIn } from './peer-window';
export {
  type PeerLine,
  type RecordedCrimeLine,
  selectPeers,
  selectRecordedOffences,
  storePeers,
  storeRecordedCrime,
} from './peers.queries';
export { PeerResolver } from './peers.resolver';
export { QuarterlyReviewResolver } from './quarterly-review';
export { type MonthTally, tallyMonths } from './quarterly-review.queries';
export { AreaRateResolver } from './rates';
export { SeasonalityResolver, seasonality } from './seasonality';
export { Season, type SeasonalPattern } from './seasonality.type';
export { seriesOfMonths } from './series';
export { Signal, signalOf } from './signal';
export { monthsTo, selectReach } from './tallies';
export { TargetEntity } from './target.entity';
export { TargetAim } from './target.type';
export { storeTarget } from './targets.queries';
export { TargetResolver } from './targets.resolver';
export {
  type ClassifiedChange,
  classifiedChange,
  isPerturbed,
  TrendResolver,
  trend,
} from './trend';
export type { Trend, TrendWindow } from './trend.type';
export { WeekGridResolver, weekGrid } from './week-grid';
export type { WeekGrid } from './week-grid.type';
export {
  ChangeBasis,
  type ComparedWindows,
  Comparison,
  type CountedPeriod,
  comparedOf,
  completeWindowsFor,
  countedStretches,
  countsMonth,
  currentWindow,
  uncountedMonths,
  type Window,
  type Windows,
  windowsFor,
} from './windows';
