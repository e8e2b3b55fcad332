export { Analytic, type AnalyticDefinition, isKept, isMadeOfCounts } from './analytic';
export { Answer, Parameter } from './answer.type';
export { AnswerCache } from './cache';
export { canonical } from './canonical';
export { type Asking, answering, type Computation } from './computation';
export { AnalyticContext } from './context';
export {
  caveatsByFilter,
  countedFrom,
  filterParameters,
  listParameters,
  placeCaveats,
  prefixed,
  sourceParameter,
  sourcesOf,
  span,
} from './parameters';
export { queryOf } from './query.queries';
