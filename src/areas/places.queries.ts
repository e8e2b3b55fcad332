import type { Session } from '../database';
import { loadSql } from '../database/sql';

const STORE_PLACES = loadSql(__dirname, 'store_places');

/** A name that people use for the ground within some distance of a point. */
export interface NamedPlace {
  name: string;
  /** `estate`, `town centre` or `area`; the narrower kinds name a hotspot first. */
  kind: string;
  /** Metres on the National Grid. */
  easting: number;
  northing: number;
  /** Metres. */
  radius: number;
}

/** Stores places of the gazetteer; one of the same name and kind is replaced. */
export async function storePlaces(
  session: Session,
  partnershipId: number,
  places: readonly NamedPlace[],
): Promise<void> {
  await session.query(STORE_PLACES, {
    partnership_id: partnershipId,
    names: places.map(({ name }) => name),
    kinds: places.map(({ kind }) => kind),
    eastings: places.map(({ easting }) => easting),
    northings: places.map(({ northing }) => northing),
    radii: places.map(({ radius }) => radius),
  });
}
