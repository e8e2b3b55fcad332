export { findActivity } from './activities.queries';
export { Activity } from './activity.type';
export { countByDay, type DayCount, findEvent, selectEvents } from './calendar.queries';
export { CalendarEvent } from './calendar-event.type';
export { type Response, responseOf } from './export';
export { found } from './plan';
export {
  ActionChangeEntity,
  ActionEntity,
  ActionZoneEntity,
  ActivityEntity,
  CalendarEventEntity,
  CalendarEventThemeEntity,
  RecommendationEntity,
} from './plan.entity';
export { PlanResolver } from './plan.resolver';
export {
  Action,
  ActionStatus,
  type ActionZone,
  Recommendation,
  RecommendationStatus,
  ZoneKind,
} from './recommendation.type';
export { findAction, findRecommendation, ZONES, type Zone } from './recommendations.queries';
export { type ShippedResponse, storeResponse } from './shipped';
