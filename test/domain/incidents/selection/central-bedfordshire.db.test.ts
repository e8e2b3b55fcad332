/**
 * @backend either
 * @duration long
 */
import { describeWithSharedData } from '../../../shared-data';
import { Api, analystOf, sql } from '../../../support/api';
import { CENTRAL_BEDFORDSHIRE, CENTRAL_BEDFORDSHIRE_FILES } from '../../../support/central-bedfordshire';
import { createCentralBedfordshire, type TestDatabase } from '../../../support/database';

const partnership = CENTRAL_BEDFORDSHIRE;

describeWithSharedData('two years of Bedfordshire', CENTRAL_BEDFORDSHIRE_FILES, () => {
  let fixture: TestDatabase;
  beforeAll(async () => {
    fixture = await createCentralBedfordshire();
  }, 300_000);
  afterAll(() => fixture.remove());

  test('a year of Central Bedfordshire counts its crimes, and no stop and search', async () => {
    const { database } = fixture;
    const [{ id }] = await sql<{ id: number }>(
      database,
      'SELECT id FROM partnership WHERE code = :partnership',
      {
        partnership,
      },
    );
    const api = await Api.on(database, analystOf(id));
    const count = async (where: object) => {
      const { incidentCounts } = await api.ask<{
        incidentCounts: { total: { count: number }; sources: { code: string }[] };
      }>(
        `query ($where: IncidentFilter!) {
            incidentCounts(where: $where, by: []) { total { count } sources { code } }
          }`,
        { where: { partnership, period: { from: '2023-05-01', to: '2024-04-30' }, ...where } },
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
  });
});
