import type { IncidentRecord } from '../../src/incidents';
import { type AreaCollection, type AreaKind, areas, PARTNERSHIP } from './boundaries';
import { incidents } from './incidents';
import { PLACES, type Place } from './positions';

export type { AreaCollection, AreaFeature, AreaKind } from './boundaries';
export { PROFILE_TRUTH, type ProfileTruth } from './people-truth';
export type { Place, PlaceKind } from './positions';
export type { Classification, Planted, PlantedChange, PlantedHotspot, Season, ThemeTruth } from './truth';
export { TRUTH } from './truth';

/**
 * A partnership that does not exist, with two years of incidents that never happened: generated, the same on every
 * machine, with known answers (`TRUTH`). Nothing here reads a file or a database.
 */
export const demonstration = {
  /** Code and name of the partnership. */
  ...PARTNERSHIP,
  /** Generated boundaries by kind, GeoJSON in EPSG:27700. */
  areas: (): Record<AreaKind, AreaCollection> => areas(),
  /** The gazetteer, for naming hotspots. */
  places: (): readonly Place[] => PLACES,
  /** About 59,000 records of 1 July 2007 to 30 June 2009, in order of time. Every call begins anew. */
  incidents: (): Iterable<IncidentRecord> => ({ [Symbol.iterator]: incidents }),
};
