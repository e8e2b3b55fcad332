import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AreaKind } from '../../src/areas';
import { importBoundaries, importIncidents, streetReader } from '../../src/ingest';
import { describeWithSharedData } from '../shared-data';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { recountFaults } from '../support/dump';
import { partnershipOf } from '../support/ground';

const CODE = 'E22000353';
const WARDS = 'boundaries/wards_by_lad/E06000056.json';
const POLICE = 'police/bedfordshire';

/** Rows of the street files, read without the product: quotation marks come behind the columns that matter. */
function rowsOf(folder: string): { month: string; longitude: string; latitude: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-street.csv.gz'))
    .flatMap((name) => {
      const [, ...lines] = gunzipSync(readFileSync(join(folder, name)))
        .toString('utf8')
        .trimEnd()
        .split(/\r?\n/);
      return lines.map((line) => {
        const fields = line.split(',').slice(0, 6);
        const [, month, , , longitude, latitude] = fields;
        if (fields.join().includes('"') || !basename(name).startsWith(month))
          throw new Error(`unexpected in ${name}: ${line}`);
        return { month, longitude, latitude };
      });
    });
}

describeWithSharedData(
  'two years of Bedfordshire in Central Bedfordshire',
  [WARDS, POLICE],
  (wards, police) => {
    let fixture: TestDatabase;
    beforeAll(async () => {
      fixture = await createTestDatabase();
    });
    afterAll(() => fixture.remove());

    test('the account of all rows is what plain SQL finds, ward by ward and month by month; again nothing changes', async () => {
      const { database } = fixture;
      const id = await partnershipOf(database, CODE, 'Central Bedfordshire');
      await importBoundaries(database, { partnership: CODE, kind: AreaKind.WARD, paths: [wards] });
      const load = async () =>
        (await importIncidents(database, streetReader, { partnership: CODE, paths: [police] })).line();
      expect(await load()).toBe(
        'read 122470 = loaded 39314 + unchanged 0 + outside 78279 + unlocated 4877 + rejected 0',
      );

      const rows = rowsOf(police);
      expect(rows).toHaveLength(122_470);
      const points = new Map<string, Map<string, number>>();
      for (const { month, longitude, latitude } of rows) {
        const key = `${longitude},${latitude}`;
        const months = points.get(key) ?? new Map<string, number>();
        points.set(key, months.set(month, (months.get(month) ?? 0) + 1));
      }
      expect([...points.get(',')!.values()].reduce((sum, n) => sum + n)).toBe(4_877);
      points.delete(',');
      expect(points.size).toBe(11_120);
      const keys = [...points.keys()].map((key) => key.split(',').map(Number));
      const inside = await sql<{ i: number; wards: string[]; in_union: boolean }>(
        database,
        `WITH point AS (
         SELECT i, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 4326), 27700) AS geom
         FROM unnest(:xs::float8[], :ys::float8[]) WITH ORDINALITY AS p (x, y, i)
       ), ward AS MATERIALIZED (SELECT code, geom FROM area WHERE kind = 'WARD'),
       whole AS MATERIALIZED (SELECT ST_Union(geom) AS geom FROM ward)
       SELECT i::integer - 1 AS i, ST_Intersects(whole.geom, point.geom) AS in_union,
         array(SELECT code FROM ward WHERE ST_Intersects(ward.geom, point.geom) ORDER BY code) AS wards
       FROM point, whole WHERE point.geom && whole.geom`,
        { xs: keys.map(([x]) => x), ys: keys.map(([, y]) => y) },
      );
      const counted: Record<string, number> = {};
      let kept = 0;
      const months = [...points.values()];
      for (const { i, wards: codes, in_union } of inside) {
        expect(codes.length).toBe(in_union ? 1 : 0); // no point in two wards, none in the gap between two
        for (const [month, n] of in_union ? months[i] : []) {
          kept += n;
          counted[`${codes[0]} ${month}`] = (counted[`${codes[0]} ${month}`] ?? 0) + n;
        }
      }
      expect(kept).toBe(39_314);

      const api = await Api.on(database, analystOf(id));
      const { incidentCounts } = await api.ask<{
        incidentCounts: {
          rows: { areaCode: string; month: string; count: number }[];
          total: { count: number };
        };
      }>(
        `{ incidentCounts(where: { partnership: "${CODE}" }, by: [WARD, MONTH]) { rows { areaCode month count } total { count } } }`,
      );
      expect(incidentCounts.total.count).toBe(39_314);
      expect(
        Object.fromEntries(incidentCounts.rows.map((row) => [`${row.areaCode} ${row.month}`, row.count])),
      ).toEqual(counted);
      expect(await recountFaults(database)).toEqual([]);

      const version = () => sql(database, 'SELECT data_version FROM partnership');
      const before = await version();
      expect(await load()).toBe(
        'read 122470 = loaded 0 + unchanged 39314 + outside 78279 + unlocated 4877 + rejected 0',
      );
      expect(await version()).toEqual(before);
    }, 600_000);
  },
);
