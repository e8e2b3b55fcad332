/**
 * @backend either
 * @duration long
 */
import { AreaKind } from '../../../../src/domain/areas';
import { importBoundaries, importFiles, POLICE_UK } from '../../../../src/ingest';
import { describeWithSharedData } from '../../../shared-data';
import { Api, analystOf } from '../../../support/api';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { partnershipOf } from '../../../support/ground';

const CODE = 'E22000353';

describeWithSharedData(
  'two years of Bedfordshire',
  ['boundaries/wards_by_lad/E06000056.json', 'police/bedfordshire'],
  (wards, police) => {
    let fixture: TestDatabase;
    beforeAll(async () => {
      fixture = await createTestDatabase();
    });
    afterAll(() => fixture.remove());

    test('a year of Central Bedfordshire counts its crimes, and no stop and search', async () => {
      const { database } = fixture;
      const id = await partnershipOf(database, CODE, 'Central Bedfordshire');
      await importBoundaries(database, { partnership: CODE, kind: AreaKind.WARD, paths: [wards] });
      await importFiles(database, POLICE_UK, { partnership: CODE, paths: [police] });
      const api = await Api.on(database, analystOf(id));
      const count = async (where: object) => {
        const { incidentCounts } = await api.ask<{
          incidentCounts: { total: { count: number }; sources: { code: string }[] };
        }>(
          `query ($where: IncidentFilter!) {
            incidentCounts(where: $where, by: []) { total { count } sources { code } }
          }`,
          { where: { partnership: CODE, period: { from: '2023-05-01', to: '2024-04-30' }, ...where } },
        );
        return [incidentCounts.total.count, incidentCounts.sources.map(({ code }) => code).join()];
      };
      expect(await count({})).toEqual([19_651, 'police-uk-street']);
      expect(await count({ sources: ['police-uk-stop-search'] })).toEqual([648, 'police-uk-stop-search']);
      // Open data has neither homicides nor flags: their number is unknown.
      for (const where of [
        { offences: ['homicide'] },
        { offences: ['road-collision'] },
        { flags: ['domestic-abuse'] },
      ])
        await expect(count(where)).rejects.toThrow('unknown, not zero');
      expect((await count({ offences: ['open-burglary'] }))[0]).toBe(833);
    }, 300_000);
  },
);
