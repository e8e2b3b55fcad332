import { today } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Agency, AgencyKind } from '../agencies';
import { type NamedArea, sealHotspot, selectHotspotKey } from '../incidents';
import {
  type Action,
  type ActionChange,
  ActionStatus,
  type ActionZone,
  type Recommendation,
  type RecommendationStatus,
  ZoneKind,
} from './recommendation.type';
import type { StoredEntry } from './reference.input';
import { type ThemeNames, themeNamesOf } from './theme-names';

const SELECT_RECOMMENDATIONS = loadSql(__dirname, 'select_recommendations');
const INSERT_RECOMMENDATION = loadSql(__dirname, 'insert_recommendation');
const UPDATE_RECOMMENDATION = loadSql(__dirname, 'update_recommendation');
const SELECT_ACTIONS = loadSql(__dirname, 'select_actions');
const INSERT_ACTION = loadSql(__dirname, 'insert_action');
const INSERT_ACTION_CHANGE = loadSql(__dirname, 'insert_action_change');
const SELECT_ZONE_FAULTS = loadSql(__dirname, 'select_zone_faults');

/** Role of a zone in an action, by its name in the inputs. */
export const ZONES = {
  target: 'TARGET',
  control: 'CONTROL',
  displacement: 'DISPLACEMENT',
  displacementControl: 'DISPLACEMENT_CONTROL',
} as const;
export type Zone = keyof typeof ZONES;

/** A tracked hotspot as a zone. */
export interface HotspotZone {
  kind: typeof ZoneKind.HOTSPOT;
  /** Id of its row. */
  hotspot: number;
}

/** Areas and hotspots of an action by zone; zones that it lacks are missing. */
export type Zones = Partial<Record<Zone, Pick<NamedArea, 'kind' | 'code'> | HotspotZone>>;

/** Columns of a row that name its owner. */
export interface OwnerRow {
  owner_code: string;
  owner_name: string;
  owner_kind: AgencyKind;
}

export const ownerOf = ({ owner_code: code, owner_name: name, owner_kind: kind }: OwnerRow): Agency => ({
  code,
  name,
  kind,
});

interface RecommendationRow extends OwnerRow {
  partnership_id: number;
  id: number;
  theme_code: string | null;
  theme_name: string | null;
  text: string;
  status: RecommendationStatus;
  version: number;
}

interface ActionRow extends OwnerRow {
  partnership_id: number;
  id: number;
  recommendation_id: number;
  text: string;
  starts: string | null;
  zones: ((Omit<ActionZone, 'code'> & { role: (typeof ZONES)[Zone] }) &
    ({ code: string; hotspot: null } | { code: null; hotspot: number }))[];
  changes: (Omit<ActionChange, 'at'> & { at: string })[];
}

function toRecommendation(row: RecommendationRow, actions: Action[], named: ThemeNames): Recommendation {
  const {
    partnership_id: partnershipId,
    id,
    theme_code: code,
    theme_name: name,
    text,
    status,
    version,
  } = row;
  const theme = code === null ? null : named({ code, name: name! });
  return { partnershipId, id, theme, text, owner: ownerOf(row), status, version, actions };
}

const UNDONE: ActionStatus[] = [ActionStatus.PLANNED, ActionStatus.IN_PROGRESS];

async function toActions(session: Session, rows: readonly ActionRow[]): Promise<Action[]> {
  const named = rows.some(({ zones }) => zones.some(({ hotspot }) => hotspot !== null));
  const key = named ? await session.once(selectHotspotKey, 0) : new Uint8Array();
  return rows.map((row) => toAction(row, key));
}

/** @param key that ids of hotspots are sealed with. */
function toAction(row: ActionRow, key: Uint8Array): Action {
  const [{ due, status, progress, version }] = row.changes;
  const zone = (name: Zone): ActionZone | null => {
    const found = row.zones.find(({ role }) => role === ZONES[name]);
    if (!found) return null;
    const { kind, code, hotspot, name: named } = found;
    return { kind, code: code ?? sealHotspot(key, { tracked: hotspot, asOf: null }), name: named };
  };
  return {
    partnershipId: row.partnership_id,
    id: row.id,
    text: row.text,
    owner: ownerOf(row),
    from: row.starts,
    due,
    overdue: due < today() && UNDONE.includes(status),
    status,
    progress,
    version,
    target: zone('target'),
    control: zone('control'),
    displacement: zone('displacement'),
    displacementControl: zone('displacementControl'),
    history: row.changes.map((change) => ({ ...change, at: new Date(change.at) })),
  };
}

/** A stored thing, and the partnership that it belongs to. */
export interface Owned<T> {
  partnershipId: number;
  found: T;
}

/** Recommendations of a partnership with their actions, in two statements. */
export async function selectRecommendations(
  session: Session,
  partnershipId: number,
): Promise<Recommendation[]> {
  const asked = { partnership_id: partnershipId, id: null };
  const rows = await session.query<RecommendationRow>(SELECT_RECOMMENDATIONS, asked);
  const actions = await session.query<ActionRow>(SELECT_ACTIONS, { ...asked, recommendation_id: null });
  const named = await themeNamesOf(session, partnershipId);
  const all = await toActions(session, actions);
  return rows.map((row) =>
    toRecommendation(
      row,
      all.filter((_, i) => actions[i].recommendation_id === row.id),
      named,
    ),
  );
}

/** Recommendation by its id, with its actions; null where there is none. */
export async function findRecommendation(
  session: Session,
  id: number,
): Promise<Owned<Recommendation> | null> {
  const [row] = await session.query<RecommendationRow>(SELECT_RECOMMENDATIONS, { partnership_id: null, id });
  if (!row) return null;
  const { partnership_id: partnershipId } = row;
  const actions = await session.query<ActionRow>(SELECT_ACTIONS, {
    ...{ partnership_id: null, id: null, recommendation_id: id },
  });
  const named = await themeNamesOf(session, partnershipId);
  return { partnershipId, found: toRecommendation(row, await toActions(session, actions), named) };
}

/** Action by its id, with the id of its recommendation; null where there is none. */
export async function findAction(
  session: Session,
  id: number,
): Promise<(Owned<Action> & { recommendationId: number }) | null> {
  const [row] = await session.query<ActionRow>(SELECT_ACTIONS, {
    ...{ partnership_id: null, recommendation_id: null, id },
  });
  if (!row) return null;
  const [action] = await toActions(session, [row]);
  return {
    partnershipId: row.partnership_id,
    recommendationId: row.recommendation_id,
    found: action,
  };
}

/** New recommendation. */
export interface NewRecommendation {
  partnershipId: number;
  /** Id of the theme; null for a strategic recommendation. */
  themeId: number | null;
  ownerId: number;
  text: string;
  status: RecommendationStatus;
  /** Reference of the caller, by which an earlier one is changed instead. */
  reference?: string | null;
}

/** Adds a recommendation, or changes the one with its reference. */
export async function addRecommendation(session: Session, added: NewRecommendation): Promise<StoredEntry> {
  const [entry] = await session.query<StoredEntry>(INSERT_RECOMMENDATION, {
    partnership_id: added.partnershipId,
    theme_id: added.themeId,
    owner_id: added.ownerId,
    text: added.text,
    status: added.status,
    reference: added.reference ?? null,
  });
  return entry;
}

/** Changes a recommendation, except its null fields; false where the stored one has another version. */
export async function changeRecommendation(
  session: Session,
  partnershipId: number,
  change: {
    id: number;
    version: number;
    text: string | null;
    ownerId: number | null;
    status: RecommendationStatus | null;
  },
): Promise<boolean> {
  const rows = await session.query(UPDATE_RECOMMENDATION, {
    partnership_id: partnershipId,
    id: change.id,
    version: change.version,
    text: change.text,
    owner_id: change.ownerId,
    status: change.status,
  });
  return rows.length > 0;
}

const zonesIn = (zones: Zones) => {
  const named = Object.entries(zones) as [Zone, NonNullable<Zones[Zone]>][];
  return {
    roles: named.map(([zone]) => ZONES[zone]),
    kinds: named.map(([, { kind }]) => kind),
    codes: named.map(([, zone]) => ('hotspot' in zone ? null : zone.code)),
    hotspots: named.map(([, zone]) => ('hotspot' in zone ? zone.hotspot : null)),
  };
};

/** New action. Add its first change after it. */
export interface NewAction {
  partnershipId: number;
  recommendationId: number;
  ownerId: number;
  text: string;
  from: string | null;
  zones: Zones;
  /** Reference of the caller, by which an earlier one is changed instead. */
  reference?: string | null;
}

/**
 * Adds an action, or changes the one with its reference; null where that is an action of another recommendation.
 */
export async function addAction(session: Session, added: NewAction): Promise<StoredEntry | null> {
  const [entry] = await session.query<StoredEntry>(INSERT_ACTION, {
    partnership_id: added.partnershipId,
    recommendation_id: added.recommendationId,
    owner_id: added.ownerId,
    text: added.text,
    starts: added.from,
    reference: added.reference ?? null,
    ...zonesIn(added.zones),
  });
  return entry ?? null;
}

/** Status and progress of an action; null leaves a value as it was. */
export interface NewChange {
  /** Version that it follows; 0 for the first change. */
  version: number;
  status: ActionStatus;
  progress: number | null;
  due: string | null;
  note: string | null;
  /** Author: a key (null: the command line), or a document. */
  by: { keyId: number | null } | string;
  /** Null: now. */
  at: Date | null;
}

/** Stores a change of an action; false where another version was stored in the meantime. */
export async function addActionChange(
  session: Session,
  { partnershipId, actionId }: { partnershipId: number; actionId: number },
  { by, at, ...change }: NewChange,
): Promise<boolean> {
  const rows = await session.query(INSERT_ACTION_CHANGE, {
    partnership_id: partnershipId,
    action_id: actionId,
    ...change,
    by: typeof by === 'string' ? by : null,
    key_id: typeof by === 'string' ? null : by.keyId,
    at: at?.toISOString() ?? null,
  });
  return rows.length > 0;
}

/** Faults of zones on a day: zones that are not an area (`other` null), and pairs that overlap. */
export async function selectZoneFaults(
  session: Session,
  partnershipIds: readonly number[],
  zones: Zones,
  day: string,
): Promise<{ zone: Zone; other: Zone | null }[]> {
  const asked = zonesIn(zones);
  if (asked.roles.length === 0) return [];
  const rows = await session.query<{ role: string; other: string | null }>(SELECT_ZONE_FAULTS, {
    partnership_ids: partnershipIds,
    ...asked,
    day,
  });
  const nameOf = (role: string) => (Object.keys(ZONES) as Zone[]).find((zone) => ZONES[zone] === role)!;
  return rows.map(({ role, other }) => ({
    zone: nameOf(role),
    other: other === null ? null : nameOf(other),
  }));
}
