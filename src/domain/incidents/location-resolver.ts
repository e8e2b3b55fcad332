import type { Session } from '../../platform/database';
import { completeLocations } from '../areas';
import { addLocations } from './loading.queries';
import type { RecordPlace, RecordPoint } from './record';

/** Stands for the location id of a point outside the partnership. */
export const OUTSIDE = -1;

function placeKey(place: RecordPlace, open: boolean): string | null {
  if (place.kind === 'lonlat') return `d ${place.longitude} ${place.latitude} ${place.snapped} ${open}`;
  if (place.kind === 'grid') return `g ${place.easting} ${place.northing} ${place.snapped} ${open}`;
  return null;
}

/** Finds or adds the locations of a delivery's records, asking the database once for each distinct point. */
export class LocationResolver {
  /** Locations found by this delivery, by {@link placeKey}. */
  private readonly found = new Map<string, number>();

  /** @param shared locations found by earlier deliveries of the import. */
  constructor(
    private readonly session: Session,
    private readonly source: { partnershipId: number; open: boolean },
    private readonly shared: Map<string, number> | undefined,
  ) {}

  /** Location ids of places: null without a point, {@link OUTSIDE} where the point is not in the partnership. */
  async resolve(places: RecordPlace[]): Promise<(number | null)[]> {
    const keys = places.map((place) => placeKey(place, this.source.open));
    const fresh = new Map<string, RecordPoint>();
    keys.forEach((key, i) => {
      if (key !== null && this.idOf(key) === undefined) fresh.set(key, places[i] as RecordPoint);
    });
    if (fresh.size > 0) await this.add(fresh);
    return keys.map((key) => (key === null ? null : this.idOf(key)!));
  }

  /** Passes the locations that were found on to later deliveries of the import. */
  share(): void {
    for (const [key, id] of this.found) if (id !== OUTSIDE) this.shared?.set(key, id);
  }

  private idOf(key: string): number | undefined {
    return this.shared?.get(key) ?? this.found.get(key);
  }

  private async add(fresh: Map<string, RecordPoint>): Promise<void> {
    const stored = await addLocations(this.session, this.source, [...fresh.values()]);
    const keys = [...fresh.keys()];
    const ids = new Map<string, number>();
    for (const { ordinal, id, ...place } of stored)
      if (ordinal !== null) ids.set(keys[ordinal], id);
      else
        for (const kind of ['lonlat', 'grid'] as const)
          ids.set(placeKey({ kind, ...place }, this.source.open)!, id);
    for (const key of keys) this.found.set(key, ids.get(key) ?? OUTSIDE);
    const added = stored.filter(({ ordinal }) => ordinal === null).map(({ id }) => id);
    if (added.length > 0) await completeLocations(this.session, this.source.partnershipId, added);
  }
}
