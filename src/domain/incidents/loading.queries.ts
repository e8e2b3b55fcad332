import { today } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { AreaEntity, AreaKind, refuseCounty } from '../areas';
import type { SourceKey } from './coverage';
import { releaseCounts } from './protected/releasing.queries';
import type { IncidentRecord, RecordPoint } from './record';

const ADD_LOCATIONS = loadSql(__dirname, 'add_locations');
const ADD_INCIDENTS = loadSql(__dirname, 'add_incidents');
const COUNT_ADDED_INCIDENTS = loadSql(__dirname, 'count_added_incidents');
const UPDATE_OUTCOMES = loadSql(__dirname, 'update_outcomes');
const LOCK_PARTNERSHIP = loadSql(__dirname, 'lock_partnership');
const ADD_REDELIVERIES = loadSql(__dirname, 'add_redeliveries');
const SET_CASUALTIES = loadSql(__dirname, 'set_casualties');
const RAISE_DATA_VERSION = loadSql(__dirname, 'raise_data_version');
const SELECT_BEFORE_LOAD = loadSql(__dirname, 'select_before_load');
const SELECT_STORED = loadSql(__dirname, 'select_stored');

/**
 * Waits for other loads of the partnership, and makes later ones wait until the transaction ends. A release that has fallen
 * due is made first, of what was there before the load.
 *
 * @throws Problem BAD_USER_INPUT where the partnership is a county: only its members are loaded.
 */
export async function lockPartnership(session: Session, partnershipId: number): Promise<void> {
  const [locked] = await session.query<{ release_due: boolean }>(LOCK_PARTNERSHIP, {
    partnership_id: partnershipId,
    day: today(),
  });
  await refuseCounty(session, partnershipId);
  if (locked.release_due) await releaseCounts(session, partnershipId, 'calendar');
}

/** State of the database before a load of one source. */
export interface BeforeLoad {
  /** Whether any outcome events of the source are stored. */
  has_outcomes: boolean;
  /** Greatest id of the partnership's incidents. */
  last_id: number;
}

export async function selectBeforeLoad(session: Session, source: SourceKey): Promise<BeforeLoad> {
  const [before] = await session.query<BeforeLoad>(SELECT_BEFORE_LOAD, { ...source });
  return before;
}

/** Codes of the partnership's LSOAs, from boundaries of any date. */
export async function selectLsoas({ manager }: Session, partnershipId: number): Promise<string[]> {
  const areas = await manager.find(AreaEntity, {
    select: { code: true },
    where: { partnershipId, kind: AreaKind.LSOA },
  });
  return areas.map(({ code }) => code);
}

/** A location of the partnership. */
export interface StoredLocation {
  /** Index of the point in the request; null for a location that was added. */
  ordinal: number | null;
  id: number;
  longitude: number;
  latitude: number;
  easting: number;
  northing: number;
  snapped: boolean;
}

/**
 * Adds locations for points that lie in the partnership and have none yet, and names those without a name.
 *
 * @param open whether the source is open, so that everybody may know the locations.
 * @returns the added locations, and the stored ones of the other points; points outside the partnership have none.
 */
export function addLocations(
  session: Session,
  { partnershipId, open }: { partnershipId: number; open: boolean },
  points: RecordPoint[],
): Promise<StoredLocation[]> {
  return session.query<StoredLocation>(ADD_LOCATIONS, {
    partnership_id: partnershipId,
    open,
    ordinals: points.map((_, i) => i),
    xs: points.map((point) => (point.kind === 'lonlat' ? point.longitude : point.easting)),
    ys: points.map((point) => (point.kind === 'lonlat' ? point.latitude : point.northing)),
    srids: points.map(({ kind }) => (kind === 'lonlat' ? 4326 : 27700)),
    snapped: points.map(({ snapped }) => snapped),
    names: points.map(({ name }) => (open ? (name ?? null) : null)),
  });
}

/** Incident to be stored, with its ids and keys in the database. */
export interface IncidentRow {
  record: IncidentRecord;
  fingerprint: string;
  locationId: number | null;
  offenceId: number;
  outcomeId: number | null;
  /** Key that the incident shares with its outcome events; null without a reference. */
  outcomeKey: string | null;
}

/** Those of some fingerprints that incidents of a source are stored under. */
export async function selectStored(
  session: Session,
  source: SourceKey,
  fingerprints: readonly string[],
): Promise<Set<string>> {
  if (fingerprints.length === 0) return new Set();
  const rows = await session.query<{ fingerprint: string }>(SELECT_STORED, {
    ...{ partnership_id: source.partnership_id, source_id: source.source_id, fingerprints },
  });
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/**
 * Adds incidents that are not stored yet; no two of them may have one fingerprint.
 *
 * @param submissionId delivery that they belong to, or null.
 * @returns number of added incidents.
 */
export async function addIncidents(
  session: Session,
  source: SourceKey,
  rows: IncidentRow[],
  submissionId: number | null,
): Promise<number> {
  const [{ added }] = await session.query<{ added: number }>(ADD_INCIDENTS, {
    ...source,
    offences: rows.map(({ offenceId }) => offenceId),
    locations: rows.map(({ locationId }) => locationId),
    districts: rows.map(({ record: { place } }) => (place.kind === 'postcode-district' ? place.code : null)),
    froms: rows.map(({ record }) => record.occurredFrom),
    tos: rows.map(({ record }) => record.occurredTo),
    months: rows.map(({ record }) => `${record.month}-01`),
    precisions: rows.map(({ record }) => record.precision),
    outcomes: rows.map(({ outcomeId }) => outcomeId),
    flags: rows.map(({ record }) => record.flags),
    references: rows.map(({ record }) => record.reference),
    outcome_keys: rows.map(({ outcomeKey }) => outcomeKey),
    fingerprints: rows.map(({ fingerprint }) => fingerprint),
    submission_id: submissionId,
  });
  return added;
}

/** Records incidents of a delivery that belong to an earlier one, so that they stay when that one is withdrawn. */
export async function addRedeliveries(
  session: Session,
  source: SourceKey,
  rows: IncidentRow[],
  submissionId: number,
): Promise<void> {
  const fingerprints = rows.map(({ fingerprint }) => fingerprint);
  await session.query(ADD_REDELIVERIES, { ...source, submission_id: submissionId, fingerprints });
}

/** Updates the outcomes of incidents that are stored already. @returns number of changed incidents. */
export async function updateOutcomes(
  session: Session,
  source: SourceKey,
  rows: IncidentRow[],
): Promise<number> {
  const [{ updated }] = await session.query<{ updated: number }>(UPDATE_OUTCOMES, {
    ...source,
    fingerprints: rows.map(({ fingerprint }) => fingerprint),
    outcomes: rows.map(({ outcomeId }) => outcomeId),
  });
  return updated;
}

/** Stores the casualties of collisions among the added incidents. */
export async function setCasualties(session: Session, source: SourceKey, rows: IncidentRow[]): Promise<void> {
  const collisions = rows.filter(({ record: { casualties } }) => casualties);
  if (collisions.length === 0) return;
  await session.query(SET_CASUALTIES, {
    ...source,
    fingerprints: collisions.map(({ fingerprint }) => fingerprint),
    casualties: collisions.map(({ record: { casualties } }) => `{${casualties!.join(',')}}`),
  });
}

/** Adds incidents with an id above `lastId` to the counts of their locations. */
export async function countAddedIncidents(
  session: Session,
  source: SourceKey,
  lastId: number,
): Promise<void> {
  await session.query(COUNT_ADDED_INCIDENTS, { ...source, last_id: lastId });
}

/**
 * Raises a partnership's data version, so that no kept answer is found again.
 *
 * @param changed source whose data has changed: a closed one leaves the version of viewers below exact counts, who see its
 *   data as of the last release. By default data that everyone may read.
 */
export async function raiseDataVersion(
  session: Session,
  partnershipId: number,
  changed: { readonly access: 'OPEN' | 'CLOSED' } = { access: 'OPEN' },
): Promise<void> {
  await session.query(RAISE_DATA_VERSION, {
    partnership_id: partnershipId,
    open: changed.access === 'OPEN',
  });
}
