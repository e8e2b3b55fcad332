export { Activity } from './activity.type';
export { CalendarEvent } from './calendar-event.type';
export { type Response, responseOf } from './export';
export { Action, ActionStatus, Recommendation, RecommendationStatus } from './recommendation.type';
export {
  ActionChangeEntity,
  ActionEntity,
  ActionZoneEntity,
  ActivityEntity,
  CalendarEventEntity,
  CalendarEventThemeEntity,
  RecommendationEntity,
} from './response.entity';
export { ResponseResolver } from './response.resolver';
export { type ShippedResponse, storeResponse } from './shipped';
