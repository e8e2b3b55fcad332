/**
 * Wards that change inside the time asked about: two vintages on the same ground, of which one ward keeps its ground
 * (drawn at another scale), one its code but not its ground, and the others neither.
 */

import fc from 'fast-check';
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { importLookups } from '../../../src/ingest';
import type { Database } from '../../../src/platform/database';
import { Problem } from '../../../src/platform/errors';
import { fileOf, problemOf } from '../../ingest/files';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { box, forgetOpenCategories, importAreas, partnershipOf, type TestArea } from '../../support/ground';
import { crime, load } from '../../support/records';

const CODE = 'CHANGED';
const OLD = '2017-05-04';
const NEW = '2021-05-06';

const OLD_WARDS: TestArea[] = [
  { code: 'E05000001', name: 'North', ring: box(0, 1000, 2000, 1000) },
  { code: 'E05000002', name: 'South', ring: box(0, 0, 2000, 1000) },
  { code: 'E05000003', name: 'Kept', ring: box(2000, 0, 1000, 2000) },
];
const NEW_WARDS: TestArea[] = [
  { code: 'E05000011', name: 'West', ring: box(0, 0, 1000, 2000) },
  { code: 'E05000002', name: 'East', ring: box(1000, 0, 1000, 2000) },
  { code: 'E05000003', name: 'Kept', ring: box(2005, 0, 995, 1998) },
];
/** A place in each quarter of what North and South were, and one in Kept. */
const PLACES: Record<string, [number, number]> = {
  northWest: [500, 1500],
  northEast: [1500, 1500],
  southWest: [500, 500],
  southEast: [1500, 500],
  kept: [2500, 1000],
};

let fixture: TestDatabase;
let database: Database;
let api: Api;
let analyst: Viewer;
let partner: Viewer;

const months = ['2021-04', '2021-05', '2021-06', '2021-07'];
/** Closed records by place, month by month; the first ones are the most frequent. */
const closed = months.flatMap((month, m) =>
  Object.values(PLACES).flatMap((at, p) =>
    Array.from({ length: 12 - 2 * p + m }, (_, i) =>
      crime({ at, occurredFrom: `${month}-20T12:00:00.000Z`, identity: `closed ${month} ${p} ${i}` }),
    ),
  ),
);
const open = months.flatMap((month) =>
  Object.values(PLACES).map((at, p) =>
    crime({
      at,
      source: 'police-uk-street',
      offence: 'open-drugs',
      precision: 'MONTH',
      occurredFrom: `${month}-01T12:00:00.000Z`,
      identity: `open ${month} ${p}`,
    }),
  ),
);

async function build(code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(0, 0, 3000, 2000) }]);
  await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD });
  await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: NEW });
  await load(database, code, [...closed, ...open]);
  return id;
}

beforeAll(async () => {
  fixture = await createTestDatabase();
  await forgetOpenCategories(fixture.database);
  database = fixture.database;
  analyst = analystOf(await build(CODE));
  partner = { ...analyst, role: 'PARTNER' };
  api = await Api.on(database, analyst);
});
afterAll(() => fixture.remove());

interface Counts {
  rows: {
    areaCode: string | null;
    areaName: string | null;
    month: string | null;
    count: number;
    perturbed: boolean;
    estimated: boolean;
  }[];
  total: { count: number; perturbed: boolean; estimated: boolean };
  caveats: Caveats;
}
const COUNTS = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by) {
    rows { areaCode areaName month count perturbed estimated }
    total { count perturbed estimated }
    caveats { message }
  }
}`;
const ALL = { from: '2021-04-01', to: '2021-07-31' };
async function counts(where: object, by: string[] = ['WARD'], viewer: Viewer = analyst): Promise<Counts> {
  const variables = { where: { partnership: CODE, period: ALL, ...where }, by };
  return (await api.ask<{ incidentCounts: Counts }>(COUNTS, variables, { viewer })).incidentCounts;
}
const byCode = ({ rows }: Counts) =>
  Object.fromEntries(
    rows.map(({ areaCode, month, count }) => [[areaCode, month].filter(Boolean).join(' '), count]),
  );

/** How many closed records lie at some places in some months. */
const at = (places: string[], within: string[] = months) =>
  closed.filter(
    ({ place, month }) =>
      within.includes(month) &&
      places.some((name) => {
        const [x, y] = PLACES[name];
        return place.kind === 'grid' && place.easting === 500_000 + x && place.northing === 230_000 + y;
      }),
  ).length;

const CLOSED = { sources: ['police-crimes'] };
const BEFORE = ['2021-04', '2021-05'];
const AFTER = ['2021-06', '2021-07'];

describe('each month counts in the wards of its first day', () => {
  test('so that the month in which they change counts in the earlier ones', async () => {
    const answer = await counts(CLOSED, ['WARD', 'MONTH']);
    const expected: Record<string, number> = {};
    for (const month of BEFORE) {
      expected[`E05000001 ${month}`] = at(['northWest', 'northEast'], [month]);
      expected[`E05000002 ${month}`] = at(['southWest', 'southEast'], [month]);
      expected[`E05000003 ${month}`] = at(['kept'], [month]);
    }
    for (const month of AFTER) {
      expected[`E05000011 ${month}`] = at(['northWest', 'southWest'], [month]);
      expected[`E05000002 ${month}`] = at(['northEast', 'southEast'], [month]);
      expected[`E05000003 ${month}`] = at(['kept'], [month]);
    }
    expect(byCode(answer)).toEqual(expected);
    expect(answer.rows.some(({ estimated }) => estimated)).toBe(false);
  });

  test('and the change is named: its day, what ended, what began, what was redrawn; not what kept its ground', async () => {
    const { caveats } = await counts(CLOSED);
    expect(sentencesOf(caveats)).toContain(
      'The wards changed on 2021-05-06: 1 ended (North E05000001), 1 began (West E05000011), 1 redrawn under the same ' +
        'code (East E05000002).',
    );
    expect(sentencesOf(caveats).join()).toMatch(/areasAsOf/);
    expect(sentencesOf(caveats).join()).not.toMatch(/E05000003/);
  });

  test('but not where nothing changes, or no ward is concerned', async () => {
    const quiet = [
      await counts({ ...CLOSED, period: { from: '2021-06-01', to: '2021-07-31' } }),
      await counts({ ...CLOSED, period: { from: '2021-04-01', to: '2021-04-30' } }),
      await counts(CLOSED, ['MONTH']),
      await counts({ ...CLOSED, areas: [{ ward: 'E05000003' }] }, ['MONTH']),
    ];
    for (const { caveats } of quiet) expect(sentencesOf(caveats).join()).not.toMatch(/changed on/);
  });

  test('a filter by a ward that ended names what took its place', async () => {
    const { caveats, total } = await counts({ ...CLOSED, areas: [{ ward: 'E05000001' }] }, []);
    expect(total.count).toBe(at(['northWest', 'northEast'], BEFORE));
    expect(sentencesOf(caveats)).toContain(
      'The wards changed on 2021-05-06: 1 ended (North E05000001), 2 began (East E05000002, West E05000011).',
    );
  });

  test('a filter takes the wards of the first day of a part of a month', async () => {
    const period = { from: '2021-05-10', to: '2021-05-31' };
    const old = await counts({ ...CLOSED, period, areas: [{ ward: 'E05000001' }] }, ['WARD']);
    expect(byCode(old)).toEqual({ E05000001: at(['northWest', 'northEast'], ['2021-05']) });
    const refused = await api.refusal(COUNTS, {
      where: { partnership: CODE, period, areas: [{ ward: 'E05000011' }] },
      by: [],
    });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'areas[0].ward' } });
  });

  test('a code that goes on over other ground is counted on the ground of each month', async () => {
    const answer = await counts({ ...CLOSED, areas: [{ ward: 'E05000002' }] }, ['MONTH']);
    expect(byCode(answer)).toEqual({
      '2021-04': at(['southWest', 'southEast'], ['2021-04']),
      '2021-05': at(['southWest', 'southEast'], ['2021-05']),
      '2021-06': at(['northEast', 'southEast'], ['2021-06']),
      '2021-07': at(['northEast', 'southEast'], ['2021-07']),
    });
  });

  test('cells of the disclosure control are those of the wards of the month', async () => {
    const rows = await sql(
      database,
      `SELECT DISTINCT to_char(e.month, 'YYYY-MM') AS month, a.code, a.valid_from::text FROM elementary_cell e JOIN area a ON a.id = e.ward_id
       WHERE e.partnership_id = :id AND a.code <> 'E05000003' ORDER BY 1, 2`,
      { id: analyst.partnershipId },
    );
    expect(rows).toEqual([
      ...BEFORE.flatMap((month) =>
        ['E05000001', 'E05000002'].map((code) => ({ month, code, valid_from: OLD })),
      ),
      ...AFTER.flatMap((month) =>
        ['E05000002', 'E05000011'].map((code) => ({ month, code, valid_from: NEW })),
      ),
    ]);
  });
});

describe('areasAsOf, where records may be read', () => {
  test.each([
    ['2022-01-01', { E05000011: ['northWest', 'southWest'], E05000002: ['northEast', 'southEast'] }],
    ['2018-01-01', { E05000001: ['northWest', 'northEast'], E05000002: ['southWest', 'southEast'] }],
    [NEW, { E05000011: ['northWest', 'southWest'], E05000002: ['northEast', 'southEast'] }],
    ['2021-05-05', { E05000001: ['northWest', 'northEast'], E05000002: ['southWest', 'southEast'] }],
  ])('counts every month in the wards of %s, exactly', async (areasAsOf, wards) => {
    const answer = await counts({ ...CLOSED, areasAsOf });
    const expected = Object.entries(wards).map(([code, places]) => [code, at(places as string[])]);
    expect(byCode(answer)).toEqual({ ...Object.fromEntries(expected), E05000003: at(['kept']) });
    expect(answer.rows.some(({ estimated }) => estimated)).toBe(false);
    expect(sentencesOf(answer.caveats).join()).toMatch(new RegExp(`counts in the areas of ${areasAsOf}`));
    expect(sentencesOf(answer.caveats).join()).not.toMatch(/changed on/);
    for (const [code, places] of Object.entries(wards)) {
      const filtered = await counts({ ...CLOSED, areasAsOf, areas: [{ ward: code }] }, ['MONTH']);
      expect(byCode(filtered)).toEqual(
        Object.fromEntries(months.map((month) => [month, at(places as string[], [month])])),
      );
      expect(filtered.total).toEqual({ count: at(places as string[]), perturbed: false, estimated: false });
    }
  });

  test('open sources are exact for everyone', async () => {
    const answer = await counts({ sources: ['police-uk-street'], areasAsOf: NEW }, ['WARD'], PUBLIC_VIEWER);
    expect(byCode(answer)).toEqual({ E05000011: 8, E05000002: 8, E05000003: 4 });
    expect(answer.total).toEqual({ count: 20, perturbed: false, estimated: false });
  });

  test('incidents one by one have the ward of that day', async () => {
    const { incidents } = await api.ask<{
      incidents: { nodes: { ward: { code: string; validFrom: string } }[] };
    }>(
      `query ($where: IncidentFilter!) { incidents(where: $where, first: 500) { nodes { ward { code validFrom } } } }`,
      { where: { partnership: CODE, ...CLOSED, areasAsOf: NEW, areas: [{ ward: 'E05000011' }] } },
    );
    expect(incidents.nodes).toHaveLength(at(['northWest', 'southWest']));
    expect(incidents.nodes.every(({ ward }) => ward.code === 'E05000011' && ward.validFrom === NEW)).toBe(
      true,
    );
  });

  test('a day without wards is refused, and so is a ward of another day', async () => {
    const refusal = (where: object, by: string[]) =>
      api.refusal(COUNTS, { where: { partnership: CODE, ...where }, by });
    expect(await refusal({ areasAsOf: '2016-01-01' }, ['WARD'])).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'areasAsOf: there are no wards on this day.',
    });
    expect(await refusal({ areasAsOf: NEW, areas: [{ ward: 'E05000001' }] }, [])).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'areas[0].ward' },
    });
  });
});

describe('what a period is compared with', () => {
  const HOTSPOTS = `query ($where: IncidentFilter!) {
    hotspotClusters(where: $where, minIncidents: 5, compareWith: PREVIOUS_PERIOD) {
      clusters { name ward { code validFrom } change { previousCount currentCount } }
      caveats { message }
    }
  }`;
  interface Clusters {
    clusters: {
      name: string;
      ward: { code: string; validFrom: string };
      change: { previousCount: number; currentCount: number } | null;
    }[];
    caveats: Caveats;
  }
  const clusters = async (where: object) =>
    (
      await api.ask<{ hotspotClusters: Clusters }>(HOTSPOTS, {
        where: { partnership: CODE, ...CLOSED, ...where },
      })
    ).hotspotClusters;

  test('is not zero before a ward began, but unknown; in the wards of one day it is known', async () => {
    const where = { period: { from: '2021-06-01', to: '2021-07-31' }, areas: [{ ward: 'E05000011' }] };
    const apart = await clusters(where);
    expect(apart.clusters.map(({ change }) => change)).toEqual([null, null]);
    expect(sentencesOf(apart.caveats).join()).toMatch(/No change is given/);
    const bridged = await clusters({ ...where, areasAsOf: NEW });
    expect(bridged.clusters.map(({ change }) => change)).toMatchObject([
      { previousCount: at(['northWest'], BEFORE), currentCount: at(['northWest'], AFTER) },
      { previousCount: at(['southWest'], BEFORE), currentCount: at(['southWest'], AFTER) },
    ]);
  });

  test('has the version of its own time where the code goes on', async () => {
    const where = { period: { from: '2021-06-01', to: '2021-07-31' }, areas: [{ ward: 'E05000003' }] };
    expect((await clusters(where)).clusters).toMatchObject([
      { change: { previousCount: at(['kept'], BEFORE), currentCount: at(['kept'], AFTER) } },
    ]);
  });

  test('clusters have the names of the last day, or of areasAsOf', async () => {
    const period = { from: '2021-04-01', to: '2021-07-31' };
    const last = await clusters({ period });
    expect(new Set(last.clusters.map(({ ward }) => ward.validFrom))).toEqual(new Set([NEW]));
    expect(sentencesOf(last.caveats).join()).toMatch(
      /named after the areas of 2021-07-31\. The wards changed on 2021-05-06/,
    );
    const first = await clusters({ period, areasAsOf: OLD });
    expect(new Set(first.clusters.map(({ ward }) => ward.validFrom))).toEqual(new Set([OLD]));
    expect(sentencesOf(first.caveats).join()).not.toMatch(/changed on/);
  });
});

// --- Best fit ----------------------------------------------------------------------------------------------------------

/** LSOAs of 2011: four in North, four in South, one in Kept. */
const OLD_LOOKUP = [
  'lsoa11_code,ward17_code',
  ...['E01000001', 'E01000002', 'E01000003', 'E01000004'].map((lsoa) => `${lsoa},E05000001`),
  ...['E01000005', 'E01000006', 'E01000007', 'E01000008'].map((lsoa) => `${lsoa},E05000002`),
  'E01000009,E05000003',
  'E01000099,E05009999',
].join('\n');

/** One of North's was split in two, two of South's were merged; the others went on. */
const CHANGES = [
  'lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code',
  ...['1', '2', '3', '5', '6', '9'].map((n) => `Town ${n},E0100000${n},U,Town ${n},E0100000${n}`),
  'Town 4,E01000004,S,Town 4A,E01000041',
  'Town 4,E01000004,S,Town 4B,E01000042',
  'Town 7,E01000007,M,Town 7A,E01000071',
  'Town 8,E01000008,M,Town 7A,E01000071',
  'Elsewhere,E01000099,U,Elsewhere,E01000099',
].join('\n');

/** West has three of what North was (of five), and one of what South was (of three). */
const NEW_LOOKUP = [
  'LSOA21CD,LSOA21NM,WD22CD,WD22NM',
  ...['01', '02', '41', '05'].map((n) => `E010000${n},Town ${n},E05000011,West`),
  ...['03', '42', '06', '71'].map((n) => `E010000${n},Town ${n},E05000002,East`),
  'E01000009,Town 9,E05000003,Kept',
].join('\n');

const lookup = (content: string, at?: string, partnership = CODE) =>
  importLookups(database, { partnership, at, paths: [fileOf(content, 'lookup.csv')] });

describe('areasAsOf, where cells alone may be read', () => {
  /** Cells of one ward and month as a partner may read them. */
  const cellsOf = async (code: string, within: string[]) => {
    const { rows } = await counts(CLOSED, ['WARD', 'MONTH'], partner);
    return rows
      .filter(({ areaCode, month }) => areaCode === code && within.includes(month!))
      .reduce((sum, { count }) => sum + count, 0);
  };

  test('is refused to those who read what is published, with what to do, also for a day without other wards', async () => {
    for (const [given, period] of [
      [NEW, undefined],
      ['2021-06-15', { from: '2021-06-01', to: '2021-07-31' }],
    ] as const) {
      const where = { partnership: CODE, ...CLOSED, areasAsOf: given, ...(period && { period }) };
      const refused = await api.refusal(COUNTS, { where, by: ['WARD'] }, { viewer: PUBLIC_VIEWER });
      expect(refused.code).toBe('FORBIDDEN');
      expect(refused.message).toMatch(/without areasAsOf, or use a key of this partnership/);
    }
    // Where open sources can answer, the closed ones are left out.
    const answer = await counts({ areasAsOf: NEW }, ['WARD'], PUBLIC_VIEWER);
    expect(sentencesOf(answer.caveats).join('\n')).toMatch(
      /Police recorded crimes: closed to this key.*; left out/,
    );
    // Where no ward matters there is nothing to carry over.
    const { count } = (await counts(CLOSED, [], PUBLIC_VIEWER)).total;
    expect((await counts({ ...CLOSED, areasAsOf: NEW }, ['MONTH'], PUBLIC_VIEWER)).total.count).toBe(count);
  });

  test('is refused before lookups tell how the wards pass into those of the day', async () => {
    const variables = { where: { partnership: CODE, ...CLOSED, areasAsOf: NEW }, by: ['WARD'] };
    const refused = await api.refusal(COUNTS, variables, { viewer: partner });
    expect(refused.code).toBe('NOT_ENOUGH_DATA');
    expect(refused.message).toMatch(/wards E05000001, E05000002 to the day of areasAsOf.*csg import lookup/);
    // Where open sources can answer, the closed ones are left out.
    const answer = await counts({ areasAsOf: NEW }, ['WARD'], partner);
    expect(byCode(answer)).toEqual({ E05000011: 8, E05000002: 8, E05000003: 4 });
    expect(sentencesOf(answer.caveats).join('\n')).toMatch(
      /Police recorded crimes: no lookup brings .*; left out/,
    );
    // Where no ward matters there is nothing to bridge.
    const total = (await counts(CLOSED, [], partner)).total.count;
    expect((await counts({ ...CLOSED, areasAsOf: NEW }, ['MONTH'], partner)).total).toEqual({
      count: total,
      perturbed: false,
      estimated: false,
    });
  });

  test('lookups are loaded as far as they are the partnership’s own, and only once', async () => {
    expect(await problemOf(lookup(CHANGES))).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/knows no LSOA yet/),
    });
    const lines = [
      'read 10 = loaded 9 + unchanged 0 + outside 1 + unlocated 0 + rejected 0',
      'read 11 = loaded 10 + unchanged 0 + outside 1 + unlocated 0 + rejected 0',
      'read 9 = loaded 9 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
    ];
    const files: [string, string | undefined][] = [
      [OLD_LOOKUP, '2018-01-01'],
      [CHANGES, undefined],
      [NEW_LOOKUP, '2022-01-01'],
    ];
    for (const [i, [content, day]] of files.entries())
      expect((await lookup(content, day)).line()).toBe(lines[i]);
    const version = async () =>
      (await sql(database, 'SELECT data_version FROM partnership WHERE code = :code', { code: CODE }))[0];
    const before = await version();
    for (const [content, day] of files) expect((await lookup(content, day)).count('loaded')).toBe(0);
    expect(await version()).toEqual(before);
  });

  test('counts are divided by the shares of LSOAs, estimated and no finer than the cells', async () => {
    const north = await cellsOf('E05000001', BEFORE);
    const south = await cellsOf('E05000002', BEFORE);
    const west = await cellsOf('E05000011', AFTER);
    const east = await cellsOf('E05000002', AFTER);
    const kept = await cellsOf('E05000003', months);
    const answer = await counts({ ...CLOSED, areasAsOf: NEW }, ['WARD'], partner);
    expect(answer.rows.map(({ areaCode, count, estimated }) => [areaCode, count, estimated])).toEqual([
      ['E05000002', Math.round((north * 2) / 5 + (south * 2) / 3 + east), true],
      ['E05000003', kept, false],
      ['E05000011', Math.round((north * 3) / 5 + south / 3 + west), true],
    ]);
    expect(answer.rows.some(({ perturbed }) => perturbed)).toBe(false);
    expect(answer.total).toEqual({
      count: (await counts(CLOSED, [], partner)).total.count,
      perturbed: false,
      estimated: false,
    });
    expect(sentencesOf(answer.caveats).join('\n')).toMatch(
      /Police recorded crimes: .*estimated in those of 2021-05-06.*best fit/,
    );
  });

  test('also back to earlier wards, where a merged LSOA is divided among those it was made of', async () => {
    const west = await cellsOf('E05000011', AFTER);
    const east = await cellsOf('E05000002', AFTER);
    const answer = await counts({ ...CLOSED, areasAsOf: OLD }, ['WARD', 'MONTH'], partner);
    const after = answer.rows.filter(
      ({ areaCode, month }) => areaCode === 'E05000001' && AFTER.includes(month!),
    );
    expect(after.every(({ estimated }) => estimated)).toBe(true);
    const whole = (
      await counts(
        { ...CLOSED, areasAsOf: OLD, period: { from: '2021-06-01', to: '2021-07-31' } },
        ['WARD'],
        partner,
      )
    ).rows;
    // Three of the four LSOAs of West were North's, and two of the four of East.
    expect(whole.find(({ areaCode }) => areaCode === 'E05000001')!.count).toBe(
      Math.round((west * 3) / 4 + east / 2),
    );
    const before = answer.rows.filter(({ month }) => BEFORE.includes(month!));
    expect(before.some(({ estimated }) => estimated)).toBe(false);
  });

  test('a filter by a ward of the day takes the parts of former wards, and its total is estimated too', async () => {
    const north = await cellsOf('E05000001', BEFORE);
    const south = await cellsOf('E05000002', BEFORE);
    const west = await cellsOf('E05000011', AFTER);
    const { total, rows } = await counts(
      { ...CLOSED, areasAsOf: NEW, areas: [{ ward: 'E05000011' }] },
      ['WARD'],
      partner,
    );
    const count = Math.round((north * 3) / 5 + south / 3 + west);
    expect(total).toEqual({ count, perturbed: false, estimated: true });
    expect(rows).toMatchObject([{ areaCode: 'E05000011', count, estimated: true }]);
  });

  test('a partner’s exact counts are divided likewise, never counted anew at their places', async () => {
    const answer = await counts({ ...CLOSED, areasAsOf: NEW }, ['WARD'], partner);
    const north = at(['northWest', 'northEast'], BEFORE);
    const south = at(['southWest', 'southEast'], BEFORE);
    expect(answer.rows.find(({ areaCode }) => areaCode === 'E05000011')).toMatchObject({
      count: Math.round((north * 3) / 5 + south / 3 + at(['northWest', 'southWest'], AFTER)),
      perturbed: false,
      estimated: true,
    });
  });

  test('every answer is a function of the cells of each ward and month', async () => {
    const { rows } = await counts(CLOSED, ['WARD', 'MONTH'], partner);
    const share: Record<string, Record<string, number>> = {
      E05000001: { E05000011: 3 / 5, E05000002: 2 / 5 },
      E05000002: { E05000011: 1 / 3, E05000002: 2 / 3 },
      E05000003: { E05000003: 1 },
    };
    const expected: Record<string, number> = {};
    for (const { areaCode, month, count } of rows)
      for (const [code, part] of Object.entries(
        BEFORE.includes(month!) ? share[areaCode!] : { [areaCode!]: 1 },
      ))
        expected[`${code} ${month}`] = (expected[`${code} ${month}`] ?? 0) + count * part;
    const answer = byCode(await counts({ ...CLOSED, areasAsOf: NEW }, ['WARD', 'MONTH'], partner));
    expect(Object.keys(answer).sort()).toEqual(
      Object.keys(expected)
        .filter((key) => Math.round(expected[key]) > 0)
        .sort(),
    );
    for (const [key, count] of Object.entries(answer))
      expect(Math.abs(count - expected[key])).toBeLessThanOrEqual(0.5);
  });
});

describe('lookup files', () => {
  test('rows that cannot be right are refused, with line and reason, never with what they say', async () => {
    const account = await lookup(
      [
        'LSOA21CD,WD22CD',
        'E01000001,E05000011', // known
        'E01000001,E05000011', // said again
        'E01000001,E05000002', // another ward
        'Town 1,E05000011',
        'E01000002,West',
        'E01000003',
      ].join('\n'),
      NEW,
    );
    expect(account.line()).toBe('read 6 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 4');
    expect(account.breakdown().join('\n')).toBe(
      [
        'rejected 1, code of the LSOA: not the code of an LSOA (E01… or W01…) (lookup.csv line 5)',
        'rejected 1, code of the LSOA: this LSOA has another ward on an earlier line (lookup.csv line 4)',
        'rejected 1, code of the ward: not the code of a ward (E05…) (lookup.csv line 6)',
        'rejected 1, row: 1 fields where the header has 2 columns (lookup.csv line 7)',
      ].join('\n'),
    );
    const change = await lookup(
      [
        'lsoa11cd,chgind,lsoa21cd',
        'E01000001,U,E01000041',
        'E01000001,S,E01000001',
        'E01000001,Z,E01000001',
      ].join('\n'),
    );
    expect(change.count('rejected')).toBe(3);
  });

  test.each([
    ['nothing', ''],
    ['no ward and one census', 'LSOA21CD,LAD22CD\nE01000001,E06000056'],
    ['two years of wards', 'LSOA21CD,WD22CD,WD23CD\nE01000001,E05000001,E05000001'],
  ])('a file with %s is refused', async (_, content) => {
    expect(await problemOf(lookup(content))).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^lookup\.csv.*this is no lookup that can be used/),
    });
  });

  test('whatever is in them, each row has one fate, or the file is refused', async () => {
    const field = fc.oneof(
      fc.constantFrom(
        'E01000001',
        'E01000005',
        'E05000011',
        'E05000002',
        'U',
        'S',
        '',
        ' ',
        '"',
        '\0',
        'é',
        '1899-01-01',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    );
    const header = fc.constantFrom(
      'LSOA21CD,WD22CD',
      'lsoa11_code,change_code,lsoa21_code',
      '\ufeffWD22CD,LSOA21CD',
      'x',
    );
    const rows = fc.array(
      fc.array(field, { maxLength: 4 }).map((fields) => fields.join(',')),
      { maxLength: 12 },
    );
    let loaded = 0;
    await fc.assert(
      fc.asyncProperty(header, rows, fc.constantFrom('\n', '\r\n'), async (first, rest, end) => {
        const account = await lookup([first, ...rest].join(end)).catch((error) => error);
        if (account instanceof Problem) expect(account.code).toBe('BAD_USER_INPUT');
        else {
          expect(account.balanced).toBe(true);
          loaded += 1;
        }
      }),
      { numRuns: runs(60), examples: [['LSOA21CD,WD22CD', ['E01000001,E05000011'], '\n']] },
    );
    expect(loaded).toBeGreaterThan(0); // the example at least
  });

  test('a correction takes the place of the ward that an LSOA had', async () => {
    const code = 'CORRECTED';
    await build(code);
    const pairs = () =>
      sql(
        database,
        `SELECT l.lsoa_code AS lsoa, a.code, a.valid_from::text FROM lsoa_ward l JOIN area a ON a.id = l.ward_id
         JOIN partnership p ON p.id = l.partnership_id WHERE p.code = :code ORDER BY 1, 3, 2`,
        { code },
      );
    // Without a day, a code means every version of its ward.
    await lookup('LSOA21CD,WD22CD\nE01000001,E05000002', undefined, code);
    expect(await pairs()).toEqual([
      { lsoa: 'E01000001', code: 'E05000002', valid_from: OLD },
      { lsoa: 'E01000001', code: 'E05000002', valid_from: NEW },
    ]);
    const { loaded } = await lookup('LSOA21CD,WD22CD\nE01000001,E05000011', NEW, code).then((account) => ({
      loaded: account.count('loaded'),
    }));
    expect(loaded).toBe(1);
    expect(await pairs()).toEqual([
      { lsoa: 'E01000001', code: 'E05000002', valid_from: OLD },
      { lsoa: 'E01000001', code: 'E05000011', valid_from: NEW },
    ]);
  });
});

describe('vintages that arrive one after the other', () => {
  let lastNumber = 0;
  async function fresh(): Promise<string> {
    lastNumber += 1;
    const code = `VINTAGE${lastNumber}`;
    await partnershipOf(database, code);
    return code;
  }
  const versions = (code: string) =>
    sql(
      database,
      `SELECT a.code, a.valid_from::text, a.valid_to::text FROM area a JOIN partnership p ON p.id = a.partnership_id
       WHERE p.code = :code AND a.kind = 'WARD' ORDER BY a.valid_from NULLS FIRST, a.code`,
      { code },
    );
  const expected = [
    ...['E05000001', 'E05000002', 'E05000003'].map((code) => ({
      code,
      valid_from: OLD,
      valid_to: '2021-05-05',
    })),
    ...['E05000002', 'E05000003', 'E05000011'].map((code) => ({ code, valid_from: NEW, valid_to: null })),
  ];

  test('the later ends the earlier the day before it begins, and says so', async () => {
    const code = await fresh();
    await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD });
    const { remarks } = await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: NEW });
    expect(remarks).toEqual([
      'areas.geojson: 3 from before end on 2021-05-05, as these take their place (E05000001, E05000002, ' +
        'E05000003)',
    ]);
    expect(await versions(code)).toEqual(expected);
    // Repeat the commands, which changes nothing.
    for (const [wards, validFrom] of [
      [OLD_WARDS, OLD],
      [NEW_WARDS, NEW],
    ] as const) {
      const again = await importAreas(database, code, 'WARD', [...wards], { validFrom });
      expect(again.account.line()).toBe(
        'read 3 = loaded 0 + unchanged 3 + outside 0 + unlocated 0 + rejected 0',
      );
      expect(again.repairs).toEqual([]);
    }
    expect(await versions(code)).toEqual(expected);
  });

  test('in the other order the same comes out', async () => {
    const code = await fresh();
    await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: NEW });
    const { remarks } = await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD });
    expect(remarks).toEqual([
      'areas.geojson: 3 of these end on 2021-05-05, as later ones take their place (E05000001, E05000002, E05000003)',
    ]);
    expect(await versions(code)).toEqual(expected);
  });

  test('one without a first day was always there, and ends when a dated one begins', async () => {
    const code = await fresh();
    await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: NEW });
    await importAreas(database, code, 'WARD', OLD_WARDS);
    expect(await versions(code)).toEqual(
      expected.map((version) => (version.valid_from === OLD ? { ...version, valid_from: null } : version)),
    );
  });

  test('one between two ends the first, and ends when the last begins', async () => {
    const code = await fresh();
    await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD });
    await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: NEW });
    await importAreas(database, code, 'WARD', [{ code: 'E05000021', ring: box(0, 0, 3000, 2000) }], {
      validFrom: '2019-05-02',
    });
    expect(await versions(code)).toEqual([
      ...['E05000001', 'E05000002', 'E05000003'].map((each) => ({
        code: each,
        valid_from: OLD,
        valid_to: '2019-05-01',
      })),
      { code: 'E05000021', valid_from: '2019-05-02', valid_to: '2021-05-05' },
      ...expected.slice(3),
    ]);
  });

  test('a few wards that change end only those whose ground they take', async () => {
    const code = await fresh();
    await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD });
    // Half a metre of it reaches into Kept.
    const western = [{ code: 'E05000031', ring: box(0, 0, 2000.5, 2000) }];
    await importAreas(database, code, 'WARD', western, { validFrom: NEW });
    expect(await versions(code)).toEqual([
      { code: 'E05000001', valid_from: OLD, valid_to: '2021-05-05' },
      { code: 'E05000002', valid_from: OLD, valid_to: '2021-05-05' },
      { code: 'E05000003', valid_from: OLD, valid_to: null },
      { code: 'E05000031', valid_from: NEW, valid_to: null },
    ]);
  });

  test('a gap between two is left, named, and counts in no ward', async () => {
    const code = await fresh();
    await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(0, 0, 3000, 2000) }]);
    await importAreas(database, code, 'WARD', OLD_WARDS, { validFrom: OLD, validTo: '2021-04-30' });
    await importAreas(database, code, 'WARD', NEW_WARDS, { validFrom: '2021-07-01' });
    await load(database, code, open);
    const answer = await counts({ partnership: code, sources: ['police-uk-street'] }, ['WARD', 'MONTH']);
    const none = answer.rows.filter(({ areaCode }) => areaCode === null);
    expect(none.map(({ month, count }) => [month, count])).toEqual([
      ['2021-04', 0],
      ['2021-05', 5],
      ['2021-06', 5],
      ['2021-07', 0],
    ]);
    expect(sentencesOf(answer.caveats)).toContain(
      'There are no wards for 2021-05 to 2021-06: incidents of that time count in none.',
    );
    expect(sentencesOf(answer.caveats).join('\n')).toMatch(
      /changed on 2021-05-01: 3 ended .*\n?.*changed on 2021-07-01: 3 began/s,
    );
    // On one day there is no gap.
    const asOf = await counts({ partnership: code, sources: ['police-uk-street'], areasAsOf: '2021-07-01' });
    expect(byCode(asOf)).toEqual({ E05000011: 8, E05000002: 8, E05000003: 4 });
  });
});
