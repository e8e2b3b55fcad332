import { PUBLIC_VIEWER } from '../../../src/access';
import { importPeers, importRecordedCrime } from '../../../src/ingest';
import type { Database } from '../../../src/platform/database';
import { poissonInterval } from '../../../src/platform/statistics';
import { fileOf, problemOf } from '../../ingest/files';
import { Api, analystOf, withoutVersions } from '../../support/api';
import { sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { dumpOf, withoutLedger } from '../../support/dump';
import { partnershipOf } from '../../support/ground';

let fixture: TestDatabase;
let database: Database;
let api: Api;

const GROUP = [
  'year,code,name,residents,households',
  '2020,E22000001,Ours,100000,40000',
  '2020,E22000002,Peer & Co,100000,40000',
  '2020,E22000003,Third,50000,',
];
const HEADER =
  'Financial Year,Financial Quarter,Police Force,CSP Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,Offence Count';
const row = (
  name: string,
  quarter: number,
  code: string,
  subgroup: string,
  n: number | string,
  year = '2022/23',
) => `${year},${quarter},Somewhere,${name},Words,Group,${subgroup},${code},${n}`;
const table = (...rows: string[]) => fileOf([HEADER, ...rows].join('\n'), 'recorded.csv');
const group = (...rows: string[]) => fileOf([...GROUP, ...rows].join('\n'), 'group.csv');

const YEAR = [1, 2, 3, 4].flatMap((quarter) => [
  row('Ours', quarter, '28E', 'Domestic burglary', 30),
  row('Ours', quarter, '45', 'Vehicle offences', 10),
  row('Ours', quarter, '99Z', 'Miscellaneous crimes against society', 1),
  row('peer & co', quarter, '28Q', 'Residential burglary', 20),
  row('Third', quarter, '28E', 'Domestic burglary', quarter === 4 ? -1 : 4),
  row('Elsewhere', quarter, '28E', 'Domestic burglary', 999),
  row('Unassigned', quarter, '28E', 'Domestic burglary', 5),
]);

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  const id = await partnershipOf(database, 'E22000001');
  api = await Api.on(database, analystOf(id));
}, 60_000);
afterAll(() => fixture.remove());

const PEERS = `query ($where: IncidentFilter!, $denominator: Denominator) {
  peerComparison(where: $where, denominator: $denominator) {
    group { year members { code name } }
    rows { code name count population rate lower upper position rank withoutRateBecause }
    score pooledRate denominator window { from to } parameters { name value } dataVersion caveats { message }
  }
}`;
const ours = { partnership: 'E22000001' };
// biome-ignore lint/suspicious/noExplicitAny: the shape is the operation above
const compare = async (where: object, more: object = {}, asking = {}): Promise<any> =>
  (await api.ask<{ peerComparison: unknown }>(PEERS, { where: { ...ours, ...where }, ...more }, asking))
    .peerComparison;

test('before the group is known, recorded crime is refused, and the comparison says what to import', async () => {
  const problem = await problemOf(
    importRecordedCrime(database, { partnership: 'E22000001', paths: [table(YEAR[0])] }),
  );
  expect(problem.message).toContain('csg import peers');
  const refusal = await api.refusal(PEERS, { where: ours });
  expect(refusal).toMatchObject({ code: 'NOT_ENOUGH_DATA' });
});

test('groups are loaded with every row accounted for, and must hold the partnership itself', async () => {
  const options = { partnership: 'E22000001' };
  const account = await importPeers(database, {
    ...options,
    paths: [
      group(
        '2020,E22000003,Again,1,1',
        '2020,E22000009,third,1,1',
        'MMXX,E22000004,Fourth,1,1',
        '2020,,X,1,1',
      ),
    ],
  });
  expect(account.line()).toBe('read 7 = loaded 3 + unchanged 0 + outside 0 + unlocated 0 + rejected 4');
  const again = await importPeers(database, { ...options, paths: [group()] });
  expect(again.line()).toBe('read 3 = loaded 0 + unchanged 3 + outside 0 + unlocated 0 + rejected 0');
  const without = fileOf('year,code,name\n2021,E22000002,Peer & Co');
  expect((await problemOf(importPeers(database, { ...options, paths: [without] }))).message).toContain(
    'lacks the partnership itself',
  );
});

test('a recorded-crime table: members are kept, others are outside, unassigned rows are unlocated', async () => {
  const options = { partnership: 'E22000001', paths: [table(...YEAR)] };
  const account = await importRecordedCrime(database, options);
  expect(account.line()).toBe('read 28 = loaded 20 + unchanged 0 + outside 4 + unlocated 4 + rejected 0');
  const before = await dumpOf(database);
  const again = await importRecordedCrime(database, options);
  expect(again.line()).toBe('read 28 = loaded 0 + unchanged 20 + outside 4 + unlocated 4 + rejected 0');
  const after = await dumpOf(database);
  expect(withoutLedger(after)).toEqual(withoutLedger(before));
});

test.each([
  [row('Ours', 5, '45', 'Vehicle offences', 1), 'Financial Quarter'],
  [row('Ours', 1, '45', 'Vehicle offences', 1, '2022/24'), 'Financial Year'],
  [row('Ours', 1, '45', 'Vehicle offences', '1.5'), 'Offence Count'],
  [row('Ours', 1, '', 'Vehicle offences', 1), 'Offence Code'],
  ['2022/23,1', 'row'],
])('refuses %s', async (line, field) => {
  const account = await importRecordedCrime(database, { partnership: 'E22000001', paths: [table(line)] });
  expect(account.rejects()).toMatchObject([{ field, rows: 1 }]);
});

test('rates of the group, their funnel, rank and score, by hand', async () => {
  const found = await compare({ themes: ['domestic-burglary'] });
  expect(found.window).toEqual({ from: '2022-04-01', to: '2023-03-31' });
  expect(found.denominator).toBe('HOUSEHOLDS');
  expect(found.group).toEqual({
    year: 2020,
    members: [
      { code: 'E22000001', name: 'Ours' },
      { code: 'E22000002', name: 'Peer & Co' },
      { code: 'E22000003', name: 'Third' },
    ],
  });
  // Of 100 expected, 120 or more come by chance in 28 of 1,000 cases, 80 or fewer in 23.
  expect(found.rows).toMatchObject([
    { code: 'E22000001', count: 120, population: 40_000, rate: 3, position: 'WITHIN', rank: 1 },
    { code: 'E22000002', count: 80, population: 40_000, rate: 2, position: 'BELOW_95', rank: 2 },
    { code: 'E22000003', count: 11, population: null, rate: null, position: null, rank: null },
  ]);
  expect(found.rows[0].lower).toBeCloseTo(poissonInterval(120).lower / 40, 12);
  expect(found.rows[2].withoutRateBecause).toContain('households are not in the file');
  expect(found.pooledRate).toBeCloseTo(2.5, 12);
  expect(found.score).toBe(2);
  expect(found.parameters).toContainEqual({
    name: 'recordedOffences',
    value: expect.stringMatching(/^Burglary in a dwelling/),
  });
});

test('per residents where asked, with the third member in it, whose corrections count', async () => {
  const { rows } = await compare({ themes: ['domestic-burglary'] }, { denominator: 'RESIDENTS' });
  expect(rows.map(({ code, rate }: { code: string; rate: number }) => [code, rate])).toEqual([
    ['E22000001', 1.2],
    ['E22000002', 0.8],
    ['E22000003', 0.22],
  ]);
});

test('all recorded crime, also what is none of our offences', async () => {
  const { rows, denominator } = await compare({});
  expect(denominator).toBe('RESIDENTS');
  expect(rows[0]).toMatchObject({ code: 'E22000001', count: 164 });
});

test('a period is cut to whole quarters that were imported', async () => {
  const { window, rows, caveats } = await compare({
    themes: ['domestic-burglary'],
    period: { from: '2022-05-10', to: '2023-06-30' },
  });
  expect(window).toEqual({ from: '2022-07-01', to: '2023-03-31' });
  expect(rows[0].count).toBe(90);
  expect(rows[0].rate).toBeCloseTo(90 / 40 / (274 / 365), 9);
  expect(sentencesOf(caveats).join(' ')).toContain('shortened to the whole quarters');
  const where = { ...ours, period: { from: '2022-05-01', to: '2022-06-30' } };
  expect((await api.refusal(PEERS, { where })).code).toBe('NOT_ENOUGH_DATA');
});

test('refuses what published tables cannot tell', async () => {
  for (const theme of ['anti-social-behaviour', 'domestic-abuse', 'hate-crime', 'alcohol-misuse'])
    expect((await api.refusal(PEERS, { where: { ...ours, themes: [theme] } })).code).toBe(
      'NOT_SUPPORTED_FOR_SOURCE',
    );
  for (const more of [{ areas: [{ ward: 'W1' }] }, { flags: ['hate'] }, { sources: ['police-crimes'] }])
    expect((await api.refusal(PEERS, { where: { ...ours, ...more } })).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
  expect((await api.refusal(PEERS, { where: { ...ours, themes: ['nonsense'] } })).code).toBe(
    'BAD_USER_INPUT',
  );
});

test('is open data: everyone may read it', async () => {
  expect(
    withoutVersions(await compare({ themes: ['domestic-burglary'] }, {}, { viewer: PUBLIC_VIEWER })),
  ).toEqual(withoutVersions(await compare({ themes: ['domestic-burglary'] })));
});

test('a later edition of the group counts from its year on, and a member that left is taken out', async () => {
  const options = { partnership: 'E22000001' };
  const edition = (...rows: string[]) => fileOf(['year,code,name,households', ...rows].join('\n'));
  await importPeers(database, {
    ...options,
    paths: [edition('2023,E22000001,Ours,40000', '2023,E22000002,Peer & Co,40000', '2023,E22000007,New,1')],
  });
  expect((await compare({ themes: ['domestic-burglary'] })).group.year).toBe(2023);
  await importPeers(database, {
    ...options,
    paths: [edition('2023,E22000001,Ours,50000', '2023,E22000002,Peer & Co,40000')],
  });
  const { group: members, rows } = await compare({ themes: ['domestic-burglary'] });
  expect(members.members).toHaveLength(2);
  expect(rows[0]).toMatchObject({ code: 'E22000001', rate: 2.4 });
  const before = { from: '2022-04-01', to: '2022-12-31' };
  expect((await compare({ themes: ['domestic-burglary'], period: before })).group.year).toBe(2020);
});

test('a member whose quarters are missing has no rate', async () => {
  await importRecordedCrime(database, {
    partnership: 'E22000001',
    paths: [table(row('Ours', 1, '28E', 'Domestic burglary', 30, '2023/24'))],
  });
  const period = { from: '2023-01-01', to: '2023-06-30' };
  const { rows } = await compare({ themes: ['domestic-burglary'], period });
  expect(rows[1]).toMatchObject({ code: 'E22000002', rate: null, count: null });
  expect(rows[1].withoutRateBecause).toContain('1 of 2 quarters');
});
