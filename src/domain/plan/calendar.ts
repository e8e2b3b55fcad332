import type { RequestContext } from '../../access';
import { checkPeriod, daysIn } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { findAgency } from '../agencies';
import { findPartnership } from '../areas';
import { endActivity, findActivity, addActivity as storeActivity } from './activities.queries';
import type { Activity, ActivityInput } from './activity.type';
import { findEvent, removeEvent, addEvent as storeEvent } from './calendar.queries';
import type { CalendarEvent, CalendarEventInput } from './calendar-event.type';
import { findTheme, found, stale } from './plan';

/** Greatest length of an event in days: a quarter. */
const MAX_DAYS = 92;

/**
 * Adds an activity, or changes the one with its reference, with its line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND (partnership), BAD_USER_INPUT (theme, owner, from).
 */
export async function addActivity(context: RequestContext, input: ActivityInput): Promise<Activity> {
  const partnership = await context.session((session) => findPartnership(session, input.partnership));
  const { id: partnershipId } = partnership;
  const { from = null, to = null } = input;
  const nodeIds = await context.nodeIds();
  const detail: Record<string, unknown> = { theme: input.theme };
  return context.edit({ action: 'activity.add', partnershipId, detail }, async (session) => {
    if (from !== null && to !== null) checkPeriod({ from, to }, 'input');
    const theme = await findTheme(session, partnership, input.theme, 'input.theme');
    const owner =
      input.owner == null ? null : await findAgency(session, partnershipId, input.owner, 'input.owner');
    const { id, made } = await storeActivity(session, {
      ...{ partnershipId, from, to, themeId: theme.id, reference: input.reference },
      ownerId: owner?.id ?? null,
      name: input.name.trim(),
    });
    const activity = nodeIds.encode({ kind: 'Activity', partnershipId, id });
    Object.assign(detail, { activity, ...(!made && { repeated: true }) });
    return (await findActivity(session, id))!.found;
  });
}

/**
 * Ends an activity on a day, with a line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND, BAD_USER_INPUT where it ends before it begins, CONFLICT where the stored one
 *   has another version.
 */
export async function closeActivity(
  context: RequestContext,
  asked: { id: string; version: number; to: string },
): Promise<Activity> {
  const id = await context.idOf('Activity', asked.id, 'activity');
  const { partnershipId, found: activity } = found(
    await context.session((session) => findActivity(session, id)),
    'activity',
  );
  const read = () => context.session(async (session) => (await findActivity(session, id))!.found);
  const { version, to } = asked;
  const detail = { activity: asked.id, version: version + 1, to };
  return context.edit({ action: 'activity.end', partnershipId, detail }, async (session) => {
    if (activity.from !== null && to < activity.from)
      throw new Problem('BAD_USER_INPUT', `to must not be earlier than its first day, ${activity.from}.`, {
        field: 'to',
      });
    if (!(await endActivity(session, partnershipId, { id, version, to }))) throw stale('activity', read);
    return (await findActivity(session, id))!.found;
  });
}

/**
 * Adds an event to the calendar, or changes the one with its reference, with its line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND (partnership), BAD_USER_INPUT (themes, from, to).
 */
export async function addEvent(context: RequestContext, input: CalendarEventInput): Promise<CalendarEvent> {
  const partnership = await context.session((session) => findPartnership(session, input.partnership));
  const { id: partnershipId } = partnership;
  const { from, to } = input;
  const nodeIds = await context.nodeIds();
  const detail: Record<string, unknown> = { from, to };
  return context.edit({ action: 'event.add', partnershipId, detail }, async (session) => {
    checkPeriod({ from, to }, 'input');
    if (daysIn({ from, to }) > MAX_DAYS)
      throw new Problem('BAD_USER_INPUT', `An event lasts ${MAX_DAYS} days at most: divide it.`, {
        field: 'input.to',
      });
    const themeIds: number[] = [];
    for (const [i, code] of input.themes.entries())
      themeIds.push((await findTheme(session, partnership, code, `input.themes[${i}]`)).id);
    const { id, made } = await storeEvent(session, {
      ...{ partnershipId, name: input.name.trim(), from, to, themeIds, reference: input.reference },
    });
    const event = nodeIds.encode({ kind: 'CalendarEvent', partnershipId, id });
    Object.assign(detail, { event, ...(!made && { repeated: true }) });
    return (await findEvent(session, id))!.found;
  });
}

/**
 * Deletes an event from the calendar, with a line in the audit.
 *
 * @returns the event as it was.
 * @throws Problem FORBIDDEN, NOT_FOUND.
 */
export async function dropEvent(context: RequestContext, asked: string): Promise<CalendarEvent> {
  const id = await context.idOf('CalendarEvent', asked, 'event');
  const { partnershipId, found: event } = found(
    await context.session((session) => findEvent(session, id)),
    'event',
  );
  const detail = { event: asked };
  return context.edit({ action: 'event.remove', partnershipId, detail }, async (session) => {
    if (!(await removeEvent(session, partnershipId, id))) found(null, 'event');
    return event;
  });
}
