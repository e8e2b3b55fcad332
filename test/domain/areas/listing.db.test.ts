/** @backend either */
import { PUBLIC_VIEWER } from '../../../src/access';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/**
 * Partnerships P001 to P300, each a square kilometre of its own with one ward, two of them with a boundary too, three with
 * deliveries: open records of P001 and P002, closed ones of P002 and P003. P004 and P005 make up the county COUNTY.
 */
const FIXTURE = `
  INSERT INTO partnership (code, name)
    SELECT 'P' || lpad(i::text, 3, '0'), 'Partnership ' || i FROM generate_series(1, 300) AS i;
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT id, 'WARD', 'W' || code, 'Ward', ST_Multi(ST_MakeEnvelope(500000 + 1000 * id, 200000, 501000 + 1000 * id, 201000,
      27700)), 'SYNTHETIC' FROM partnership;
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT id, 'PARTNERSHIP', code, name, ST_Multi(ST_MakeEnvelope(500000 + 1000 * id, 200000, 501000 + 1000 * id, 210000,
      27700)), 'SYNTHETIC' FROM partnership WHERE code IN ('P001', 'P004');
  INSERT INTO partnership (code, name) VALUES ('COUNTY', 'County');
  INSERT INTO partnership_member (county_id, member_id, shares_records, overlap)
    SELECT county.id, member.id, true, 0 FROM partnership AS county, partnership AS member
    WHERE county.code = 'COUNTY' AND member.code IN ('P004', 'P005');
  INSERT INTO source_coverage (partnership_id, source_id, first_month, last_month)
    SELECT p.id, s.id, '2023-01-01', '2023-06-01' FROM partnership AS p, source AS s
    WHERE s.code = 'police-uk-street' AND p.code IN ('P001', 'P002')
      OR s.code = 'police-crimes' AND p.code IN ('P002', 'P003');
  INSERT INTO incident_count (partnership_id, month, source_id, offence_id, flags, n)
    SELECT v.partnership_id, v.first_month, v.source_id, (SELECT min(id) FROM offence), 0, 10 * v.partnership_id
    FROM source_coverage AS v;
  INSERT INTO elementary_cell (partnership_id, month, source_id, offence_id, ward_id, n)
    SELECT v.partnership_id, v.first_month, v.source_id, (SELECT min(id) FROM offence), a.id, 10 * v.partnership_id
    FROM source_coverage AS v JOIN source AS s ON s.id = v.source_id AND s.access = 'CLOSED'
    JOIN area AS a ON a.partnership_id = v.partnership_id AND a.kind = 'WARD';
  INSERT INTO released_cell (partnership_id, month, source_id, key_agency_id, offence_id, ward_id, n, shown)
    SELECT partnership_id, month, source_id, 0, offence_id, ward_id, n + 1, true FROM elementary_cell;
  INSERT INTO released_coverage (partnership_id, source_id, first_month, last_month, delivered)
    SELECT v.partnership_id, v.source_id, v.first_month, v.last_month, v.delivered
    FROM source_coverage AS v JOIN source AS s ON s.id = v.source_id AND s.access = 'CLOSED'`;

const LISTING = `{
  partnerships {
    code bbox areaCount(kind: WARD) members { code } county { code }
    dataCoverage { source { code name agency access resolution snapped } from to incidentCount }
  }
}`;

interface Listed {
  code: string;
  bbox: number[] | null;
  areaCount: number;
  members: { code: string }[];
  county: { code: string } | null;
  dataCoverage: { source: { code: string }; from: string; to: string; incidentCount: number }[];
}

let fixture: TestDatabase;
let api: Api;
let second: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  for (const text of FIXTURE.split(';')) await sql(fixture.database, text);
  [{ id: second }] = await sql<{ id: number }>(
    fixture.database,
    "SELECT id FROM partnership WHERE code = 'P002'",
  );
  api = await Api.on(fixture.database, PUBLIC_VIEWER);
});
afterAll(() => fixture.remove());

const list = async (viewer = PUBLIC_VIEWER) => {
  const { partnerships } = await api.ask<{ partnerships: Listed[] }>(LISTING, {}, { viewer });
  return new Map(partnerships.map((each) => [each.code, each]));
};

test('each of 301 partnerships is told its own figures', async () => {
  const listed = await list();
  expect(listed.size).toBe(301);
  // The county has the box of its one member with a boundary.
  expect(new Set([...listed.values()].map(({ bbox }) => String(bbox))).size).toBe(300);
  expect([...listed.values()].filter(({ areaCount }) => areaCount !== 1)).toEqual([
    expect.objectContaining({
      code: 'COUNTY',
      areaCount: 2,
      members: [{ code: 'P004' }, { code: 'P005' }],
      county: null,
    }),
  ]);
  expect(listed.get('P004')!.county).toEqual({ code: 'COUNTY' });
  expect(listed.get('P006')).toMatchObject({ members: [], county: null, dataCoverage: [] });
});

test('a box is that of the boundary, else of the wards', async () => {
  const boxes = await sql<{ code: string; box: number[] }>(
    fixture.database,
    `SELECT code, ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)] AS box FROM (
      SELECT p.code, ST_Extent(ST_Transform(geom, 4326)) AS box FROM partnership AS p, area AS a
      WHERE p.code = 'P001' AND a.partnership_id = p.id AND kind = 'PARTNERSHIP'
        OR p.code = 'P002' AND a.partnership_id = p.id AND kind = 'WARD'
        OR p.code = 'COUNTY' AND a.code = 'P004' AND kind = 'PARTNERSHIP'
      GROUP BY p.code) AS e`,
  );
  const listed = await list();
  expect(boxes.length).toBe(3);
  for (const { code, box } of boxes) expect([code, listed.get(code)!.bbox]).toEqual([code, box]);
});

test('closed sources are told from the cells that the viewer may read, its own exactly', async () => {
  const counts = async (viewer = PUBLIC_VIEWER) => {
    const listed = await list(viewer);
    return ['P001', 'P002', 'P003'].map((code) =>
      listed.get(code)!.dataCoverage.map(({ source, incidentCount }) => [source.code, incidentCount]),
    );
  };
  const [one, two, three] = [second - 1, second, second + 1].map((id) => 10 * id);
  const [open, closed] = ['police-uk-street', 'police-crimes'];
  const sorted = (rows: (string | number)[][][]) => rows.map((each) => each.sort());
  expect(sorted(await counts())).toEqual(
    sorted([
      [[open, one]],
      [
        [open, two],
        [closed, two + 1],
      ],
      [[closed, three + 1]],
    ]),
  );
  const exact = sorted([
    [[open, one]],
    [
      [open, two],
      [closed, two],
    ],
    [[closed, three + 1]],
  ]);
  expect(sorted(await counts(analystOf(second)))).toEqual(exact);
  expect(sorted(await counts({ ...analystOf(second), role: 'PARTNER' }))).toEqual(exact);
  expect((await list()).get('P002')!.dataCoverage[0]).toMatchObject({ from: '2023-01-01', to: '2023-06-30' });
});

test.each([
  ['without a key', PUBLIC_VIEWER, 11],
  ['with a key of one, whose rights are sealed for each', analystOf(2), 15],
])(
  'all of it costs few statements, of which 6 begin and end two transactions, %s',
  async (_, viewer, statements) => {
    expect(await api.statements(LISTING, {}, { viewer })).toBe(statements);
  },
);
