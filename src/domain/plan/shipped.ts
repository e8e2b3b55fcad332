import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { listAgencies } from '../agencies';
import type { NamedArea } from '../incidents';
import { selectInstallation } from '../vocabulary';
import { addActivity } from './activities.queries';
import { addEvent } from './calendar.queries';
import { type ActionStatus, RecommendationStatus } from './recommendation.type';
import { addAction, addActionChange, addRecommendation, type Zone } from './recommendations.queries';

/** Plan of a partnership given as data, with codes for themes and agencies. */
export interface ShippedResponse {
  recommendations: readonly ShippedRecommendation[];
  activities: readonly { theme: string; name: string; owner?: string; from?: string; to?: string }[];
  events: readonly (Period & { name: string; themes: readonly string[] })[];
}

export interface ShippedRecommendation {
  /** Code of the theme; a strategic recommendation has none. */
  theme?: string;
  text: string;
  owner: string;
  actions?: readonly ShippedAction[];
}

export interface ShippedAction {
  text: string;
  owner: string;
  from: string;
  zones: Partial<Record<Zone, { kind: `${NamedArea['kind']}`; code: string }>>;
  /** Changes of the action, the oldest first. */
  history: readonly {
    by: string;
    at: Date;
    status: `${ActionStatus}`;
    progress: number;
    due: string;
    note?: string;
  }[];
}

/** Stores a plan as it is, including due dates that have passed. */
export async function storeResponse(
  session: Session,
  partnershipId: number,
  { recommendations, activities, events }: ShippedResponse,
): Promise<void> {
  const agencies = new Map((await listAgencies(session, partnershipId)).map(({ code, id }) => [code, id]));
  const { themeCodes } = await selectInstallation(session);
  const themeId = (code: string) => themeCodes.find(code)!.id;
  for (const { theme, text, owner, actions = [] } of recommendations) {
    const { id: recommendationId } = await addRecommendation(session, {
      ...{ partnershipId, text, ownerId: agencies.get(owner)! },
      themeId: theme === undefined ? null : themeId(theme),
      status: actions.length > 0 ? RecommendationStatus.ADOPTED : RecommendationStatus.PROPOSED,
    });
    for (const { history, zones, ...action } of actions) {
      const { id: actionId } = (await addAction(session, {
        ...{ partnershipId, recommendationId, ownerId: agencies.get(action.owner)! },
        ...{ text: action.text, from: action.from, zones: zones as Partial<Record<Zone, NamedArea>> },
      }))!;
      for (const [version, change] of history.entries())
        await addActionChange(
          session,
          { partnershipId, actionId },
          { ...change, version, status: change.status as ActionStatus, note: change.note ?? null },
        );
    }
  }
  for (const { theme, name, owner, from = null, to = null } of activities)
    await addActivity(session, {
      ...{ partnershipId, name, from, to, themeId: themeId(theme) },
      ownerId: owner === undefined ? null : agencies.get(owner)!,
    });
  for (const { themes: codes, ...event } of events)
    await addEvent(session, { ...event, partnershipId, themeIds: codes.map(themeId) });
}
