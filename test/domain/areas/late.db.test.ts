import fc from 'fast-check';
import { SOURCES } from '../../../src/domain/vocabulary';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

// Points inside areas, on edges that areas share, on a corner of four, and in no ward at all.
const POINTS: [number, number][] = [
  [100, 100],
  [1000, 300],
  [1000, 1000],
  [1500, 1700],
  [2400, 300],
];
const incidents = POINTS.flatMap((at, i) =>
  ['2014-03-10T12:00:00.000Z', '2023-05-10T12:00:00.000Z'].flatMap((occurredFrom, j) => [
    crime({ at, occurredFrom, flags: i % 2, identity: `a ${i} ${j}` }),
    crime({ at, occurredFrom, offence: 'rape', identity: `b ${i} ${j}` }),
    crime({ at, occurredFrom, source: 'police-uk-street', offence: 'open-drugs', identity: `c ${i} ${j}` }),
  ]),
);
const admissions = ['LU5', 'LU6', 'ZZ9'].map((code, i) =>
  crime({
    source: 'hospital-admissions',
    offence: 'admission-assault',
    place: { kind: 'postcode-district', code },
    identity: `d ${i}`,
  }),
);

type Step = (partnership: string) => Promise<unknown>;

/** All that a partnership is made of, in an order in which it may well arrive. */
const STEPS: Record<string, Step> = {
  'old wards': (code) =>
    importAreas(
      database,
      code,
      'WARD',
      [
        { code: 'W1', ring: box(0, 0, 1000, 2000) },
        { code: 'W2', ring: box(1000, 0, 1000, 2000) },
      ],
      { validTo: '2015-05-06' },
    ),
  'new wards': (code) =>
    importAreas(
      database,
      code,
      'WARD',
      [
        { code: 'W1', ring: box(0, 0, 1000) },
        { code: 'W3', ring: box(1000, 0, 1000) },
        { code: 'W2', ring: box(0, 1000, 1000) },
        { code: 'W4', ring: box(1000, 1000, 1000) },
      ],
      { validFrom: '2015-05-07' },
    ),
  'SNT areas': (code) =>
    importAreas(database, code, 'SNT_AREA', [
      { code: 'S2', ring: box(0, 0, 1100, 2000) },
      { code: 'S1', ring: box(1000, 0, 1000, 2000) },
    ]),
  'postcode districts': (code) =>
    importAreas(database, code, 'POSTCODE_DISTRICT', [
      { code: 'LU5', ring: box(-100, -100, 1200, 2200) },
      { code: 'LU6', ring: box(900, -100, 2000, 2200) },
    ]),
  LSOAs: (code) => importAreas(database, code, 'LSOA', [{ code: 'L1', ring: box(0, 0, 2000) }]),
  incidents: (code) => load(database, code, incidents),
  admissions: (code) => load(database, code, admissions),
};

let lastNumber = 0;

/** A partnership, drawn larger than its wards, after these steps. */
async function after(steps: string[]): Promise<string> {
  lastNumber += 1;
  const code = `LATE${lastNumber}`;
  await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-100, -100, 3000) }]);
  for (const step of steps) await STEPS[step](code);
  return code;
}

/** All that is made of boundaries and incidents together, by codes. */
async function madeOf(partnership: string) {
  const rows = (text: string) => sql(database, text, { partnership });
  const P = '(SELECT id FROM partnership WHERE code = :partnership)';
  return {
    placed: await rows(
      `SELECT round(l.easting) AS e, round(l.northing) AS n, l.open, a.kind, a.code, a.valid_from
       FROM location_area la JOIN location l ON l.partnership_id = la.partnership_id AND l.id = la.location_id
       JOIN area a ON a.id = la.area_id AND a.kind = la.kind WHERE la.partnership_id = ${P} AND la.open = l.open
       ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    overlaps: await rows(
      `SELECT w.code AS ward, w.valid_from, o.kind, o.code, round(share_of_ward::numeric, 9) AS of_ward,
         round(share_of_other::numeric, 9) AS of_other
       FROM area_overlap s JOIN area w ON w.id = s.ward_id JOIN area o ON o.id = s.other_id
       WHERE s.partnership_id = ${P} ORDER BY 1, 2, 3, 4`,
    ),
    cells: await rows(
      `SELECT c.month, source.code AS source, offence.code AS offence, c.flag, w.code AS ward, w.valid_from,
         c.postcode_district, c.n
       FROM elementary_cell c JOIN source ON source.id = c.source_id LEFT JOIN offence ON offence.id = c.offence_id
       LEFT JOIN area w ON w.id = c.ward_id WHERE c.partnership_id = ${P} ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    ),
  };
}

test('whatever arrives first, the same is made of it', async () => {
  const names = Object.keys(STEPS);
  const expected = await madeOf(await after(names));
  expect(expected.placed).toHaveLength(2 * (4 * 2 + 4 + 5 + 4)); // twice: open and closed places are kept apart
  expect(expected.cells).toHaveLength(2 * 3 + 2 + 2 + 3); // by ward, sensitive, by flag, by district
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: names.length, maxLength: names.length }),
      async (order) => {
        expect(await madeOf(await after(order))).toEqual(expected);
      },
    ),
    { numRuns: 8, examples: [[[...names].reverse()]] },
  );
}, 120_000);

test('on_the_boundary: a point on a shared edge or corner is in one area of a kind and time, that of the least code', async () => {
  const code = await after(['new wards', 'SNT areas', 'postcode districts', 'incidents']);
  const areaOf = async (x: number, y: number) =>
    (
      await sql<{ code: string }>(
        database,
        `SELECT a.code FROM location_area la JOIN location l ON l.partnership_id = la.partnership_id
           AND l.id = la.location_id JOIN area a ON a.id = la.area_id JOIN partnership p ON p.id = la.partnership_id
         WHERE p.code = :code AND NOT l.open AND l.easting = :e AND l.northing = :n ORDER BY a.code`,
        { code, e: ORIGIN.easting + x, n: ORIGIN.northing + y },
      )
    ).map((row) => row.code);
  expect(await areaOf(1000, 300)).toEqual(['LU5', 'S1', 'W1']);
  expect(await areaOf(1000, 1000)).toEqual(['LU5', 'S1', 'W1']);
  expect(await areaOf(2400, 300)).toEqual(['LU6']);
});

test('wards that are drawn anew take their incidents with them, cells and counts too', async () => {
  const code = await after(['new wards', 'incidents']);
  const viewer = analystOf(
    (await sql<{ id: number }>(database, 'SELECT id FROM partnership WHERE code = :code', { code }))[0].id,
  );
  const api = await Api.on(database, viewer);
  const byWard = async () => {
    const { incidentCounts } = await api.ask<{
      incidentCounts: { rows: { areaCode: string | null; count: number }[]; dataVersion: string };
    }>(
      `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: [WARD]) { rows { areaCode count } dataVersion } }`,
      {
        where: {
          partnership: code,
          period: { from: '2023-05-01', to: '2023-05-31' },
          sources: SOURCES.map((source) => source.code),
        },
      },
    );
    return {
      dataVersion: incidentCounts.dataVersion,
      counts: Object.fromEntries(incidentCounts.rows.map((row) => [row.areaCode ?? 'none', row.count])),
    };
  };
  const before = await byWard();
  expect(before.counts).toEqual({ W1: 9, W4: 3, none: 3 });
  await importAreas(database, code, 'WARD', [{ code: 'W1', ring: box(0, 0, 900) }], {
    validFrom: '2015-05-07',
  });
  const redrawn = await byWard();
  // The edge has moved away from the two points that lay on it: W3 and W2 are next by code.
  expect(redrawn.counts).toEqual({ W1: 3, W2: 3, W3: 3, W4: 3, none: 3 });
  expect(redrawn.dataVersion).not.toBe(before.dataVersion);
  const { cells } = await madeOf(code);
  const inMay = cells.filter((cell) => cell.month === '2023-05-01' && cell.offence === 'criminal-damage');
  expect(inMay.map((cell) => [cell.ward, cell.n])).toEqual([
    ['W1', 1],
    ['W2', 1],
    ['W3', 1],
    ['W4', 1],
    [null, 1],
  ]);
});
