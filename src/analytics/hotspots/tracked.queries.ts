import { holdersOf, type Partnership } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import { type Session, unpackFloats, unpackIntegers } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';

const SELECT_MONTH_PLACES = loadSql(__dirname, 'select_month_places');
const SELECT_TRACK = loadSql(__dirname, 'select_track');
const SELECT_TRACK_STEPS = loadSql(__dirname, 'select_track_steps');
const SELECT_STALE = loadSql(__dirname, 'select_stale_hotspots');
const SELECT_HOTSPOTS = loadSql(__dirname, 'select_hotspots');
const COUNT_HOTSPOTS = loadSql(__dirname, 'count_hotspots');
const SELECT_FIRST_STEP = loadSql(__dirname, 'select_first_step');
const RESERVE_IDS = loadSql(__dirname, 'reserve_hotspot_ids');
const CLEAR_TRACK = loadSql(__dirname, 'clear_track');
const STORE_HOTSPOTS = loadSql(__dirname, 'store_hotspots');
const STORE_STEPS = loadSql(__dirname, 'store_hotspot_steps');
const STORE_MONTHS = loadSql(__dirname, 'store_hotspot_months');
const END_RUN = loadSql(__dirname, 'end_hotspot_run');

/** Hotspots of one theme, of all sources or of open ones alone. */
export interface TrackKey {
  partnership_id: number;
  theme_id: number;
  /** Whether only open sources are included. */
  open: boolean;
}

/** Incidents by place and month; entry i of every array belongs to one place and month. */
export interface MonthPlaces {
  /** Ids of places; 0: without a place. */
  locationIds: Int32Array;
  /** Months as 12 × year + month, January being 0. */
  months: Int32Array;
  counts: Int32Array;
  eastings: Float64Array;
  northings: Float64Array;
}

/** Incidents of a selection by place and month. @param period of whole months */
export async function selectMonthPlaces(
  session: Session,
  { rows, partnership }: Selection,
  period: Period,
): Promise<MonthPlaces> {
  const [row] = await session.query<
    Record<'location_ids' | 'months' | 'ns' | 'eastings' | 'northings', Buffer | null>
  >(SELECT_MONTH_PLACES.with({ counts: rows.counts(period) }), {
    partnership_ids: holdersOf(partnership).ids,
  });
  return {
    locationIds: unpackIntegers(row.location_ids),
    months: unpackIntegers(row.months),
    counts: unpackIntegers(row.ns),
    eastings: unpackFloats(row.eastings),
    northings: unpackFloats(row.northings),
  };
}

/** Hotspot as found in a month. */
export interface StoredState {
  hotspot_id: number;
  name: string;
  month: string;
  places: number[];
  weights: number[];
}

/** Stored hotspots of a theme: all states by month, and a hash of the data that each month was found on. */
export interface StoredTrack {
  states: StoredState[];
  digests: ReadonlyMap<string, string>;
}

/** Reads the stored hotspots of a theme. */
export async function selectTrack(session: Session, key: TrackKey): Promise<StoredTrack> {
  const states = await session.query<StoredState>(SELECT_TRACK, { ...key });
  const steps = await session.query<{ month: string; digest: string }>(SELECT_TRACK_STEPS, { ...key });
  return { states, digests: new Map(steps.map(({ month, digest }) => [month, digest])) };
}

/** Ids of partnerships whose hotspots do not match the present data. */
export async function selectStaleHotspots(session: Session): Promise<number[]> {
  return (await session.query<{ id: number }>(SELECT_STALE)).map(({ id }) => id);
}

/** Month of a theme's track, to be stored. */
export interface StepRow {
  month: string;
  minIncidents: number;
  digest: string;
}

/** A hotspot in a month, to be stored. */
export interface StateRow {
  hotspot_id: number;
  month: string;
  incident_count: number;
  places: number[];
  weights: number[];
  outline: Geometry;
  split_from: number | null;
  merged: number[];
}

/** Change of a theme's stored hotspots. */
export interface TrackChange {
  /** First month whose stored hotspots are deleted; null: all months. */
  from: string | null;
  steps: StepRow[];
  states: StateRow[];
  added: { id: number; name: string }[];
}

/** Reserves ids for new hotspots. */
export async function reserveHotspotIds(session: Session, count: number): Promise<number[]> {
  if (count === 0) return [];
  return (await session.query<{ id: number }>(RESERVE_IDS, { count })).map(({ id }) => id);
}

/** Replaces stored months by new ones. */
export async function storeTrack(session: Session, key: TrackKey, change: TrackChange): Promise<void> {
  const { from, steps, states, added } = change;
  await session.query(CLEAR_TRACK, { ...key, from });
  await session.query(STORE_HOTSPOTS, {
    ...key,
    ids: added.map(({ id }) => id),
    names: added.map(({ name }) => name),
  });
  await session.query(STORE_STEPS, {
    ...key,
    months: steps.map(({ month }) => month),
    min_incidents: steps.map(({ minIncidents }) => minIncidents),
    digests: steps.map(({ digest }) => digest),
  });
  await session.query(STORE_MONTHS, { partnership_id: key.partnership_id, states: JSON.stringify(states) });
}

/** Ends a run: stores the version of the data that the hotspots match. */
export async function endHotspotRun(
  session: Session,
  partnershipId: number,
  dataVersion: string,
): Promise<void> {
  await session.query(END_RUN, { partnership_id: partnershipId, data_version: Number(dataVersion) });
}

/** A tracked hotspot as it was on a day. */
export interface HotspotRow {
  id: number;
  name: string;
  /** First days of the month that is looked at, and of the first month that hotspots were looked for in. */
  step: string;
  tracked_since: string;
  gone: boolean;
  is_new: boolean;
  first_month: string;
  last_month: string;
  incident_count: number;
  outline: string;
  split_from: number | null;
  merged: number[];
  history: { month: string; count: number }[];
}

/** Position of a hotspot in its list. */
export type HotspotPosition = [gone: number, count: number, id: number];

/** Selection of listed hotspots, and the day. */
export interface HotspotList extends Pick<TrackKey, 'theme_id' | 'open'> {
  partnership: Partnership;
  /** Null: the newest month. */
  asOf: string | null;
}

const listParametersOf = ({ partnership, theme_id, open, asOf }: HotspotList) => ({
  ...{ partnership_ids: holdersOf(partnership).ids, theme_id, open, as_of: asOf },
});

/** Page of the hotspots of a theme, with one more than `first` to show that more follow. */
export function selectHotspots(
  session: Session,
  list: HotspotList,
  { first, after }: { first: number; after: HotspotPosition | null },
): Promise<HotspotRow[]> {
  return session.query<HotspotRow>(SELECT_HOTSPOTS, {
    ...listParametersOf(list),
    first: first + 1,
    after_gone: after ? after[0] === 1 : null,
    after_count: after?.[1] ?? null,
    after_id: after?.[2] ?? null,
  });
}

/** Number of the hotspots of a theme. */
export async function countHotspots(session: Session, list: HotspotList): Promise<number> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_HOTSPOTS, listParametersOf(list));
  return n;
}

/** First day of the first month that hotspots of a theme were looked for in; null where they never were. */
export async function selectFirstStep(session: Session, list: HotspotList): Promise<string | null> {
  const { partnership_ids, theme_id, open } = listParametersOf(list);
  const [{ month }] = await session.query<{ month: string | null }>(SELECT_FIRST_STEP, {
    ...{ partnership_ids, theme_id, open },
  });
  return month;
}
