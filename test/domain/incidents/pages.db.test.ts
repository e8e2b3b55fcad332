import { SOURCES } from '../../../src/domain/vocabulary';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { crime, load } from '../../support/records';
import { TOWN, Town } from './town';

let fixture: TestDatabase;
let database: Database;
let api: Api;
let town: Town;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  town = await Town.build(database, 400, 7);
  api = await Api.on(database, analystOf(town.partnershipId));
}, 120_000);
afterAll(() => fixture.remove());

/** Codes of all sources, so that a list holds every record of the town. */
const EVERY_SOURCE = SOURCES.map(({ code }) => code);

interface Connection {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: { id: string; reference: string; occurredFrom: string }[];
}
const INCIDENTS = `query ($where: IncidentFilter!, $first: Int, $after: String) {
  incidents(where: $where, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id reference occurredFrom }
  }
}`;
const page = async (variables: object, where: object = {}) =>
  (
    await api.ask<{ incidents: Connection }>(INCIDENTS, {
      where: { partnership: TOWN, sources: EVERY_SOURCE, ...where },
      ...variables,
    })
  ).incidents;

async function allPages(
  first: number,
  where: object = {},
  between: (page: number) => Promise<void> = async () => {},
) {
  const pages: Connection[] = [];
  let after: string | null = null;
  do {
    pages.push(await page({ first, after }, where));
    after = pages.at(-1)!.pageInfo.endCursor;
    await between(pages.length);
  } while (pages.at(-1)!.pageInfo.hasNextPage);
  return pages.flatMap(({ nodes }) => nodes);
}

test.each([1000, 133, 50])(
  'pages of %i together are the whole list, by time, each incident once',
  async (first) => {
    const nodes = await allPages(first);
    expect(nodes.map(({ reference }) => reference).sort()).toEqual(
      town.records.map((each) => each.reference).sort(),
    );
    const times = nodes.map(({ occurredFrom }) => Date.parse(occurredFrom));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  },
);

test('incidents at one and the same instant are split between pages without loss', async () => {
  // All records of a month of open data begin at the same millisecond.
  const where = { sources: ['police-uk-street'], period: { from: '2023-02-01', to: '2023-02-28' } };
  const expected = town.selected(where).map(({ reference }) => reference);
  expect(expected.length).toBeGreaterThan(10);
  const nodes = await allPages(3, where);
  expect(nodes.map(({ reference }) => reference).sort()).toEqual([...expected].sort());
});

test('while rows are inserted, pages stay complete: nothing comes twice, nothing of the beginning is lost', async () => {
  const where = { sources: ['police-crimes'], flags: ['weapon'] };
  const expected = town.selected(where).map(({ reference }) => reference);
  const early = '2022-11-02T00:00:00.000Z';
  const late = '2023-04-29T22:00:00.000Z';
  const nodes = await allPages(10, where, async (n) => {
    if (n > 3) return;
    await load(database, TOWN, [
      crime({ flags: 16, occurredFrom: early, reference: `early ${n}` }),
      crime({ flags: 16, occurredFrom: late, reference: `late ${n}` }),
    ]);
  });
  const found = nodes.map(({ reference }) => reference);
  expect(new Set(found).size).toBe(found.length);
  // Records added before the cursor's position are missing from the list, those added after it are not.
  expect(found.filter((reference) => /^R/.test(reference)).sort()).toEqual([...expected].sort());
  expect(found.filter((reference) => !/^R/.test(reference))).toEqual(['late 1', 'late 2', 'late 3']);
});

describe('cursors and sizes', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const where = { partnership: TOWN, sources: EVERY_SOURCE };

  test.each([
    ['no cursor', 'Zaphod'],
    ['of wards', encode(['WARD', 'W_south', 3])],
    ['of an earlier design', encode(['2023-01-01T00:00:00.000Z', 3])],
    ['with a time that is none', encode(['incidents', 'yesterday', 3])],
    ['with a fraction', encode(['incidents', '2023-01-01T00:00:00.000Z', 0.5])],
    ['beyond all ids', encode(['incidents', '2023-01-01T00:00:00.000Z', 1e300])],
    ['in a year that no calendar has', encode(['incidents', '+275760-09-13T00:00:00.000Z', 1])],
  ])('a cursor %s is refused, never page one', async (_, after) => {
    expect(await api.refusal(INCIDENTS, { where, after })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/cursor/),
    });
  });

  test('sizes out of range are refused with the limit', async () => {
    expect(await api.refusal(INCIDENTS, { where, first: 1001 })).toMatchObject({
      code: 'TOO_LARGE',
      details: { limit: 1000 },
    });
    expect(await api.refusal(INCIDENTS, { where, first: -1 })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const map =
      'query ($where: IncidentFilter!, $limit: Int!) { incidentFeatures(where: $where, limit: $limit) }';
    expect(await api.refusal(map, { where, limit: 50_001 })).toMatchObject({ code: 'TOO_LARGE' });
    expect(await api.refusal(map, { where, limit: -1 })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a map of no features still tells how many there are', async () => {
    const map =
      'query ($where: IncidentFilter!, $limit: Int!) { incidentFeatures(where: $where, limit: $limit) }';
    const { incidentFeatures } = await api.ask<{ incidentFeatures: Record<string, unknown> }>(map, {
      where,
      limit: 0,
    });
    const { incidentFeatures: all } = await api.ask<{ incidentFeatures: Record<string, unknown> }>(map, {
      where,
      limit: 5000,
    });
    expect(incidentFeatures).toMatchObject({
      numberReturned: 0,
      numberMatched: all.numberReturned,
      features: [],
    });
  });
});

describe('counts', () => {
  interface Counts {
    rows: { areaCode: string | null; month: string | null; source: string | null; count: number }[];
    total: { count: number };
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }
  const COUNTS = `query ($by: [CountDimension!]!, $first: Int, $after: String) {
    incidentCounts(where: { partnership: "TOWN", sources: ${JSON.stringify(EVERY_SOURCE)} }, by: $by, first: $first, after: $after) {
      rows { areaCode month source count } total { count } pageInfo { hasNextPage endCursor }
    }
  }`;
  const counts = async (by: string[], variables: object = {}) =>
    (await api.ask<{ incidentCounts: Counts }>(COUNTS, { by, ...variables })).incidentCounts;

  test.each([
    ['WARD'],
    ['SNT_AREA'],
    ['POSTCODE_DISTRICT'],
    ['LSOA'],
    ['PARTNERSHIP'],
    ['MONTH'],
    ['QUARTER'],
    ['YEAR'],
    ['OFFENCE'],
    ['SOURCE'],
    ['OUTCOME'],
  ])('rows by %s, the row of nulls among them, sum to the total', async (dimension) => {
    const { rows, total } = await counts([dimension]);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(total.count);
    expect(total.count).toBeGreaterThan(400 - 1);
  });

  test('rows by WARD have one row of nulls: places in no ward, and records without a place', async () => {
    const { rows } = await counts(['WARD']);
    const nowhere = town.records.filter((record) => town.areaOf(record, 'WARD') === null).length;
    expect(nowhere).toBeGreaterThan(0);
    expect(rows.filter(({ areaCode }) => areaCode === null)).toMatchObject([{ count: nowhere }]);
  });

  test('pages together are all rows, once each and in order, with the same total', async () => {
    const by = ['WARD', 'MONTH', 'SOURCE'];
    const whole = await counts(by);
    expect(whole.pageInfo.hasNextPage).toBe(false);
    const found: Counts['rows'] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const { rows, total, pageInfo } = await counts(by, { first: 7, after });
      expect(total).toEqual(whole.total);
      found.push(...rows);
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    expect(found).toEqual(whole.rows);
  });

  test('a cursor of counts by other dimensions is refused', async () => {
    const { pageInfo } = await counts(['WARD'], { first: 2 });
    expect(await api.refusal(COUNTS, { by: ['MONTH'], after: pageInfo.endCursor })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('two areas, or two times, are refused; the same dimension twice is once', async () => {
    for (const by of [
      ['WARD', 'LSOA'],
      ['MONTH', 'YEAR'],
    ])
      expect(await api.refusal(COUNTS, { by })).toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { field: 'by' },
      });
    expect((await counts(['MONTH', 'MONTH'])).rows).toEqual((await counts(['MONTH'])).rows);
  });
});

describe('a list costs no more statements for 200 incidents than for 5', () => {
  const list = (fields: string) => `query ($first: Int!) {
    incidents(where: { partnership: "TOWN" }, first: $first) { totalCount nodes { id ${fields} } }
  }`;

  test('with the areas of each', async () => {
    const areas = list(
      'offence { name } themes { code } ward { name } sntArea { name } postcodeDistrict { name }',
    );
    const few = await api.statements(areas, { first: 5 });
    expect(await api.statements(areas, { first: 200 })).toBe(few);
    expect(few).toBeLessThanOrEqual(24);
  });

  test('with all that hangs on the areas', async () => {
    const deep = list(`ward { areaKm2 geometry(simplify: 25) } sntArea { geometry wards { code } }
      postcodeDistrict { geometry overlaps { ward { name } shareOfWard } }`);
    // With more incidents, more of the wards that districts overlap are known already.
    expect(await api.statements(deep, { first: 200 })).toBeLessThanOrEqual(
      await api.statements(deep, { first: 5 }),
    );
  });
});
