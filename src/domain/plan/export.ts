import { addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { selectActivities } from './activities.queries';
import type { Activity } from './activity.type';
import { selectEvents } from './calendar.queries';
import type { CalendarEvent } from './calendar-event.type';
import { type Recommendation, RecommendationStatus } from './recommendation.type';
import { selectRecommendations } from './recommendations.queries';

/** Plan of a partnership: recommendations, actions, activities and events. */
export interface Response {
  recommendations: Recommendation[];
  activities: Activity[];
  events: CalendarEvent[];
}

/** Months that an assessment looks ahead. */
const AHEAD = 12;

/** All recommendations that a partnership has not rejected, with their actions. */
async function activeRecommendations(session: Session, partnershipId: number): Promise<Recommendation[]> {
  const recommendations = await selectRecommendations(session, partnershipId);
  return recommendations.filter(({ status }) => status !== RecommendationStatus.REJECTED);
}

/**
 * Plan of a partnership for an assessment of a period: all recommendations that it has not rejected, with their
 * actions; the activities that run in the period; and the events of the period and of the twelve months after it. Four
 * statements in all. It changes without a load of incidents, so `cached` must not keep it.
 */
export async function responseOf(session: Session, partnershipId: number, period: Period): Promise<Response> {
  const recommendations = await activeRecommendations(session, partnershipId);
  const ahead = { from: period.from, to: addMonths(period.to, AHEAD) };
  return {
    recommendations,
    activities: await selectActivities(session, partnershipId, period),
    events: await selectEvents(session, partnershipId, ahead),
  };
}
