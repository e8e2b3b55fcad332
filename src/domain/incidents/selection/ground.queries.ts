import type { Stretches } from '../../../platform/calendar';
import { type Session, unpackFloats, unpackIntegers } from '../../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../../platform/database/sql';
import type { TwoWindowPlaces } from '../../../platform/statistics';
import type { Conditions } from './conditions.queries';
import type { TrackedReference } from './hotspot-id';
import type { Holders, SelectedRows } from './rows.queries';

const SELECT_HOTSPOT_KEY = loadSql(__dirname, 'select_hotspot_key');
const SELECT_WINDOW_PLACES = loadSql(__dirname, 'select_window_places');
const SELECT_PLACES_AROUND = loadSql(__dirname, 'select_places_around');
const SELECT_TRACKED_HOTSPOT = loadSql(__dirname, 'select_tracked_hotspot');

type Packed<Columns extends string> = Record<Columns, Buffer | null>;

/** Distinct places; entry i of every array is the same place. */
export interface LocatedPlaces {
  locationIds: Int32Array;
  eastings: Float64Array;
  northings: Float64Array;
}

const placesOf = (row: Packed<'location_ids' | 'eastings' | 'northings'>): LocatedPlaces => ({
  locationIds: unpackIntegers(row.location_ids),
  eastings: unpackFloats(row.eastings),
  northings: unpackFloats(row.northings),
});

/** The key that ids of hotspots are sealed with; read once per request. */
export async function selectHotspotKey(session: Session, _installation: 0 = 0): Promise<Uint8Array> {
  const [{ key }] = await session.query<{ key: Uint8Array }>(SELECT_HOTSPOT_KEY);
  return key;
}

/** Incidents at each place in the two windows of a question. */
export async function selectWindowPlaces(
  session: Session,
  partnershipIds: readonly number[],
  rows: SelectedRows,
  { current, previous }: { current: Stretches; previous: Stretches },
): Promise<LocatedPlaces & TwoWindowPlaces> {
  const branches = (spans: Stretches, columns: Fragment) =>
    spans.map((span) => sql`SELECT c.location_id, ${columns} FROM ${rows.counts(span)} AS c`);
  const counts = join(
    [
      ...branches(current, sql`c.n AS current, 0 AS previous`),
      ...branches(previous, sql`0 AS current, c.n AS previous`),
    ],
    ' UNION ALL ',
  );
  const [row] = await session.query<
    Packed<'location_ids' | 'eastings' | 'northings' | 'currents' | 'previouses'>
  >(SELECT_WINDOW_PLACES.with({ counts }), { partnership_ids: partnershipIds });
  return {
    ...placesOf(row),
    current: Float64Array.from(unpackIntegers(row.currents)),
    previous: Float64Array.from(unpackIntegers(row.previouses)),
  };
}

/** Bounds on the National Grid, metres. */
export interface GridBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

/**
 * Places of a partnership inside a box and inside all regions of a selection, without those that are known.
 */
export async function selectPlacesAround(
  session: Session,
  partnershipIds: readonly number[],
  { regions }: SelectedRows,
  box: GridBox,
  known: readonly number[],
): Promise<LocatedPlaces> {
  const conditions = regions.map((region) => sql`ST_Intersects(l.geom, ${region})`);
  const inside = join([sql`true`, ...conditions], ' AND ');
  const [row] = await session.query<Packed<'location_ids' | 'eastings' | 'northings'>>(
    SELECT_PLACES_AROUND.with({ inside }),
    { partnership_ids: partnershipIds, ...box, known },
  );
  return placesOf(row);
}

/** A tracked hotspot as it was found last. */
export interface TrackedState {
  partnership: string;
  theme: string;
  /** First day of the last of its twelve months. */
  month: string;
  minIncidents: number;
  eastings: Float64Array;
  northings: Float64Array;
}

/** A tracked hotspot as it was found last, up to a day; null where there is none that the viewer may see. */
export async function selectTrackedHotspot(
  session: Session,
  { tracked, asOf }: TrackedReference,
): Promise<TrackedState | null> {
  const [row] = await session.query<
    Packed<'eastings' | 'northings'> &
      Pick<TrackedState, 'partnership' | 'theme' | 'month'> & { min_incidents: number }
  >(SELECT_TRACKED_HOTSPOT, { id: tracked, as_of: asOf });
  if (!row) return null;
  const { min_incidents, eastings, northings, ...state } = row;
  return {
    ...state,
    minIncidents: min_incidents,
    eastings: unpackFloats(eastings),
    northings: unpackFloats(northings),
  };
}

/**
 * Conditions by places: on rows, and as a region.
 *
 * @param reach metres round each place that the region holds.
 */
export function groundConditions(
  locationIds: readonly number[],
  holders: Holders,
  reach: number,
): Pick<Conditions, 'rows' | 'regions'> {
  const list = sql`${locationIds}::integer[]`;
  return {
    rows: [sql`c.location_id = ANY (${list})`],
    regions: [
      sql`(SELECT ST_Buffer(ST_Collect(geom), ${reach}::float8, 8)
      FROM location WHERE partnership_id = ANY (${holders.list}) AND id = ANY (${list}))`,
    ],
  };
}
