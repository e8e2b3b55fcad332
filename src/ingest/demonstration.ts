import { demonstration } from '../../seeds/demonstration';
import { AreaKind, AreaOrigin, addPartnership, completeAfterBoundaries, storePlaces } from '../areas';
import type { Database } from '../database';
import { storeAssertedTrends } from '../trends';
import { RowAccount } from './account';
import { storeAndReport } from './boundaries';
import { loadRecords } from './incidents';
import { refreshStatistics } from './submission.queries';

/**
 * Loads the demonstration partnership: synthetic boundaries and two years of synthetic incidents, in one transaction.
 *
 * @param onProgress told now and then, in words, how far it is.
 * @throws Problem CONFLICT where it is there already.
 */
export async function seedDemonstration(
  database: Database,
  onProgress: (line: string) => void,
): Promise<RowAccount> {
  const { code, name } = demonstration;
  const account = await database.transaction({}, async (session) => {
    const { id } = await addPartnership(session, { code, name, synthetic: true });
    const areas = demonstration.areas();
    for (const kind of [
      AreaKind.PARTNERSHIP,
      AreaKind.WARD,
      AreaKind.SNT_AREA,
      AreaKind.POSTCODE_DISTRICT,
    ] as const) {
      const boundaries = areas[kind].features.map((feature, i) => ({
        line: i + 1,
        code: feature.properties.code,
        name: feature.properties.name,
        geometry: feature.geometry,
        srid: 27700 as const,
      }));
      const as = { kind, validFrom: null, validTo: null, origin: AreaOrigin.SYNTHETIC };
      await storeAndReport(session, id, 'demonstration', boundaries, as, {
        account: new RowAccount(),
        repairs: [],
      });
      await completeAfterBoundaries(session, id, kind);
    }
    await storePlaces(session, id, demonstration.places());
    await storeAssertedTrends(session, id, demonstration.assertedTrends());
    return loadRecords(session, code, demonstration.incidents(), (done) =>
      onProgress(`${done} demonstration incidents loaded …`),
    );
  });
  await database.transaction({}, refreshStatistics);
  return account;
}
