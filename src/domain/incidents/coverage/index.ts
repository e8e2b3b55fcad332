export { SourceCoverageEntity } from './coverage.entity';
export {
  type CoverageRow,
  declareCoverage,
  forgetCoverage,
  recordCoverage,
  recordUnlocated,
  type SourceKey,
  selectCoverage,
  selectSharedPublishers,
} from './coverage.queries';
export { CoverageResolver } from './coverage.resolver';
export { type CoverageMonth, CoverageStatus } from './coverage.type';
export { coverageCalendar } from './coverage-calendar';
export { CoverageTally, type RowPlace } from './coverage-tally';
export { deliveredMonths, type Hole } from './delivered-months';
export { parseMultirange } from './multirange';
