/**
 * The API finds the rates, peers and targets that are planted in the demonstration.
 *
 * @backend either
 */
import {
  demonstration,
  NOT_TOLD_BY_RECORDED_CRIME,
  PEER_TRUTH,
  partnershipFigures,
  REVIEWED_QUARTER,
  TARGET_TRUTH,
} from '../../../seeds/demonstration';
import { Api, analystOf, sql } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let api: Api;
beforeAll(async () => {
  fixture = await createDemonstration();
  const [{ id }] = await sql<{ id: number }>(
    fixture.database,
    "SELECT id FROM partnership WHERE code = 'DEMO2009'",
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

interface Peers {
  score: number;
  rows: { code: string; rank: number; rate: number; position: string }[];
  group: { members: { name: string }[] };
}
const PEERS = `query ($where: IncidentFilter!) {
  peerComparison(where: $where) { score rows { code rank rate position } group { members { name } } }
}`;
const peersOf = async (theme: string, period: object) =>
  (
    await api.ask<{ peerComparison: Peers }>(PEERS, {
      where: { partnership: 'DEMO2009', themes: [theme], period },
    })
  ).peerComparison;

describe.each(PEER_TRUTH)('the group performance planted for $theme', ({ theme, printed, score, rank }) => {
  test.each([
    ['the twelve months to June 2009', { from: '2008-07-01', to: '2009-06-30' }],
    ['January to June 2009', { from: '2009-01-01', to: '2009-06-30' }],
    ['July to December 2008', { from: '2008-07-01', to: '2008-12-31' }],
  ])('is found in %s', async (_, period) => {
    const found = await peersOf(theme, period);
    expect(found.rows).toHaveLength(15);
    expect(found.score).toBe(score);
    if (printed !== '*') expect(String(found.score)).toBe(printed);
    const own = found.rows.find(({ code }) => code === 'DEMO2009')!;
    if (rank !== undefined) expect(own.rank).toBe(rank);
  });
});

test.each(NOT_TOLD_BY_RECORDED_CRIME)(
  'the group performance in %s is unknown, as the document has it',
  async (theme) => {
    const where = { partnership: 'DEMO2009', themes: [theme] };
    expect((await api.refusal(PEERS, { where })).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
  },
);

test('every invented member says that it is invented', async () => {
  const { group } = await peersOf('robbery', { from: '2008-07-01', to: '2009-06-30' });
  for (const { name } of group.members) expect(name).toMatch(/synthetic|demonstration/);
});

test('the quarterly review finds every planted status', async () => {
  const { quarterlyReview } = await api.ask<{
    quarterlyReview: { rows: { theme: { code: string }; status: string }[] };
  }>(
    `query ($quarter: String!) {
      quarterlyReview(partnership: "DEMO2009", quarter: $quarter) { rows { theme { code } status } }
    }`,
    { quarter: REVIEWED_QUARTER },
  );
  const found = new Map(quarterlyReview.rows.map(({ theme, status }) => [theme.code, status]));
  for (const { theme, status } of TARGET_TRUTH) expect([theme, found.get(theme)]).toEqual([theme, status]);
});

describe('the residents', () => {
  const figures = demonstration.population();
  const sum = (condition: (figure: (typeof figures)[number]) => boolean) =>
    figures.filter(condition).reduce((total, { n }) => total + n, 0);

  test('are about as many as Central Bedfordshire had, in every table the same', () => {
    const all = sum((f) => f.measure === 'RESIDENTS' && f.ageBand === null);
    expect(all).toBe(partnershipFigures().residents);
    expect(all).toBeGreaterThan(250_000);
    expect(all).toBeLessThan(260_000);
    expect(sum((f) => f.ageBand !== null && f.ethnicity === null)).toBe(all);
    expect(sum((f) => f.ethnicity !== null)).toBe(all);
    for (const { n } of figures) expect(Number.isInteger(n) && n >= 0).toBe(true);
  });

  test('are those of the partnership that the database holds, with a rate for every ward', async () => {
    const [{ n }] = await sql<{ n: number }>(
      fixture.database,
      `SELECT sum(n) AS n FROM population WHERE area_kind = 'PARTNERSHIP' AND measure = 'RESIDENTS'
       AND ethnicity_system IS NOT NULL`,
    );
    expect(n).toBe(partnershipFigures().residents);
    for (const [theme, kind] of [
      ['domestic-burglary', 'WARD'],
      ['theft-from-vehicles', 'SNT_AREA'],
      ['non-domestic-burglary', 'WARD'],
      ['violent-crime', 'PARTNERSHIP'],
    ]) {
      const { areaRates } = await api.ask<{
        areaRates: { rows: { ratePerThousandPerYear: number | null }[] };
      }>(
        `query ($where: IncidentFilter!, $kind: AreaKind!) {
          areaRates(where: $where, kind: $kind) { rows { ratePerThousandPerYear } }
        }`,
        {
          where: {
            partnership: 'DEMO2009',
            themes: [theme],
            period: { from: '2008-07-01', to: '2009-06-30' },
          },
          kind,
        },
      );
      expect(areaRates.rows.length).toBe(kind === 'WARD' ? 31 : kind === 'SNT_AREA' ? 24 : 1);
      for (const { ratePerThousandPerYear } of areaRates.rows) expect(ratePerThousandPerYear).not.toBeNull();
    }
  });
});
