export { PerceptionResolver } from './perception';
export { SntPriorityEntity, SurveyResultEntity } from './perception.entity';
export {
  perceptionOf,
  type SntPriority,
  type SurveyResult,
  sntAreaCodes,
  storeSntPriorities,
  storeSurveyResults,
} from './perception.queries';
export { PublicPerception } from './perception.type';
