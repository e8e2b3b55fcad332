import 'reflect-metadata';
import { AreaKind, findPartnership } from '../../src/domain/areas';
import { importBoundaries, importPlaces, importPostcodes } from '../../src/ingest';
import type { Database } from '../../src/platform/database';
import { describeWithSharedData } from '../shared-data';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase, testOnServer } from '../support/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../support/ground';
import { fileOf, problemOf } from './files';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
}, 120_000);
afterAll(() => fixture.remove());

/** Row of Code-Point Open, `x` and `y` metres from the corner of the invented ground. */
const row = (postcode: string, x: number, y: number) =>
  `"${postcode}",10,${ORIGIN.easting + x},${ORIGIN.northing + y},"E92000001","","","","E06000056","E05000001"`;

async function partnership(code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'WARD', [
    { code: 'W1', ring: box(0, 0, 1000) },
    { code: 'W2', ring: box(1000, 0, 1000) },
  ]);
  return id;
}
const districts = (id: number) =>
  sql<{ code: string; origin: string; km2: number }>(
    database,
    `SELECT code, origin, round((ST_Area(geom) / 1e6)::numeric, 2)::float8 AS km2 FROM area
     WHERE partnership_id = :id AND kind = 'POSTCODE_DISTRICT' ORDER BY code`,
    { id },
  );
const load = (code: string, ...texts: string[][]) =>
  importPostcodes(database, {
    partnership: code,
    paths: texts.map((lines, i) => fileOf(`${lines.join('\n')}\n`, `p${i}.csv`)),
  });

const LU = [row('LU1 1AA', 250, 500), row('LU1 1AB', 260, 500), row('LU1 1AC', 750, 500)];
const MK = [
  row('MK100AA', 1250, 500),
  row('MK1 0AB', 1750, 500),
  row('MK1 0AC', 90_000, 0),
  row('MK1 0AD', 1750, 50_000),
];

test('a district has all ground that is nearest to its postcodes, whatever file they are in', async () => {
  const id = await partnership('CODEPOINT');
  const { account, notes } = await load('CODEPOINT', LU, [
    ...MK,
    '"MK1 0AE",90,0,0,"","","","","",""',
    '"nothing",10,1,1',
  ]);
  // Two postcodes of one hectare are one; what lies 50 km away is none of the partnership's business.
  expect(account.line()).toBe('read 9 = loaded 4 + unchanged 1 + outside 2 + unlocated 1 + rejected 1');
  expect(account.breakdown().join()).not.toContain('nothing');
  expect(notes.join()).toContain('LU1, MK1, MK10');
  expect((await districts(id)).map(({ code, origin }) => `${code} ${origin}`)).toEqual([
    'LU1 DERIVED',
    'MK1 DERIVED',
    'MK10 DERIVED',
  ]);
  const shares = await sql<{ ward: string; district: string; share: number }>(
    database,
    `SELECT w.code AS ward, d.code AS district, round(o.share_of_ward::numeric, 3)::float8 AS share
     FROM area_overlap AS o JOIN area AS w ON w.id = o.ward_id JOIN area AS d ON d.id = o.other_id
     WHERE o.partnership_id = :id ORDER BY 1, 2`,
    { id },
  );
  expect(shares).toEqual([
    { ward: 'W1', district: 'LU1', share: 1 },
    { ward: 'W2', district: 'MK1', share: 0.5 },
    { ward: 'W2', district: 'MK10', share: 0.5 },
  ]);
  const again = await load('CODEPOINT', MK, LU);
  expect(again.account.line()).toBe('read 7 = loaded 0 + unchanged 5 + outside 2 + unlocated 0 + rejected 0');
});

test('outlines that were imported stay, and one point for a district gives way to its postcodes', async () => {
  const id = await partnership('LISTED');
  await importAreas(database, 'LISTED', 'POSTCODE_DISTRICT', [
    { code: 'MK1', ring: box(1000, 0, 500, 1000) },
  ]);
  const list = [
    'id,outcode,latitude,longitude,',
    '1,LU1,51.9640,-0.5424,',
    '2,MK1,51.9640,-0.5279,',
    '3,AB10,57.13,-2.12,',
  ];
  const { account, notes } = await load('LISTED', list);
  expect(account.line()).toBe('read 3 = loaded 2 + unchanged 0 + outside 1 + unlocated 0 + rejected 0');
  expect(notes.join()).toContain('one point each: LU1');
  const before = await districts(id);
  expect(before.map(({ code, origin }) => `${code} ${origin}`)).toEqual(['LU1 DERIVED', 'MK1 IMPORTED']);
  await load('LISTED', [...LU, ...MK]);
  const [lu, mk1] = await districts(id);
  expect(lu.km2).toBeLessThan(before[0].km2);
  expect(mk1).toEqual(before[1]);
});

test('a dry run and other files leave everything as it was', async () => {
  const id = await partnership('DRY');
  const path = fileOf(LU.join('\n'), 'lu.csv');
  const { account } = await importPostcodes(database, { partnership: 'DRY', paths: [path], dryRun: true });
  expect(account.count('loaded')).toBe(2);
  expect(await districts(id)).toEqual([]);
  const other = importPostcodes(database, { partnership: 'DRY', paths: [fileOf('a,b\n1,2\n')] });
  expect((await problemOf(other)).code).toBe('BAD_USER_INPUT');
});

describe('sites of hospitals', () => {
  const HEADER = 'OrganisationID¬OrganisationCode¬OrganisationName¬City¬Postcode¬Latitude¬Longitude¬Phone';
  const lines = [
    HEADER,
    '1¬RA1¬Café Ward Hospital¬Ampthill¬MK45 1AA¬51.9640¬-0.5424¬01525 000000',
    '2¬RA2¬Victoria Hospital¬Ampthill¬MK45 1AB¬51.9640¬-52.79E-2¬',
    '3¬RA3¬Victoria Hospital¬Deal¬CT14 1AB¬51.2¬1.4¬',
    '4¬RA4¬Lost Hospital¬Nowhere¬¬¬¬',
    '5¬RA5¬Short',
  ];
  const path = () => fileOf(Buffer.from(lines.join('\r\n'), 'latin1'), 'Hospital.csv');

  test('are places of the kind hospital, and known with their postcode district', async () => {
    const id = await partnership('SITES');
    await load('SITES', LU, MK);
    const { account } = await importPlaces(database, { partnership: 'SITES', paths: [path()] });
    expect(account.line()).toBe('read 5 = loaded 2 + unchanged 0 + outside 1 + unlocated 1 + rejected 1');
    const api = await Api.on(database, analystOf(id));
    const { hospitals } = await api.ask<{ hospitals: object[] }>(
      '{ hospitals(partnership: "SITES") { name position { easting } postcodeDistrict { code origin } } }',
    );
    expect(hospitals).toEqual([
      {
        name: 'Café Ward Hospital',
        position: { easting: expect.closeTo(500_245, -2) },
        postcodeDistrict: { code: 'LU1', origin: 'DERIVED' },
      },
      {
        name: 'Victoria Hospital, Ampthill',
        position: { easting: expect.closeTo(501_241, -2) },
        postcodeDistrict: { code: 'MK10', origin: 'DERIVED' },
      },
    ]);
  });

  test('columns that are missing refuse the file', async () => {
    await partnership('SITELESS');
    const file = fileOf(Buffer.from('OrganisationID¬City\n1¬Deal\n', 'latin1'), 'Hospital.csv');
    const fault = await problemOf(importPlaces(database, { partnership: 'SITELESS', paths: [file] }));
    expect(fault.message).toContain('OrganisationName, Latitude, Longitude');
  });
});

describeWithSharedData(
  'Central Bedfordshire',
  [
    'boundaries/wards_by_lad/E06000056.json',
    'postcodes/codepoint',
    'postcodes/polygons/LU.geojson',
    'postcodes/polygons/MK.geojson',
    'postcodes/polygons/SG.geojson',
    'hospitals/Hospital.csv',
  ],
  (wards, codePoint, lu, mk, sg, sites) => {
    // Half a minute on a server; nothing in it depends on the back end.
    testOnServer(
      'districts by their postcodes agree with their polygons',
      async () => {
        for (const code of ['POINTS', 'POLYGONS']) {
          await partnershipOf(database, code);
          await importBoundaries(database, { partnership: code, kind: AreaKind.WARD, paths: [wards] });
        }
        const { account } = await importPostcodes(database, { partnership: 'POINTS', paths: [codePoint] });
        expect(account.count('rejected')).toBe(0);
        await importBoundaries(database, {
          ...{ partnership: 'POLYGONS', kind: AreaKind.POSTCODE_DISTRICT, paths: [lu, mk, sg] },
        });
        const [points, polygons] = await database.transaction({}, async (session) => [
          await findPartnership(session, 'POINTS'),
          await findPartnership(session, 'POLYGONS'),
        ]);
        // Share of the ground of the partnership on which both say the same.
        const [{ agree }] = await sql<{ agree: number }>(
          database,
          `SELECT sum(ST_Area(ST_Intersection(ST_Intersection(a.geom, b.geom), c.geom))) / max(ST_Area(c.geom)) AS agree
         FROM area AS a JOIN area AS b ON b.code = a.code AND b.kind = a.kind AND b.partnership_id = :polygons
         JOIN area AS c ON c.partnership_id = a.partnership_id AND c.kind = 'PARTNERSHIP'
         WHERE a.kind = 'POSTCODE_DISTRICT' AND a.partnership_id = :points`,
          { points: points.id, polygons: polygons.id },
        );
        expect(agree).toBeGreaterThan(0.97); // 0.983
      },
      90_000,
    );

    test('its hospitals, of 1,234 in the country', async () => {
      await partnershipOf(database, 'HOSPITALS');
      await importBoundaries(database, { partnership: 'HOSPITALS', kind: AreaKind.WARD, paths: [wards] });
      const { account } = await importPlaces(database, { partnership: 'HOSPITALS', paths: [sites] });
      expect(account.read).toBe(1234);
      expect(account.count('unlocated')).toBe(1);
      expect(account.count('loaded')).toBeGreaterThan(0);
    });
  },
);
