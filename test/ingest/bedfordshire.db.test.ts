/** @duration long */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AreaKind } from '../../src/domain/areas';
import { importBoundaries, importFiles, POLICE_UK } from '../../src/ingest';
import type { Database } from '../../src/platform/database';
import { describeWithSharedData } from '../shared-data';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults, withoutLedger } from '../support/dump';
import { fixturePath } from '../support/fixtures';
import { partnershipOf } from '../support/ground';

const CODE = 'E22000353';

/** Files of Bedfordshire Police and the wards of Central Bedfordshire, with what counting them by hand gives. */
interface Delivery {
  /** Boundary file of the wards. */
  wards: string;
  /** Folder of police files, one folder a month. */
  police: string;
  street: { read: number; loaded: number; outside: number; unlocated: number };
  /** Distinct points of the street files. */
  points: number;
  /** Rows of the outcomes files. */
  outcomes: number;
  /** The fewest outcomes that wait for a crime of another month. */
  waiting: number;
}

/** Two months cut to a few hundred rows. */
const SAMPLE: Delivery = {
  wards: fixturePath('bedfordshire/wards.geojson'),
  police: fixturePath('bedfordshire/police'),
  street: { read: 478, loaded: 379, outside: 76, unlocated: 23 },
  points: 381,
  outcomes: 403,
  waiting: 20,
};

describe('a sample of Bedfordshire', () => describeDelivery(SAMPLE));

describeWithSharedData(
  'two years of Bedfordshire',
  ['boundaries/wards_by_lad/E06000056.json', 'police/bedfordshire'],
  (wards, police) =>
    describeDelivery({
      wards,
      police,
      street: { read: 122_470, loaded: 39_314, outside: 78_279, unlocated: 4_877 },
      points: 11_120,
      outcomes: 103_669,
      waiting: 1_000,
    }),
);

interface RawRow {
  crime: string;
  month: string;
  longitude: string;
  latitude: string;
  /** The last word of an outcomes file, and the last but one of a street file. */
  outcome: string;
}

/** Rows of the files of a kind, read without the product: quotation marks come between the columns that matter. */
function rowsOf(folder: string, kind: 'street' | 'outcomes'): RawRow[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes(`-${kind}.csv`))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      const [, ...lines] = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
        .toString('utf8')
        .trimEnd()
        .split(/\r?\n/);
      return lines.map((line) => {
        const fields = line.split(',');
        const [crime, month, , , longitude, latitude] = fields;
        const outcome = fields.at(kind === 'street' ? -2 : -1)!;
        if ((fields.slice(0, 6).join() + outcome).includes('"') || !basename(name).startsWith(month))
          throw new Error(`unexpected in ${name}: ${line}`);
        return { crime, month, longitude, latitude, outcome };
      });
    });
}

/** Crimes and their outcomes; what is said of stop and search is tested beside its reader. */
const CRIMES = POLICE_UK.filter(({ content }) => content !== 'police-uk-stop-search');

/** Raw rows in a table of their own, each with whether its point lies within the wards (null without a point). */
async function addRaw(database: Database, table: string, rows: RawRow[]): Promise<void> {
  await sql(
    database,
    `CREATE TABLE ${table} AS
     SELECT g.*, point.inside
     FROM unnest(:crimes::text[], :months::text[], :xs::text[], :ys::text[], :outcomes::text[])
       AS g (crime, month, x, y, outcome)
     LEFT JOIN (
       SELECT p.x, p.y, ST_Intersects(whole.geom,
         ST_Transform(ST_SetSRID(ST_MakePoint(p.x::float8, p.y::float8), 4326), 27700)) AS inside
       FROM (SELECT DISTINCT x, y FROM unnest(:xs::text[], :ys::text[]) AS q (x, y) WHERE x <> '') AS p,
         (SELECT ST_Union(geom) AS geom FROM area WHERE kind = 'WARD') AS whole
     ) AS point USING (x, y)`,
    {
      crimes: rows.map(({ crime }) => crime),
      months: rows.map(({ month }) => month),
      xs: rows.map(({ longitude }) => longitude),
      ys: rows.map(({ latitude }) => latitude),
      outcomes: rows.map(({ outcome }) => outcome),
    },
  );
}

/** What the ledger says of the street files. */
const STREET_ACCOUNT = `SELECT sum(read)::integer AS read, sum(loaded)::integer AS loaded,
    sum(unchanged + rejected)::integer AS others, sum(outside)::integer AS outside, sum(unlocated)::integer AS unlocated
  FROM submission WHERE file_name LIKE '%-street.csv%'`;

/** The tests of a delivery, on one database: what a step needs, the steps before it have loaded. */
function describeDelivery({
  wards,
  police,
  street,
  points: pointCount,
  outcomes,
  waiting: waitingAtLeast,
}: Delivery): void {
  let scratch: TestDatabase;
  let id: number;
  let dry: string;
  const load = async (dryRun = false) =>
    (await importFiles(scratch.database, CRIMES, { partnership: CODE, paths: [police], dryRun })).line();

  beforeAll(async () => {
    scratch = await createTestDatabase();
    id = await partnershipOf(scratch.database, CODE, 'Central Bedfordshire');
    await importBoundaries(scratch.database, { partnership: CODE, kind: AreaKind.WARD, paths: [wards] });
  }, 120_000);
  afterAll(() => scratch.remove());

  test('a dry run gives the account of the load and keeps nothing', async () => {
    const { database } = scratch;
    dry = await load(true);
    expect(await sql(database, 'SELECT FROM incident')).toEqual([]);
    // Folder by folder, the outcomes of a month before its crimes.
    expect(await load()).toBe(dry);
    expect(await sql(database, STREET_ACCOUNT)).toEqual([{ ...street, others: 0 }]);
  }, 600_000);

  test('the counts are what plain SQL finds, ward by ward and month by month', async () => {
    const { database } = scratch;
    const rows = rowsOf(police, 'street');
    expect(rows).toHaveLength(street.read);
    const points = new Map<string, Map<string, number>>();
    for (const { month, longitude, latitude } of rows) {
      const key = `${longitude},${latitude}`;
      const months = points.get(key) ?? new Map<string, number>();
      points.set(key, months.set(month, (months.get(month) ?? 0) + 1));
    }
    expect([...points.get(',')!.values()].reduce((sum, n) => sum + n)).toBe(street.unlocated);
    points.delete(',');
    expect(points.size).toBe(pointCount);
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
    expect(kept).toBe(street.loaded);

    const api = await Api.on(database, analystOf(id));
    const { incidentCounts } = await api.ask<{
      incidentCounts: {
        rows: { areaCode: string; month: string; count: number }[];
        total: { count: number };
      };
    }>(
      `{ incidentCounts(where: { partnership: "${CODE}" }, by: [WARD, MONTH]) { rows { areaCode month count } total { count } } }`,
    );
    expect(incidentCounts.total.count).toBe(street.loaded);
    expect(
      Object.fromEntries(
        incidentCounts.rows.flatMap(({ areaCode, month, count }) =>
          count > 0 ? [[`${areaCode} ${month}`, count]] : [],
        ),
      ),
    ).toEqual(counted);
    expect(await recountFaults(database)).toEqual([]);
  }, 600_000);

  test('each outcome and what waits for its crime are what plain SQL finds; again nothing changes', async () => {
    const { database } = scratch;
    await addRaw(database, 'raw_street', rowsOf(police, 'street'));
    await addRaw(database, 'raw_outcome', rowsOf(police, 'outcomes'));
    const [raw] = await sql<Record<string, number>>(
      database,
      `WITH raw AS (SELECT inside FROM raw_street UNION ALL SELECT inside FROM raw_outcome)
         SELECT count(*) AS read, count(*) FILTER (WHERE inside) AS loaded,
           count(*) FILTER (WHERE NOT inside) AS outside, count(*) FILTER (WHERE inside IS NULL) AS unlocated
         FROM raw`,
    );
    expect(dry).toBe(
      `read ${raw.read} = loaded ${raw.loaded} + unchanged 0 + outside ${raw.outside} + unlocated ${raw.unlocated} + rejected 0`,
    );
    expect(raw.read).toBe(street.read + outcomes);

    // No Crime ID of Bedfordshire is shared, so an outcome is of the crime with its id.
    const differences = await sql(
      database,
      `WITH latest AS (
           SELECT DISTINCT ON (crime) crime, month, outcome FROM raw_outcome WHERE inside ORDER BY crime, month DESC
         ), expected AS (
           SELECT s.crime, CASE WHEN e.month >= s.month OR s.outcome = '' THEN e.outcome ELSE nullif(s.outcome, '') END AS outcome
           FROM raw_street AS s JOIN latest AS e USING (crime) WHERE s.inside
           UNION ALL
           SELECT s.crime, nullif(s.outcome, '') FROM raw_street AS s
           WHERE s.inside AND s.crime <> '' AND NOT EXISTS (SELECT FROM latest WHERE latest.crime = s.crime)
         ), actual AS (
           SELECT i.reference, outcome.name FROM incident AS i LEFT JOIN outcome ON outcome.id = i.outcome_id
           WHERE i.reference IS NOT NULL
         )
         (SELECT 'missing' AS what, * FROM expected EXCEPT ALL SELECT 'missing', * FROM actual)
         UNION ALL (SELECT 'too many', * FROM actual EXCEPT ALL SELECT 'too many', * FROM expected)`,
    );
    expect(differences).toEqual([]);
    const EVENTS = `
        SELECT s.crime, o.month, o.outcome, count(*)::integer AS n
        FROM raw_outcome AS o JOIN raw_street AS s ON s.crime = o.crime AND s.inside WHERE o.inside
        GROUP BY 1, 2, 3`;
    const JOINED = `
        SELECT i.reference, to_char(e.month, 'YYYY-MM'), outcome.name, count(*)::integer
        FROM incident_outcome AS e JOIN incident AS i USING (partnership_id, source_id, outcome_key)
        JOIN outcome ON outcome.id = e.outcome_id GROUP BY 1, 2, 3`;
    expect(await sql(database, `(${EVENTS}) EXCEPT (${JOINED})`)).toEqual([]);
    expect(await sql(database, `(${JOINED}) EXCEPT (${EVENTS})`)).toEqual([]);
    const [waiting] = await sql(
      database,
      `SELECT (SELECT count(*) FROM incident_outcome AS e WHERE NOT EXISTS (SELECT FROM incident AS i
             WHERE i.partnership_id = e.partnership_id AND i.outcome_key = e.outcome_key)) AS kept,
           (SELECT count(*) FROM raw_outcome AS o WHERE inside
             AND NOT EXISTS (SELECT FROM raw_street AS s WHERE s.crime = o.crime)) AS raw`,
    );
    expect(waiting.kept).toBe(waiting.raw);
    expect(waiting.kept).toBeGreaterThan(waitingAtLeast);
    expect(await recountFaults(database)).toEqual([]);

    const version = () => sql(database, 'SELECT data_version FROM partnership');
    const [before, versionBefore] = [withoutLedger(await dumpOf(database)), await version()];
    expect(await load()).toMatch(new RegExp(`^read ${raw.read} = loaded 0 \\+ unchanged ${raw.loaded} \\+`));
    const after = withoutLedger(await dumpOf(database));
    expect(after).toEqual(before);
    expect(await version()).toEqual(versionBefore);
  }, 600_000);
}
