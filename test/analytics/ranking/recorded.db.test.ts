/**
 * Published tables of recorded crime tell themes apart that open data hold only within wider categories.
 *
 * @backend either
 */
import { storePeers, storeRecordedCrime } from '../../../src/analytics/trends';
import { storeOwnDocument } from '../../../src/domain/vocabulary';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let api: Api;

const CODES: [code: string, subgroup: string, before: number, now: number][] = [
  ['5D', 'Violence with injury', 100, 160],
  ['105A', 'Violence without injury', 300, 300],
  ['34B', 'Robbery of personal property', 40, 40],
  ['34A', 'Robbery of business property', 10, 10],
  ['19C', 'Rape', 30, 30],
  ['28E', 'Residential burglary', 90, 90],
  ['30C', 'Non-residential burglary', 20, 20],
];
const QUARTERS = ['2022-04-01', '2023-04-01', '2023-07-01'];
/** Share of the crimes of a quarter that the next one has. */
const NEXT = 0.5;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  await importAreas(database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
  await load(
    database,
    'HERE',
    ['2022', '2023'].flatMap((year) =>
      ['04', '05', '06'].flatMap((month) =>
        Array.from({ length: 400 }, () =>
          crime({
            ...{ source: 'police-uk-street', precision: 'MONTH', month: `${year}-${month}` },
            ...{ offence: 'open-violence-and-sexual-offences' },
            occurredFrom: `${year}-${month}-02T00:00:00.000Z`,
            occurredTo: `${year}-${month}-27T00:00:00.000Z`,
          }),
        ),
      ),
    ),
  );
  await database.transaction({}, async (session) => {
    await storeOwnDocument(session, id, { profile: 'community-safety', themes: [], without: [] }, 'a test');
    const peer = { line: 1, year: 2023, code: 'HERE', name: 'Here' };
    await storePeers(session, id, [
      { ...peer, residents: 100_000, households: null, vehicles: null, premises: null },
    ]);
    const rows = CODES.flatMap(([offenceCode, offenceSubgroup, ...counts]) =>
      [...counts, counts[1] * NEXT].map((n, i) => ({
        peerCode: 'HERE',
        quarter: QUARTERS[i],
        offenceCode,
        offenceSubgroup,
        n,
      })),
    );
    await storeRecordedCrime(
      session,
      id,
      rows.map((row, line) => ({ ...row, line })),
    );
  });
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

interface Row {
  theme: { code: string };
  rank: number | null;
  incidents: number | null;
  incidentBounds: { lower: number; upper: number } | null;
  cells: { criterion: { code: string }; computed: { value: number | null; evidence: string } }[];
}
const rows = async (from: string, to: string) =>
  (
    await api.ask<{ themeRanking: { rows: Row[] } }>(
      `query ($period: PeriodInput!) { themeRanking(partnership: "HERE", period: $period) { rows {
        theme { code } rank incidents incidentBounds { lower upper }
        cells { criterion { code } computed { value evidence } } } } }`,
      { period: { from, to } },
    )
  ).themeRanking.rows;
const rowIn = (all: Row[], theme: string) => all.find((row) => row.theme.code === theme)!;
const cellIn = (row: Row, code: string) =>
  row.cells.find(({ criterion }) => criterion.code === code)!.computed;

test('a theme that the tables tell apart is exact in a period of whole quarters: volume, trend and harm', async () => {
  const all = await rows('2023-04-01', '2023-06-30');
  const serious = rowIn(all, 'serious-violence');
  // Wounding, robbery and rape by their codes; homicide none.
  expect(serious).toMatchObject({ incidents: 240, incidentBounds: { lower: 240, upper: 240 } });
  expect(cellIn(serious, 'volume')).toEqual({
    value: 3,
    evidence: '240 of 1,200 incidents (20%), by the published tables of recorded crime; high from 5% on.',
  });
  expect(cellIn(serious, 'trend')).toEqual({
    value: 3,
    evidence: expect.stringMatching(/^240 incidents against 180 .* dispersion unknown\): deteriorating\.$/),
  });
  expect(cellIn(serious, 'harm')).toEqual({
    value: 2,
    evidence: expect.stringContaining('the weight of 240 of 240 incidents is known'),
  });
  expect(serious.rank).toBe(1);
  expect(rowIn(all, 'domestic-burglary')).toMatchObject({ incidents: 90 });
  expect(rowIn(all, 'non-domestic-burglary')).toMatchObject({ incidents: 20 });
  expect(rowIn(all, 'robbery')).toMatchObject({ incidents: 40 });
  // Flags are in no table.
  expect(rowIn(all, 'domestic-abuse')).toMatchObject({ incidents: null, incidentBounds: null });
});

test('a quarter that lies partly in the period may be of it or not: bounds of volume and harm, a trend of whole quarters', async () => {
  const all = await rows('2023-04-01', '2023-07-31');
  const serious = rowIn(all, 'serious-violence');
  expect(serious).toMatchObject({ incidents: null, incidentBounds: { lower: 240, upper: 360 } });
  expect(cellIn(serious, 'volume')).toEqual({
    value: 3,
    evidence:
      'From 240 to 360 of 1,200 incidents (20% to 30%), by the published tables of recorded crime, whose quarters begin ' +
      'before the period or end after it; high from 5% on.',
  });
  expect(cellIn(serious, 'trend')).toEqual({
    value: 3,
    evidence: expect.stringMatching(
      /^In the whole quarters 2023-04-01\/2023-06-30: 240 incidents against 180 /,
    ),
  });
  expect(cellIn(serious, 'harm').evidence).toMatch(/^From \d+ .* to \d+ .* on average, whichever crimes/);
  expect(serious.rank).not.toBeNull();
  // Half of the 90 of the whole quarter.
  expect(rowIn(all, 'domestic-burglary').incidentBounds).toEqual({ lower: 90, upper: 135 });
});

test('parts of quarters, and quarters that the tables do not hold, leave the bounds of open data', async () => {
  const month = rowIn(await rows('2023-04-01', '2023-04-30'), 'serious-violence');
  expect(month).toMatchObject({ incidents: null, incidentBounds: { lower: 0, upper: 400 } });
  const first = rowIn(await rows('2022-04-01', '2022-06-30'), 'serious-violence');
  expect(first.incidents).toBe(180);
  expect(cellIn(first, 'trend')).toMatchObject({
    value: null,
    evidence: expect.stringContaining('nothing to compare'),
  });
});
