import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Activity } from './activity.type';
import { type Owned, type OwnerRow, ownerOf } from './recommendations.queries';
import type { StoredEntry } from './reference.input';
import { type ThemeNames, themeNamesOf } from './theme-names';

const SELECT_ACTIVITIES = loadSql(__dirname, 'select_activities');
const INSERT_ACTIVITY = loadSql(__dirname, 'insert_activity');
const END_ACTIVITY = loadSql(__dirname, 'end_activity');

type ActivityRow = { [Column in keyof OwnerRow]: OwnerRow[Column] | null } & {
  partnership_id: number;
  id: number;
  name: string;
  theme_code: string;
  theme_name: string;
  starts: string | null;
  ends: string | null;
  version: number;
};

function toActivity(row: ActivityRow, named: ThemeNames): Activity {
  return {
    partnershipId: row.partnership_id,
    id: row.id,
    name: row.name,
    theme: named({ code: row.theme_code, name: row.theme_name }),
    owner: row.owner_code === null ? null : ownerOf(row as OwnerRow),
    from: row.starts,
    to: row.ends,
    version: row.version,
  };
}

/** Activities of a partnership, all of them or those that run in a time, in one statement. */
export async function selectActivities(
  session: Session,
  partnershipId: number,
  period: Period | null,
): Promise<Activity[]> {
  const rows = await session.query<ActivityRow>(SELECT_ACTIVITIES, {
    partnership_id: partnershipId,
    id: null,
    from: period?.from ?? null,
    to: period?.to ?? null,
  });
  const named = await themeNamesOf(session, partnershipId);
  return rows.map((row) => toActivity(row, named));
}

/** Activity by its id; null where there is none. */
export async function findActivity(session: Session, id: number): Promise<Owned<Activity> | null> {
  const asked = { partnership_id: null, id, from: null, to: null };
  const [row] = await session.query<ActivityRow>(SELECT_ACTIVITIES, asked);
  if (!row) return null;
  const { partnership_id: partnershipId } = row;
  return { partnershipId, found: toActivity(row, await themeNamesOf(session, partnershipId)) };
}

/** New activity. */
export interface NewActivity {
  partnershipId: number;
  themeId: number;
  ownerId: number | null;
  name: string;
  from: string | null;
  to: string | null;
  /** Reference of the caller, by which an earlier one is changed instead. */
  reference?: string | null;
}

/** Adds an activity, or changes the one with its reference. */
export async function addActivity(session: Session, added: NewActivity): Promise<StoredEntry> {
  const [entry] = await session.query<StoredEntry>(INSERT_ACTIVITY, {
    partnership_id: added.partnershipId,
    theme_id: added.themeId,
    owner_id: added.ownerId,
    name: added.name,
    starts: added.from,
    ends: added.to,
    reference: added.reference ?? null,
  });
  return entry;
}

/** Ends an activity; false where the stored one has another version. */
export async function endActivity(
  session: Session,
  partnershipId: number,
  { id, version, to }: { id: number; version: number; to: string },
): Promise<boolean> {
  const asked = { partnership_id: partnershipId, id, version, ends: to };
  return (await session.query(END_ACTIVITY, asked)).length > 0;
}
