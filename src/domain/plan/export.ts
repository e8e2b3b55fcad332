import { addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { selectActivities } from './activities.queries';
import type { Activity } from './activity.type';
import { selectEvents } from './calendar.queries';
import type { CalendarEvent } from './calendar-event.type';
import { type Recommendation, RecommendationStatus } from './recommendation.type';
import { selectRecommendations } from './recommendations.queries';

/** What a partnership does. */
export interface Response {
  recommendations: Recommendation[];
  activities: Activity[];
  events: CalendarEvent[];
}

/** An assessment looks so many months ahead. */
const AHEAD = 12;

/** All recommendations that a partnership has not rejected, with their actions. */
async function activeRecommendations(session: Session, partnershipId: number): Promise<Recommendation[]> {
  const recommendations = await selectRecommendations(session, partnershipId);
  return recommendations.filter(({ status }) => status !== RecommendationStatus.REJECTED);
}

/**
 * What a partnership does, for an assessment of a period: all recommendations that it has not rejected, with their
 * actions; the activities that run in the period; and the events of the period and of the twelve months after it. Four
 * statements, however many there are. It changes without a load of incidents, so `cached` must not keep it.
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
