export { SntPriorityEntity, SurveyResultEntity } from './perception.entity';
export {
  perceptionOf,
  type SntPriority,
  type SurveyResult,
  sntAreaCodes,
  storeSntPriorities,
  storeSurveyResults,
} from './perception.queries';
export { PerceptionResolver } from './perception.resolver';
export { PublicPerception } from './perception.type';
