import { storePlaces } from '../../domain/areas';
import type { Database } from '../../platform/database';
import { type FeatureAnswer, importFeatures } from '../boundaries/features';
import { acceptsFeatures } from '../boundaries/formats';
import { PLACE_READERS, type PlaceOptions, type PlaceRecord, readPlaces } from './records';

/** Which places are imported. */
export interface PlaceImport extends PlaceOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Tell what would become of every place, and change nothing. */
  dryRun?: boolean;
  paths: string[];
}

/**
 * Imports named places into the gazetteer of a partnership, one transaction per file. A place of the same name and kind
 * is replaced.
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
    // Hotspots are named when they are asked for.
    complete: async () => {},
  });
}
