/**
 * One event, one source: crimes that both the police and data.police.uk have delivered.
 *
 * @backend either
 */

import { createKey, type NewKey, PUBLIC_VIEWER } from '../../../../src/access';
import { serveRoutes } from '../../../../src/api';
import { buildApiSchema } from '../../../../src/api/graphql/schema';
import type { IncidentRecord } from '../../../../src/ingest/reading/record';
import { type TestServer, testServer } from '../../../api/http/test-server';
import { Api, analystOf, sql } from '../../../support/api';
import { type Caveats, sentencesOf } from '../../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { box, importAreas, partnershipOf } from '../../../support/ground';
import { crime, load } from '../../../support/records';
import { OFFENCES, THEMES } from '../../../support/vocabulary';

const TWICE = 'TWICE';
const OPEN = 'police-uk-street';
const CLOSED = 'police-crimes';
const QUARTER = { from: '2022-01-01', to: '2022-03-31' };
const YEAR = { from: '2021-04-01', to: '2022-03-31' };
const MONTHS = ['2022-01', '2022-02', '2022-03'];
/** Months that only data.police.uk has. */
const EARLIER = Array.from({ length: 15 }, (_, i) =>
  i < 12 ? `2020-${pad(i + 1)}` : `2021-${pad(i - 11)}`,
).concat(Array.from({ length: 9 }, (_, i) => `2021-${pad(i + 4)}`));

function pad(month: number): string {
  return String(month).padStart(2, '0');
}

/** An open record of a month, on one of 9 places. */
function published(offence: string, month: string, i = 0): IncidentRecord {
  const [year, number] = month.split('-').map(Number);
  const clock = (m: number) => (m > 3 && m < 11 ? 3_600_000 : 0);
  return crime({
    source: OPEN,
    offence,
    month,
    at: [300 + 20 * (i % 3), 300 + 20 * (i % 9)],
    precision: 'MONTH',
    occurredFrom: new Date(Date.UTC(year, number - 1, 1) - clock(number)).toISOString(),
    occurredTo: new Date(Date.UTC(year, number, 1) - clock(number + 1) - 1).toISOString(),
  });
}

function recorded(offence: string, month: string, i = 0, source = CLOSED): IncidentRecord {
  return crime({
    source,
    offence,
    at: [300 + 20 * (i % 3), 300 + 20 * (i % 9)],
    occurredFrom: `${month}-${pad(2 + (i % 25))}T12:00:00.000Z`,
  });
}

let fixture: TestDatabase;
let api: Api;
let server: TestServer;
let key: string;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, TWICE);
  await importAreas(database, TWICE, 'PARTNERSHIP', [{ code: TWICE, ring: box(0, 0, 2000) }]);
  await importAreas(database, TWICE, 'WARD', [{ code: 'W1', ring: box(0, 0, 2000) }]);
  await load(database, TWICE, [
    ...Array.from({ length: 169 }, (_, i) => recorded('robbery-personal', MONTHS[i % 3], i)),
    ...Array.from({ length: 169 }, (_, i) => published('open-robbery', MONTHS[i % 3], i)),
    ...EARLIER.flatMap((month) => Array.from({ length: 40 }, (_, i) => published('open-robbery', month, i))),
    ...OFFENCES.filter(({ code }) => code.startsWith('open-') && code !== 'open-robbery').flatMap(
      ({ code }) => MONTHS.flatMap((month) => [published(code, month), published(code, month, 1)]),
    ),
    ...[
      'burglary-distraction',
      'burglary-dwelling',
      'wounding',
      'common-assault',
      'drunkenness',
      'drug-possession',
    ].map((offence, i) => recorded(offence, MONTHS[i % 3])),
    ...['theft-of-vehicle', 'theft-from-vehicle', 'rape'].map((offence, i) =>
      recorded(offence, MONTHS[i % 3]),
    ),
    ...MONTHS.map((month) => recorded('asb-nuisance', month, 0, 'police-incidents')),
    ...Array.from({ length: 20 }, (_, i) => ({ ...recorded('wounding', MONTHS[i % 3], i), flags: 7 })),
  ]);
  api = await Api.on(database, analystOf(id));
  server = await testServer(database, await buildApiSchema(), {}, serveRoutes);
  const wanted: NewKey = { role: 'ANALYST', partnership: TWICE, name: 'test' };
  key = (await database.transaction({}, (session) => createKey(session, wanted))).key;
}, 120_000);
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

interface Counts {
  total: { count: number };
  rows: { month: string; theme: string; source: string; count: number }[];
  caveats: Caveats;
  sources: { code: string }[];
}
const COUNTS = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by) {
    total { count } rows { month theme source count } caveats { message } sources { code }
  }
}`;
const countsOf = async (where: object, by: string[] = [], viewer = api.viewer) =>
  (
    await api.ask<{ incidentCounts: Counts }>(
      COUNTS,
      { where: { partnership: TWICE, ...where }, by },
      { viewer },
    )
  ).incidentCounts;

const ROBBERIES = { themes: ['robbery'], period: QUARTER };

describe('169 robberies that were delivered twice', () => {
  test('are 169 in counts, clusters, trend, review, assessment and costs', async () => {
    const answer = await api.ask<{
      hotspotClusters: { incidentCount: number };
      trend: { current: number };
      quarterlyReview: { rows: { theme: { code: string }; actual: number }[] };
      strategicAssessment: { themes: { theme: { code: string }; performance: { current: number }[] }[] };
      crimeCosts: { rows: { theme: { code: string }; incidents: number }[] };
    }>(
      `query ($where: IncidentFilter!, $period: PeriodInput!) {
        hotspotClusters(where: $where) { incidentCount }
        trend(where: $where) { current }
        quarterlyReview(partnership: "TWICE", quarter: "2022-Q1") { rows { theme { code } actual } }
        strategicAssessment(partnership: "TWICE", period: $period, themes: ["robbery"]) {
          themes { theme { code } performance { current } }
        }
        crimeCosts(partnership: "TWICE", period: $period, weightSet: "incident-count") { rows { theme { code } incidents } }
      }`,
      { where: { partnership: TWICE, ...ROBBERIES }, period: QUARTER },
    );
    const ofRobbery = <T extends { theme: { code: string } }>(rows: T[]) =>
      rows.find(({ theme }) => theme.code === 'robbery')!;
    expect({
      counts: (await countsOf(ROBBERIES)).total.count,
      clusters: answer.hotspotClusters.incidentCount,
      trend: answer.trend.current,
      review: ofRobbery(answer.quarterlyReview.rows).actual,
      assessment: answer.strategicAssessment.themes[0].performance[0].current,
      costs: ofRobbery(answer.crimeCosts.rows).incidents,
    }).toEqual({ counts: 169, clusters: 169, trend: 169, review: 169, assessment: 169, costs: 169 });
  });

  test('are 169 in CSV and in OGC API Features', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const of = 'theme=robbery';
    const csv = await server.get(`/export/incidents.csv?${of}&from=2022-01-01&to=2022-03-31`, headers);
    expect(csv.body.trim().split('\n').length - 1).toBe(169);
    const path = `/ogc/collections/incidents/items?limit=1&${of}&datetime=2022-01-01/2022-03-31`;
    expect((await server.get(path, headers)).json().numberMatched).toBe(169);
  });

  test('are 338 where both sources are named, and the answer says so', async () => {
    const both = await countsOf({ ...ROBBERIES, sources: [CLOSED, OPEN] });
    expect(both.total.count).toBe(338);
    expect(sentencesOf(both.caveats).join(' ')).toContain('tell of the same events and were both named');
    expect((await countsOf({ ...ROBBERIES, sources: [OPEN] })).total.count).toBe(169);
  });
});

test('what an answer says that it counted can be sent back, and counts the same again', async () => {
  const asked = { partnership: TWICE, themes: ['robbery'], period: QUARTER };
  const trendOf = async (where: object) => {
    const { trend } = await api.ask<{
      trend: { current: number; parameters: { name: string; value: string }[]; sources: { code: string }[] };
    }>(
      'query ($where: IncidentFilter!) { trend(where: $where) { current parameters { name value } sources { code } } }',
      { where },
    );
    const sources = trend.parameters.find(({ name }) => name === 'sources')?.value.split(',');
    return { ...trend, again: { ...asked, ...(sources ? { sources } : {}) } };
  };
  const first = await trendOf(asked);
  expect([first.current, first.sources.map(({ code }) => code)]).toEqual([169, [CLOSED, OPEN]]);
  expect(first.parameters).toContainEqual({ name: 'defaultSources', value: `${CLOSED},${OPEN}` });
  expect((await trendOf(first.again)).current).toBe(169);
  const both = await trendOf({ ...asked, sources: [CLOSED, OPEN] });
  expect(both.current).toBe(338);
  expect((await trendOf(both.again)).current).toBe(338);
});

describe('a year in which the police delivered the last quarter', () => {
  test('counts the earlier months from data.police.uk, and says where the source changes', async () => {
    const found = await countsOf({ themes: ['robbery'], period: YEAR }, ['MONTH', 'SOURCE']);
    expect(found.total.count).toBe(9 * 40 + 169);
    for (const { month, source } of found.rows) expect(source).toBe(MONTHS.includes(month) ? CLOSED : OPEN);
    expect(sentencesOf(found.caveats)).toContainEqual(
      expect.stringMatching(
        /^Months to 2021-12 from data\.police\.uk street-level crime, from 2022-01 on from Police recorded crimes/,
      ),
    );
    expect(found.sources.map(({ code }) => code)).toEqual([CLOSED, OPEN]);
  });

  test('is known whole: a trend keeps its history', async () => {
    const { trend } = await api.ask<{ trend: { current: number; previous: number } }>(
      'query ($where: IncidentFilter!) { trend(where: $where) { current previous } }',
      { where: { partnership: TWICE, themes: ['robbery'], period: YEAR } },
    );
    expect(trend).toEqual({ current: 9 * 40 + 169, previous: 12 * 40 });
  });

  test('is answered from data.police.uk alone where the key may not read places of the police', async () => {
    const { hotspotClusters } = await api.ask<{
      hotspotClusters: { incidentCount: number; caveats: Caveats };
    }>(
      'query ($where: IncidentFilter!) { hotspotClusters(where: $where) { incidentCount caveats { message } } }',
      { where: { partnership: TWICE, themes: ['robbery'], period: YEAR } },
      { viewer: PUBLIC_VIEWER },
    );
    expect(hotspotClusters.incidentCount).toBe(9 * 40 + 169);
    expect(sentencesOf(hotspotClusters.caveats).join(' ')).not.toContain('Months to');
  });
});

test('a theme that only the police tell apart is unknown, not zero, in months of data.police.uk', async () => {
  const { quarterlyReview } = await api.ask<{
    quarterlyReview: { rows: { theme: { code: string }; actual: number | null; previous: number | null }[] };
  }>(
    `{ quarterlyReview(partnership: "TWICE", quarter: "2022-Q1") { rows { theme { code } actual previous } } }`,
  );
  const of = (theme: string) => quarterlyReview.rows.find(({ theme: { code } }) => code === theme);
  expect(of('serious-acquisitive-crime')).toMatchObject({ previous: null });
  expect(of('serious-acquisitive-crime')!.actual).toBeGreaterThan(169);
  expect(of('robbery')).toMatchObject({ actual: 169, previous: 3 * 40 });
});

describe('by area, to somebody who may read protected counts only', () => {
  const W1 = [{ ward: 'W1' }];
  const askedBy = (where: object, by: string[] = []) => countsOf(where, by, PUBLIC_VIEWER);
  const inAnyWard = { themes: ['serious-acquisitive-crime'], period: QUARTER };

  test('data.police.uk counts in place of the police, and a caveat says so', async () => {
    const found = await askedBy(ROBBERIES, ['WARD', 'SOURCE']);
    expect(found.total.count).toBe(169);
    expect([...new Set(found.rows.map(({ source }) => source))]).toEqual([OPEN]);
    expect(sentencesOf(found.caveats)).toContainEqual(
      expect.stringMatching(
        /^Police recorded crimes: parts of the categories of data\.police\.uk.*; left out\.$/,
      ),
    );
    expect((await askedBy({ ...ROBBERIES, areas: W1 })).total.count).toBe(169);
  });

  test.each([{ by: ['WARD'] }, { by: ['POSTCODE_DISTRICT'] }, { by: [], areas: W1 }])(
    'parts of its categories are refused, with what to ask instead: %j',
    async ({ by, ...where }) => {
      await expect(askedBy({ ...inAnyWard, ...where, sources: [CLOSED] }, by)).rejects.toThrow(
        'told for the partnership as a whole only, to this key. By area, ask sources ["police-uk-street"] for open-',
      );
    },
  );

  test('parts are told for the partnership; by ward only with exact counts, or where they are no part', async () => {
    expect((await askedBy(inAnyWard)).total.count).toBeGreaterThan(150);
    const partner = { ...api.viewer, role: 'PARTNER' as const };
    expect((await countsOf(inAnyWard, ['WARD'], partner)).total.count).toBeGreaterThan(150);
    const drunk = { offences: ['drunkenness'], sources: [CLOSED], period: QUARTER };
    await expect(askedBy(drunk, ['WARD'])).resolves.toBeDefined();
  });

  test('the database itself tells no place of them from December 2010 on', async () => {
    const { database } = fixture;
    await partnershipOf(database, 'FORMER');
    await importAreas(database, 'FORMER', 'WARD', [{ code: 'W2', ring: box(0, 0, 2000) }]);
    const robberies = (month: string) =>
      Array.from({ length: 20 }, (_, i) => recorded('robbery-personal', month, i));
    await load(database, 'FORMER', [...robberies('2010-11'), ...robberies('2010-12')]);
    const rows = await sql(
      database,
      `SELECT to_char(month, 'YYYY-MM') AS month, bool_and(ward_id IS NULL) AS placeless
       FROM published_count JOIN partnership ON partnership.id = partnership_id
       WHERE code = 'FORMER' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { month: '2010-11', placeless: false },
      { month: '2010-12', placeless: true },
    ]);
    const of = (month: string, last: number) =>
      askedBy(
        {
          ...{ partnership: 'FORMER', sources: [CLOSED] },
          period: { from: `${month}-01`, to: `${month}-${last}` },
        },
        ['WARD'],
      );
    expect((await of('2010-11', 30)).total.count).toBeGreaterThan(15);
    await expect(of('2010-12', 31)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('parents and parts', () => {
  const pairs = THEMES.flatMap(({ code, parent }) => (parent ? [[parent, code]] : []));

  test('a parent is never smaller than its part, by theme and in costs', async () => {
    expect(pairs.length).toBeGreaterThan(5);
    const { rows } = await countsOf({ period: QUARTER }, ['THEME']);
    const { crimeCosts } = await api.ask<{
      crimeCosts: { rows: { theme: { code: string }; incidents: number }[] };
    }>(
      `query ($period: PeriodInput!) {
        crimeCosts(partnership: "TWICE", period: $period, weightSet: "incident-count") { rows { theme { code } incidents } }
      }`,
      { period: QUARTER },
    );
    const counts = new Map(rows.map(({ theme, count }) => [theme, count]));
    const costs = new Map(crimeCosts.rows.map(({ theme, incidents }) => [theme.code, incidents]));
    for (const numbers of [counts, costs])
      for (const [parent, part] of pairs)
        expect([parent, part, (numbers.get(parent) ?? 0) >= (numbers.get(part) ?? 0)]).toEqual([
          parent,
          part,
          true,
        ]);
  });

  test.each(pairs)('%s is not smaller than %s where each is asked for', async (parent, part) => {
    const count = async (theme: string) => (await countsOf({ themes: [theme], period: QUARTER })).total.count;
    expect(await count(parent)).toBeGreaterThanOrEqual(await count(part));
  });
});

describe('a quarter of hospital records and of stop and search', () => {
  const ANSWERS = `query ($all: IncidentFilter!, $robbery: IncidentFilter!, $open: IncidentFilter!, $period: PeriodInput!) {
    all: incidentCounts(where: $all, by: [MONTH, SOURCE]) { ...counts }
    robbery: incidentCounts(where: $robbery, by: [WARD, MONTH]) { ...counts }
    open: incidentCounts(where: $open, by: [MONTH]) { ...counts }
    allTrend: trend(where: $all) { ...trend }
    openTrend: trend(where: $open) { ...trend }
    clusters: hotspotClusters(where: $open) { incidentCount noiseCount clusters { incidentCount share } caveats { message } }
    hours: weekGrid(where: $all) { incidents excluded caveats { message } parameters { name value } }
    rates: areaRates(where: $all, kind: WARD) { pooledRate caveats { message } parameters { name value } }
    emerging: emergingHotspots(where: $robbery) { caveats { message } parameters { name value } }
    concentration(where: $open) { units incidents caveats { message } }
    review: quarterlyReview(partnership: "TWICE", quarter: "2022-Q1") { rows { actual previous } caveats { message } }
    costs: crimeCosts(partnership: "TWICE", period: $period, weightSet: "incident-count") { total { incidents } caveats { message } }
    assessment: strategicAssessment(partnership: "TWICE", period: $period, themes: ["robbery"]) {
      themes { performance { current previous } unseen { line because } } caveats { message } parameters { name value }
    }
    incidents(where: $all) { totalCount }
  }
  fragment counts on IncidentCounts {
    total { count } rows { areaCode month source count } sources { code } caveats { message }
  }
  fragment trend on Trend { current previous percent series { month count } caveats { message } parameters { name value } }`;

  test('change no answer that did not name them', async () => {
    const where = { partnership: TWICE };
    const variables = {
      all: where,
      robbery: { ...where, themes: ['robbery'] },
      open: { ...where, offences: ['open-robbery'] },
      period: YEAR,
    };
    const before = await api.execute(ANSWERS, variables);
    await load(fixture.database, TWICE, [
      ...MONTHS.flatMap((month) =>
        Array.from({ length: 20 }, (_, i) =>
          crime({
            source: 'hospital-admissions',
            offence: 'admission-assault',
            at: [500, 500],
            precision: 'DAY',
            occurredFrom: `${month}-${pad(i + 1)}T12:00:00.000Z`,
          }),
        ),
      ),
      crime({ source: 'police-uk-stop-search', offence: 'search-person', at: [700, 700] }),
    ]);
    const after = await api.execute(ANSWERS, variables);
    const refused = ({ errors = [] }: typeof before) => errors.map(({ path, message }) => [path, message]);
    expect(refused(after)).toEqual(refused(before));
    expect(after.data).toEqual(before.data);
    expect(Object.values(after.data).filter((answer) => answer !== null).length).toBeGreaterThan(9);
    expect((await countsOf({ sources: ['hospital-admissions'] })).total.count).toBe(60);
  });
});
