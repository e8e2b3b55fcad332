import { AreaKind, addPartnership } from '../../src/domain/areas';
import { importBoundaries, importFiles, POLICE_UK } from '../../src/ingest';
import type { Database } from '../../src/platform/database';
import { sharedData } from '../shared-data';

/** Code of the partnership. */
export const CENTRAL_BEDFORDSHIRE = 'E22000353';

/** Its wards and the open data of its force, May 2022 to April 2024, in the shared data. */
export const CENTRAL_BEDFORDSHIRE_FILES = ['boundaries/wards_by_lad/E06000056.json', 'police/bedfordshire'];

/** Loads the wards and the open data of Central Bedfordshire. */
export async function loadCentralBedfordshire(database: Database): Promise<void> {
  const [wards, police] = CENTRAL_BEDFORDSHIRE_FILES.map((path) => sharedData(path)!);
  const partnership = CENTRAL_BEDFORDSHIRE;
  const named = { code: partnership, name: 'Central Bedfordshire' };
  await database.transaction({}, (session) => addPartnership(session, named));
  await importBoundaries(database, { partnership, kind: AreaKind.WARD, paths: [wards] });
  await importFiles(database, POLICE_UK, { partnership, paths: [police] });
}
