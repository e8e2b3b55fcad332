export { CrimeCostResolver } from './costs.resolver';
export { loadMatrices, type ShippedCell, storeAssertedCells } from './matrices.queries';
export { AssertedCellEntity, MatrixCriterionEntity, MatrixThemeEntity } from './matrix.entity';
export { suggestedPriorities } from './priorities';
export { ThemeRankingResolver } from './ranking.resolver';
export { SuggestedPriority } from './ranking.type';
export { MATRIX_CRITERIA } from './shipped';
