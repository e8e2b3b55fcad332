import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Selection } from '../incidents';
import type { Coded } from '../vocabulary';
import type { CalendarEvent } from './calendar-event.type';
import type { Owned } from './recommendations.queries';
import type { StoredEntry } from './reference.input';
import { type ThemeNames, themeNamesOf } from './theme-names';

const SELECT_EVENTS = loadSql(__dirname, 'select_events');
const INSERT_EVENT = loadSql(__dirname, 'insert_event');
const DELETE_EVENT = loadSql(__dirname, 'delete_event');
const COUNT_BY_DAY = loadSql(__dirname, 'count_by_day');

interface EventRow {
  partnership_id: number;
  id: number;
  name: string;
  starts: string;
  ends: string;
  themes: Coded[];
}

const toEvent = (
  { partnership_id: partnershipId, id, name, starts: from, ends: to, themes }: EventRow,
  named: ThemeNames,
): CalendarEvent => ({
  partnershipId,
  id,
  name,
  from,
  to,
  themes: themes.map(named).sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
});

/** Events of a partnership by time, all of them or those with a day in a time, in one statement. */
export async function selectEvents(
  session: Session,
  partnershipId: number,
  period: Period | null,
): Promise<CalendarEvent[]> {
  const rows = await session.query<EventRow>(SELECT_EVENTS, {
    partnership_id: partnershipId,
    id: null,
    from: period?.from ?? null,
    to: period?.to ?? null,
  });
  const named = await themeNamesOf(session, partnershipId);
  return rows.map((row) => toEvent(row, named));
}

/** Event by its id; null where there is none. */
export async function findEvent(session: Session, id: number): Promise<Owned<CalendarEvent> | null> {
  const [row] = await session.query<EventRow>(SELECT_EVENTS, {
    partnership_id: null,
    id,
    from: null,
    to: null,
  });
  if (!row) return null;
  const { partnership_id: partnershipId } = row;
  return { partnershipId, found: toEvent(row, await themeNamesOf(session, partnershipId)) };
}

/** New event. */
export interface NewEvent extends Period {
  partnershipId: number;
  name: string;
  themeIds: number[];
  /** Reference of the caller, by which an earlier one is changed instead. */
  reference?: string | null;
}

/** Adds an event, or changes the one with its reference. */
export async function addEvent(session: Session, added: NewEvent): Promise<StoredEntry> {
  const [entry] = await session.query<StoredEntry>(INSERT_EVENT, {
    partnership_id: added.partnershipId,
    name: added.name,
    starts: added.from,
    ends: added.to,
    theme_ids: added.themeIds,
    reference: added.reference ?? null,
  });
  return entry;
}

/** Deletes an event; false where it is gone already. */
export async function removeEvent(session: Session, partnershipId: number, id: number): Promise<boolean> {
  return (await session.query(DELETE_EVENT, { partnership_id: partnershipId, id })).length > 0;
}

/** Number of incidents that began on a day, by offence and flags, which decide their themes. */
export interface DayCount {
  day: string;
  offence_id: number;
  flags: number;
  n: number;
}

/** Counts the selected records of a period by day, in one statement; without records known to the month only. */
export function countByDay(session: Session, selection: Selection, period: Period): Promise<DayCount[]> {
  return session.query<DayCount>(COUNT_BY_DAY.with({ incidents: selection.rows.records(period) }));
}
