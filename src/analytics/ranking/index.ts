export { CrimeCostResolver } from './costs';
export { type CriterionDefinition, checkCriterion } from './criterion-checks';
export {
  addCriterion,
  listCriteria,
  loadMatrices,
  type ShippedCell,
  selectOwnCriteria,
  storeAssertedCells,
} from './matrices.queries';
export { MatrixResolver } from './matrices.resolver';
export { AssertedCellEntity, MatrixCriterionEntity } from './matrix.entity';
export { suggestedPriorities } from './priorities';
export { SuggestedPriority, UnsuggestedTheme } from './ranking.type';
export { ThemeRankingResolver } from './theme-ranking';
