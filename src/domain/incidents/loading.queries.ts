import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { refuseCounty } from '../areas';
import type { SourceKey } from './outcomes.queries';
import type { IncidentRecord, RecordPoint } from './record';

const ADD_LOCATIONS = loadSql(__dirname, 'add_locations');
const ADD_INCIDENTS = loadSql(__dirname, 'add_incidents');
const COUNT_ADDED_INCIDENTS = loadSql(__dirname, 'count_added_incidents');
const UPDATE_OUTCOMES = loadSql(__dirname, 'update_outcomes');
const EXTEND_COVERAGE = loadSql(__dirname, 'extend_coverage');
const LOCK_PARTNERSHIP = loadSql(__dirname, 'lock_partnership');
const ADD_REDELIVERIES = loadSql(__dirname, 'add_redeliveries');
const SET_CASUALTIES = loadSql(__dirname, 'set_casualties');
const RAISE_DATA_VERSION = loadSql(__dirname, 'raise_data_version');
const SELECT_BEFORE_LOAD = loadSql(__dirname, 'select_before_load');
const SELECT_SECRET = loadSql(__dirname, 'select_secret');

/**
 * Waits until no other load of the partnership is under way, and keeps others waiting until the transaction ends.
 *
 * @throws Problem BAD_USER_INPUT where it is a county: its members are loaded.
 */
export async function lockPartnership(session: Session, partnershipId: number): Promise<void> {
  await session.query(LOCK_PARTNERSHIP, { partnership_id: partnershipId });
  await refuseCounty(session, partnershipId);
}

/** State of the database before a load of one source. */
export interface BeforeLoad {
  /** Whether outcome events have been delivered, for these incidents or others of the source. */
  has_outcomes: boolean;
  /** Greatest id of the partnership's incidents. */
  last_id: number;
}

export async function selectBeforeLoad(session: Session, source: SourceKey): Promise<BeforeLoad> {
  const [before] = await session.query<BeforeLoad>(SELECT_BEFORE_LOAD, { ...source });
  return before;
}

/** Secret of the installation, from which the record keys of closed sources are derived. */
export async function selectSecret(session: Session): Promise<Uint8Array> {
  const [{ secret }] = await session.query<{ secret: Uint8Array }>(SELECT_SECRET);
  return secret;
}

/** A location of the partnership. */
export interface StoredLocation {
  /** Position of the point in the request; null for a location that was added. */
  ordinal: number | null;
  id: number;
  longitude: number;
  latitude: number;
  easting: number;
  northing: number;
  snapped: boolean;
}

/**
 * Adds the points that lie in the partnership and are not stored yet.
 *
 * @param open whether the source is open, so that everybody may know the locations
 * @returns the locations that were added, and those that points asked for which were there before. A point outside the
 *   partnership has none.
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
  });
}

/** An incident of the partnership, with the ids and keys that the database knows it by. */
export interface IncidentRow {
  record: IncidentRecord;
  fingerprint: string;
  locationId: number | null;
  offenceId: number;
  outcomeId: number | null;
  /** What the incident has in common with its outcome events; null without a reference. */
  outcomeKey: string | null;
  /** Random byte of a closed record, from which the noise of protected counts is made; 0 of an open one. */
  recordKey: number;
}

/**
 * Adds incidents that were not delivered before; no fingerprint may come twice.
 *
 * @param submissionId the delivery that they belong to; null where they belong to none
 * @returns how many were added.
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
    record_keys: rows.map(({ recordKey }) => recordKey),
    references: rows.map(({ record }) => record.reference),
    outcome_keys: rows.map(({ outcomeKey }) => outcomeKey),
    fingerprints: rows.map(({ fingerprint }) => fingerprint),
    submission_id: submissionId,
  });
  return added;
}

/** Notes which incidents of a delivery belong to an earlier one, so that they stay when that one is withdrawn. */
export async function addRedeliveries(
  session: Session,
  source: SourceKey,
  rows: IncidentRow[],
  submissionId: number,
): Promise<void> {
  const fingerprints = rows.map(({ fingerprint }) => fingerprint);
  await session.query(ADD_REDELIVERIES, { ...source, submission_id: submissionId, fingerprints });
}

/** Brings the outcomes of incidents that were delivered before up to date. @returns how many have changed. */
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

/** Stores the casualties of the collisions among incidents that were added. */
export async function setCasualties(session: Session, source: SourceKey, rows: IncidentRow[]): Promise<void> {
  const collisions = rows.filter(({ record: { casualties } }) => casualties);
  if (collisions.length === 0) return;
  await session.query(SET_CASUALTIES, {
    ...source,
    fingerprints: collisions.map(({ fingerprint }) => fingerprint),
    casualties: collisions.map(({ record: { casualties } }) => `{${casualties!.join(',')}}`),
  });
}

/** Adds months (first days) to those that a source has delivered. @returns how many are new. */
export async function extendCoverage(
  session: Session,
  source: SourceKey,
  months: readonly string[],
): Promise<number> {
  const [{ extended }] = await session.query<{ extended: number }>(EXTEND_COVERAGE, {
    ...source,
    months: [...months],
  });
  return extended;
}

/** Adds the incidents with a greater id than `lastId` to the counts of their places. */
export async function countAddedIncidents(
  session: Session,
  source: SourceKey,
  lastId: number,
): Promise<void> {
  await session.query(COUNT_ADDED_INCIDENTS, { ...source, last_id: lastId });
}

/** Tells every reader and cache that a partnership's data has changed. */
export async function raiseDataVersion(session: Session, partnershipId: number): Promise<void> {
  await session.query(RAISE_DATA_VERSION, { partnership_id: partnershipId });
}
