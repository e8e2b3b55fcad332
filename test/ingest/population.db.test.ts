import { gzipSync } from 'node:zlib';
import { AreaKind } from '../../src/domain/areas';
import { importBoundaries, importPopulation } from '../../src/ingest';
import type { Database } from '../../src/platform/database';
import { describeWithSharedData } from '../shared-data';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf } from '../support/dump';
import { box, importAreas, partnershipOf } from '../support/ground';
import { fileOf, problemOf } from './files';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

interface Figure {
  kind: string;
  code: string;
  year: number;
  band: string | null;
  sex: string | null;
  n: number;
  estimated: boolean;
}

const figuresOf = (partnership: string, condition = 'true') =>
  sql<Figure>(
    database,
    `SELECT area_kind AS kind, area_code AS code, year, age_band AS band, sex, n, estimated FROM population
     WHERE partnership_id = (SELECT id FROM partnership WHERE code = :code) AND measure = 'RESIDENTS' AND ${condition}
     ORDER BY area_kind, area_code COLLATE "C", year, age_band NULLS FIRST, sex NULLS FIRST`,
    { code: partnership },
  );

const plain = (...rows: string[]) =>
  fileOf(['area_code,year,age_band,sex,count', ...rows].join('\n'), 'population.csv');
const load = (
  partnership: string,
  paths: string[],
  options: { year?: number; localAuthority?: string } = {},
) => importPopulation(database, { partnership, paths, ...options });

/** Two wards beside each other, one SNT area for both, and what lies across the border. */
async function twoWards(code: string): Promise<void> {
  await partnershipOf(database, code);
  await importAreas(database, code, 'WARD', [
    { code: 'W1', ring: box(0, 0, 1000) },
    { code: 'W2', ring: box(1000, 0, 1000) },
  ]);
  await importAreas(database, code, 'SNT_AREA', [{ code: 'S1', ring: box(0, 0, 2000, 1000) }]);
}

describe('the plain table', () => {
  const rows = [
    'W1,2021,20-29,FEMALE,30',
    'W1,2021,20-29,male,20',
    'W1,2021,AGE_80_PLUS,F,5',
    'W1,2021,80+,M,4',
  ];

  test('is loaded by age band and sex, summed to SNT areas and partnership, and every row has its fate', async () => {
    await twoWards('PLAIN');
    const { account, notes } = await load('PLAIN', [
      plain(...rows, ...rows.map((row) => row.replace('W1', 'W2')), 'W9,2021,20-29,FEMALE,1'),
    ]);
    expect(account.line()).toBe('read 9 = loaded 8 + unchanged 0 + outside 1 + unlocated 0 + rejected 0');
    expect(notes).toEqual([
      '2021: residents of 1 of 1 partnership summed from wards by best fit.',
      '2021: residents of 1 of 1 SNT areas summed from wards by best fit.',
    ]);
    const figures = await figuresOf('PLAIN', "area_kind IN ('SNT_AREA', 'WARD')");
    expect(figures.filter(({ code }) => code !== 'W2')).toEqual(
      ['S1', 'W1'].flatMap((code) =>
        [
          ['AGE_20_29', 'FEMALE', 30],
          ['AGE_20_29', 'MALE', 20],
          ['AGE_80_PLUS', 'FEMALE', 5],
          ['AGE_80_PLUS', 'MALE', 4],
        ].map(([band, sex, n]) => ({
          kind: code === 'S1' ? 'SNT_AREA' : 'WARD',
          code,
          year: 2021,
          band,
          sex,
          n: code === 'S1' ? 2 * Number(n) : n,
          estimated: code === 'S1',
        })),
      ),
    );
  });

  test('a second time changes nothing but the ledger', async () => {
    await twoWards('TWICE');
    const file = plain(...rows);
    await load('TWICE', [file]);
    const before = await dumpOf(database);
    const { account } = await load('TWICE', [file]);
    expect(account.line()).toBe('read 4 = loaded 0 + unchanged 4 + outside 0 + unlocated 0 + rejected 0');
    expect(await dumpOf(database)).toEqual({
      ...before,
      submission: expect.not.stringMatching(before.submission),
      audit: expect.not.stringMatching(before.audit),
    });
  });

  test('a corrected figure replaces the old one, and the sums with it', async () => {
    await twoWards('CORRECTED');
    const all = (n: number) => plain(`W1,2021,,,${n}`, 'W2,2021,,,50');
    await load('CORRECTED', [all(40)]);
    const version = () =>
      sql<{ data_version: number }>(
        database,
        "SELECT data_version FROM partnership WHERE code = 'CORRECTED'",
      );
    const [before] = await version();
    const { account } = await load('CORRECTED', [all(60)]);
    expect(account.count('loaded')).toBe(1);
    expect((await figuresOf('CORRECTED')).map(({ code, n }) => [code, n])).toEqual([
      ['CORRECTED', 110],
      ['S1', 110],
      ['W1', 60],
      ['W2', 50],
    ]);
    expect((await version())[0].data_version).toBe(before.data_version + 1);
  });

  test('a figure that was delivered is kept against a sum', async () => {
    await twoWards('DELIVERED');
    await load('DELIVERED', [plain('S1,2021,,,95')]);
    await load('DELIVERED', [plain('W1,2021,,,40', 'W2,2021,,,50')]);
    expect(await figuresOf('DELIVERED', "area_kind = 'SNT_AREA'")).toMatchObject([
      { n: 95, estimated: false },
    ]);
  });

  test('an area that the smaller ones do not cover gets no sum', async () => {
    await twoWards('HALF');
    const { notes } = await load('HALF', [plain('W1,2021,,,40')]);
    expect((await figuresOf('HALF')).map(({ code }) => code)).toEqual(['W1']);
    expect(notes.join(' ')).toContain('the file has no row for 1 of the 2 wards');
    expect(notes.join(' ')).toContain('residents of 0 of 1 SNT areas');
  });

  test.each([
    ['W1,21,,,1', 'year', 'not a year'],
    ['W1,2021,20-24,,1', 'age_band', 'not a ten-year band'],
    ['W1,2021,90+,,1', 'age_band', 'not a ten-year band'],
    ['W1,2021,,X,1', 'sex', 'not FEMALE or MALE'],
    ['W1,2021,,,-1', 'count', 'not a whole number'],
    ['W1,2021,,,1.5', 'count', 'not a whole number'],
    ['W1,2021,,', 'row', '4 fields where the header has 5'],
  ])('refuses %s', async (row, field, reason) => {
    await twoWards(`REFUSED ${row}`);
    const { account } = await load(`REFUSED ${row}`, [plain(row, 'W1,2021,,,7')]);
    expect(account.rejects()).toMatchObject([{ field, reason: expect.stringContaining(reason) }]);
    expect(account.rejects()[0].lines[0].line).toBe(2);
    expect(account.count('loaded')).toBe(1);
  });

  test('the same people twice are refused, not added', async () => {
    await twoWards('DOUBLE');
    const { account } = await load('DOUBLE', [plain('W1,2021,,,7', 'W1,2021,,,8')]);
    expect(account.line()).toBe('read 2 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 1');
  });

  test('ethnicity with its system, and other measures', async () => {
    await twoWards('MORE');
    const file = fileOf(
      [
        'area_code,year,age_band,sex,count,ethnicity_system,ethnicity,measure',
        'W1,2021,20-29,FEMALE,3,SELF_DEFINED_16_1,W1,',
        'W1,2021,,,11,,,households',
        'W1,2021,,,5,SELF_DEFINED_16_1,,',
        'W1,2021,,MALE,5,,,VEHICLES',
        'W1,2021,,,5,,,CATS',
      ].join('\n'),
    );
    const { account } = await load('MORE', [file]);
    expect(account.line()).toBe('read 5 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 3');
    expect(account.rejects().map(({ field }) => field)).toEqual(['ethnicity_system', 'measure', 'measure']);
  });
});

test('LSOAs are summed to the ward that they share most ground with; those outside are accounted as outside', async () => {
  await twoWards('LSOAS');
  await importAreas(database, 'LSOAS', 'LSOA', [
    { code: 'E01000001', ring: box(0, 0, 600, 1000) },
    { code: 'E01000002', ring: box(600, 0, 600, 1000) }, // 400 m of it in W1, 200 m in W2
    { code: 'E01000003', ring: box(1200, 0, 800, 1000) },
    { code: 'E01000004', ring: box(1900, 0, 1000, 1000) }, // mostly across the border
  ]);
  const ages = Array.from({ length: 91 }, (_, age) => (age === 90 ? '90+' : String(age)));
  const row = (code: string, total = 91) => [`Place ${code}`, code, total, ...ages.map(() => 1)].join(',');
  const file = fileOf(
    gzipSync(
      [
        `lsoa11_name,lsoa11_code,total_population,${ages.join(',')}`,
        ...['E01000001', 'E01000002', 'E01000003', 'E01000004', 'E01099999'].map((code) => row(code)),
        row('E01000001', 92),
      ].join('\n'),
    ),
    'population20_lsoa11.csv.gz',
  );
  expect((await problemOf(load('LSOAS', [file]))).message).toContain('--year');
  const { account } = await load('LSOAS', [file], { year: 2020 });
  expect(account.line()).toBe('read 6 = loaded 3 + unchanged 0 + outside 2 + unlocated 0 + rejected 1');
  expect(account.rejects()[0]).toMatchObject({ field: 'total_population' });
  const totals = await figuresOf('LSOAS', 'age_band IS NULL');
  expect(totals.map(({ code, n, estimated }) => [code, n, estimated])).toEqual([
    ['E01000001', 91, false],
    ['E01000002', 91, false],
    ['E01000003', 91, false],
    ['LSOAS', 273, true],
    ['S1', 273, true],
    ['W1', 182, true],
    ['W2', 91, true],
  ]);
  const bands = await figuresOf('LSOAS', "age_band_system = 'TEN_YEAR' AND area_code = 'W1'");
  expect(bands.map(({ band, n }) => [band, n])).toEqual([
    ...[0, 10, 20, 30, 40, 50, 60, 70].map((from) => [`AGE_${from}_${from + 9}`, 20]),
    ['AGE_80_PLUS', 22],
  ]);
});

test('the census by local authority, whose broad bands are taken only where they add up', async () => {
  await twoWards('CENSUS');
  const header =
    'ltla21_code,total_population,total_females,total_males,younger_females,working_age_females,older_females,' +
    'younger_males,working_age_males,older_males';
  const file = fileOf(
    [header, 'E06000001,100,60,40,10,40,5,10,20,10', 'E06000002,100,60,40,10,40,10,10,20,10'].join('\n'),
  );
  const short = await load('CENSUS', [file], { year: 2021, localAuthority: 'E06000001' });
  expect(short.account.line()).toBe('read 2 = loaded 1 + unchanged 0 + outside 1 + unlocated 0 + rejected 0');
  expect(short.notes[0]).toContain('the age bands do not add up');
  expect((await figuresOf('CENSUS')).map(({ band, sex, n }) => [band, sex, n])).toEqual([
    [null, null, 100],
    [null, 'FEMALE', 60],
    [null, 'MALE', 40],
  ]);
  await load('CENSUS', [file], { year: 2021, localAuthority: 'E06000002' });
  expect((await figuresOf('CENSUS', "age_band = 'OLDER'")).map(({ sex, n }) => [sex, n])).toEqual([
    ['FEMALE', 10],
    ['MALE', 10],
  ]);
});

test('refuses files of another kind, and partnerships without boundaries', async () => {
  await partnershipOf(database, 'BARE');
  expect((await problemOf(load('BARE', [plain('W1,2021,,,1')]))).message).toContain('no boundaries');
  await twoWards('OTHER');
  const problem = await problemOf(load('OTHER', [fileOf('name,secret\nx,y')]));
  expect(problem.message).toContain('area_code, year, age_band, sex, count');
  expect(problem.message).not.toContain('secret');
  expect((await problemOf(load('OTHER', [fileOf('')]))).code).toBe('BAD_USER_INPUT');
});

describeWithSharedData(
  'the mid-2020 residents of Central Bedfordshire',
  [
    'population/population20_lsoa11.csv.gz',
    'population/age_gender21_ltla21_ew.csv',
    'boundaries/wards_by_lad/E06000056.json',
    'boundaries/lsoa_by_lad/E06000056.json',
    'boundaries/lsoa21/boundaries_lsoa21_bedfordshire_cleveland_salford_manchester.geojson',
  ],
  (lsoas, census, wards, boundaries, boundaries21) => {
    test('all 157 LSOAs are loaded, and every ward has residents', async () => {
      const code = 'E22000353';
      await partnershipOf(database, code, 'Central Bedfordshire');
      await importBoundaries(database, { partnership: code, kind: AreaKind.WARD, paths: [wards] });
      await importBoundaries(database, { partnership: code, kind: AreaKind.LSOA, paths: [boundaries] });
      const { account, notes } = await load(code, [lsoas], { year: 2020 });
      expect(account.line()).toBe(
        'read 34753 = loaded 157 + unchanged 0 + outside 34596 + unlocated 0 + rejected 0',
      );
      expect(notes).toContain('2020: residents of 31 of 31 wards summed from LSOAs by best fit.');
      const totals = await figuresOf(code, 'age_band IS NULL AND sex IS NULL');
      const sum = (kind: string) =>
        totals.filter((figure) => figure.kind === kind).reduce((total, { n }) => total + n, 0);
      expect(sum('LSOA')).toBe(294_096);
      expect(sum('WARD')).toBe(294_096);
      expect(sum('PARTNERSHIP')).toBe(294_096);
      await load(code, [census], { year: 2021, localAuthority: 'E06000056' });
      expect(await figuresOf(code, 'year = 2021 AND sex IS NULL')).toMatchObject([{ n: 294_252 }]);
    }, 120_000);

    test('LSOA codes of 2011 on boundaries of 2021: what is there is used, what is missing is said', async () => {
      const code = 'VINTAGE';
      await partnershipOf(database, code);
      await importBoundaries(database, { partnership: code, kind: AreaKind.WARD, paths: [wards] });
      await importBoundaries(database, { partnership: code, kind: AreaKind.LSOA, paths: [boundaries21] });
      const { account, notes } = await load(code, [lsoas], { year: 2020 });
      expect(account.balanced).toBe(true);
      expect(account.count('loaded')).toBeGreaterThan(100);
      expect(notes.join(' ')).toMatch(/the file has no row for \d+ of the \d+ LSOAs/);
      expect(notes.join(' ')).toMatch(/of \d\d of 31 wards summed .*; the others are not covered/);
    }, 120_000);
  },
);
