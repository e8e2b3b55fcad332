export { IndicatorEntity, IndicatorValueEntity } from './indicator.entity';
export { AssessedIndicator } from './indicator.type';
export {
  type IndicatorContent,
  type IndicatorFigure,
  selectIndicators,
  storeIndicators,
} from './indicators.queries';
export { IndicatorResolver } from './indicators.resolver';
export { type ToldTheme, toldThemes } from './theme-indicators';
