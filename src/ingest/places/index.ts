import { storePlaces } from '../../domain/areas';
import type { Database } from '../../platform/database';
import { type FeatureAnswer, importFeatures } from '../boundaries/features';
import { acceptsFeatures } from '../boundaries/formats';
import { PLACE_READERS, type PlaceOptions, type PlaceRecord, readPlaces } from './records';

/** Places to import, and the partnership that they are for. */
export interface PlaceImport extends PlaceOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Whether to account for every place without keeping any. */
  dryRun?: boolean;
  paths: string[];
}

/**
 * Imports named places into the gazetteer of a partnership, one transaction per file. A place with a stored name and
 * kind is replaced.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export function importPlaces(database: Database, options: PlaceImport): Promise<FeatureAnswer> {
  const { partnership, paths, dryRun } = options;
  return importFeatures<PlaceRecord>(database, {
    partnership,
    paths,
    dryRun,
    accepts: (name) => acceptsFeatures(name, PLACE_READERS),
    task: 'Importing places',
    content: 'places',
    rows: (content) => readPlaces(content, options),
    async store({ session, partnershipId }, items) {
      const stored = await storePlaces(session, partnershipId, items);
      return stored.map((place) => ({ ...place, repaired: place.repaired && `${place.repaired}, repaired` }));
    },
    // Nothing to update: hotspots are named at every request.
    complete: async () => {},
  });
}
