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

/** Months ahead of its period that an assessment lists events for. */
const AHEAD = 12;

/** Recommendations of a partnership that were not rejected, with their actions. */
async function activeRecommendations(session: Session, partnershipId: number): Promise<Recommendation[]> {
  const recommendations = await selectRecommendations(session, partnershipId);
  return recommendations.filter(({ status }) => status !== RecommendationStatus.REJECTED);
}

/**
 * Plan of a partnership for an assessment of a period: recommendations that were not rejected, with their actions;
 * activities that run in the period; events of the period and of the twelve months after it. Four statements in all.
 * The plan changes without a load, so no kept answer may contain it.
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
