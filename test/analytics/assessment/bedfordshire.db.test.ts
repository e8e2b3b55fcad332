/**
 * What two years of vehicle crime in Central Bedfordshire should have raised.
 *
 * @backend either
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AreaKind } from '../../../src/domain/areas';
import { importBoundaries } from '../../../src/ingest';
import { fileOf } from '../../ingest/files';
import { describeWithSharedData } from '../../shared-data';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { partnershipOf } from '../../support/ground';
import { importStreetFiles } from '../../support/records';

const CODE = 'E22000353';

/** The street-level files of a folder with the rows of vehicle crime only, as one file a month. */
function vehicleCrime(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('-street.csv'))
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      const [header, ...rows] = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
        .toString('utf8')
        .split(/\r?\n/);
      const kept = rows.filter((row) => row.includes(',Vehicle crime,'));
      return fileOf([header, ...kept].join('\n'), `${name.slice(0, 7)}-bedfordshire-street.csv`);
    });
}

describeWithSharedData(
  'vehicle crime in Central Bedfordshire',
  ['boundaries/wards_by_lad/E06000056.json', 'police/bedfordshire'],
  (wards, police) => {
    let fixture: TestDatabase;
    let api: Api;
    beforeAll(async () => {
      fixture = await createTestDatabase();
      const id = await partnershipOf(fixture.database, CODE);
      const boundaries = { partnership: CODE, kind: AreaKind.WARD, paths: [wards] };
      await importBoundaries(fixture.database, boundaries);
      await importStreetFiles(fixture.database, CODE, vehicleCrime(police));
      api = await Api.on(fixture.database, analystOf(id));
    }, 300_000);
    afterAll(() => fixture.remove());

    interface Row {
      area: { name: string };
      kind: string;
      actual: number;
      expected: number;
      upper: number;
      signal: string;
    }
    const assess = async (to: string, weeks: number) =>
      (
        await api.ask<{ tacticalAssessment: { rows: Row[] } }>(
          `query ($to: Date!, $weeks: Int!) {
            tacticalAssessment(partnership: "E22000353", to: $to, weeks: $weeks, themes: ["vehicle-crime"]) {
              rows { area { name } kind actual expected upper signal }
            }
          }`,
          { to, weeks },
        )
      ).tacticalAssessment.rows;

    test('is above expectation in Shefford in February 2024, and nowhere else', async () => {
      const rows = await assess('2024-02-29', 4);
      const above = rows.filter(({ signal }) => signal === 'ABOVE');
      expect(above).toEqual([
        expect.objectContaining({ area: { name: 'Shefford' }, kind: 'WARD', actual: 22 }),
      ]);
      expect(above[0].expected).toBeGreaterThan(3);
      expect(above[0].expected).toBeLessThan(5);
      expect(above[0].upper).toBeLessThan(22);
      expect(rows[0]).toMatchObject({ kind: 'PARTNERSHIP', signal: 'AS_EXPECTED' });
    });

    test('still is in the quarter to April, and no longer in March alone', async () => {
      const shefford = async (to: string, weeks: number) =>
        (await assess(to, weeks)).find(({ area }) => area.name === 'Shefford');
      expect(await shefford('2024-04-30', 12)).toMatchObject({ actual: 35, signal: 'ABOVE' });
      expect(await shefford('2024-03-31', 4)).toMatchObject({ signal: 'AS_EXPECTED' });
    });

    test('says which month is the last one judged, and judges no weeks after it', async () => {
      const question = (to: string) =>
        `{ tacticalAssessment(partnership: "E22000353", to: "${to}", themes: ["vehicle-crime"]) { caveats { code } } }`;
      const codes = async (to: string) =>
        (
          await api.ask<{ tacticalAssessment: { caveats: { code: string }[] } }>(question(to))
        ).tacticalAssessment.caveats.map(({ code }) => code);
      expect(await codes('2024-04-30')).not.toContain('WINDOW_SHORTENED');
      expect(await codes('2024-06-30')).toContain('WINDOW_SHORTENED');
      expect((await api.refusal(question('2026-11-27'))).code).toBe('NOT_ENOUGH_DATA');
    });
  },
);
