import { gzipSync } from 'node:zlib';
import { NoPseudonyms1765550000000 } from '../../migrations/1765550000000-no-pseudonyms';
import { personalColumn, personalContent } from '../../src/access';
import { importPeople } from '../../src/ingest';
import { type PersonRow, peopleReader } from '../../src/ingest/people/reader';
import { isReject } from '../../src/ingest/reading/reader';
import { statement } from '../../src/platform/database/sql';
import { openSource } from '../../src/platform/files';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dataOf, dumpOf } from '../support/dump';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import { fileOf, gather, type PersonFields, peopleText, problemOf } from './files';

const read = async (text: string) =>
  (await gather(peopleReader().read(await openSource(fileOf(text, 'people.csv'))))).flat();
const one = async (fields: PersonFields) => {
  const [row] = await read(peopleText(fields));
  if (isReject(row)) throw new Error(`${row.field}: ${row.reason}`);
  return row;
};
const refused = async (fields: PersonFields) => {
  const [row] = await read(peopleText(fields));
  if (!isReject(row)) throw new Error('it was taken');
  return row;
};

describe('a row', () => {
  test('becomes a person', async () => {
    const { person, ...row } = await one({
      ...{ reference: 'JD/1204/23', role: 'Offender', sex: 'm', age: '22' },
      ...{
        ethnicitySystem: 'OFFICER_DEFINED_IC',
        ethnicity: 'IC1',
        pseudonym: 'N-00417',
        homeLsoa: 'e01017371',
      },
    });
    const { identity, ...rest } = person;
    expect(row).toEqual({ line: 2, source: 'police-crimes', reference: 'JD/1204/23' });
    expect(rest).toEqual({
      role: 'OFFENDER',
      organisation: false,
      sex: 'MALE',
      ageBand: { system: 'TEN_YEAR', code: 'AGE_20_29' },
      selfDefined: null,
      officerDefined: { system: 'OFFICER_DEFINED_IC', code: 'IC1' },
      home: { kind: 'LSOA', code: 'E01017371' },
    });
    expect(identity).not.toContain('N-00417');
  });

  test.each<[string, string, string]>([
    ['0', '', 'AGE_0_9'],
    ['19', 'TEN_YEAR', 'AGE_10_19'],
    ['80', 'TEN_YEAR', 'AGE_80_PLUS'],
    ['104', '', 'AGE_80_PLUS'],
    ['9', 'POLICE_UK', 'UNDER_10'],
    ['34', 'POLICE_UK', 'AGE_25_34'],
    ['35', 'POLICE_UK', 'OVER_34'],
    ['16', 'STATS19', 'AGE_16_20'],
    ['76', 'STATS19', 'OVER_75'],
  ])('of age %s in %s keeps the band only: %s', async (age, ageBandSystem, code) => {
    const row = await one({ age, ageBandSystem });
    expect(row.person.ageBand).toEqual({ system: ageBandSystem || 'TEN_YEAR', code });
    expect(row.person).not.toHaveProperty('age');
    expect(JSON.stringify(row)).not.toContain(`"${age}"`);
  });

  test.each(['AGE_20_29', 'age_20_29', '20-29', '20 to 29'])('takes the band as %s', async (ageBand) => {
    expect((await one({ ageBandSystem: 'TEN_YEAR', ageBand })).person.ageBand?.code).toBe('AGE_20_29');
  });

  test.each<[PersonFields, string]>([
    [{ reference: '' }, 'incident_reference'],
    [{ role: 'SEARCHED' }, 'role'],
    [{ sex: 'woman' }, 'sex'],
    [{ age: '150' }, 'age'],
    [{ age: '30', ageBand: 'AGE_30_39' }, 'age_band'],
    [{ ageBand: 'AGE_30_39' }, 'age_band_system'],
    [{ ageBandSystem: 'TEN_YEAR', ageBand: 'AGE_25_34' }, 'age_band'],
    [{ ethnicity: 'W1' }, 'ethnicity_system'],
    [{ ethnicitySystem: 'OFFICER_DEFINED_IC', ethnicity: 'W1' }, 'ethnicity'],
    [{ organisation: 'Acme' }, 'organisation'],
    [{ organisation: 'yes', sex: 'F' }, 'organisation'],
    [{ pseudonym: 'John Smith' }, 'pseudonym'],
    [{ pseudonym: 'JohnSmith' }, 'pseudonym'],
    [{ homeLsoa: 'E05008760' }, 'home_lsoa'],
    [{ homeLsoa: 'E01017371', homeWard: 'E05008760' }, 'home_ward'],
    [{ homeWard: 'High Street' }, 'home_ward'],
  ])('%j is refused', async (fields, field) => {
    expect((await refused(fields)).field).toBe(field);
  });

  test('is the same person with a pseudonym, another one, and none', async () => {
    const identities = await Promise.all(
      ['', 'N1', 'N2'].map(async (pseudonym) => (await one({ pseudonym })).person.identity),
    );
    expect(new Set(identities).size).toBe(1);
  });

  test('may be there twice: they are two people', async () => {
    const rows = (await read(peopleText({}, {}))) as PersonRow[];
    expect(new Set(rows.map(({ person }) => person.identity)).size).toBe(2);
  });
});

describe('what names or locates a person', () => {
  test.each([
    ['Name', 'a name'],
    ['SURNAME', 'a name'],
    ['victim_first_name', 'a name'],
    ['Forename(s)', 'a name'],
    ['DOB', 'a date of birth, or another date'],
    ['date of birth', 'a date of birth, or another date'],
    ['Address 1', 'an address or a full postcode'],
    ['home_postcode', 'an address or a full postcode'],
    ['Easting', 'an address or a full postcode'],
    ['e-mail', 'an e-mail address'],
    ['Mobile No.', 'a telephone number'],
    ['NI number / NINO', 'a personal number'],
  ])('in a column headed %s refuses the file', async (heading, kind) => {
    expect(personalColumn(heading)).toBe(kind);
    const text = `incident_reference,source,${heading},role\nR/1,police-crimes,Zaphod,VICTIM\n`;
    const { message } = await problemOf(read(text));
    expect(message).toContain(`people.csv, line 1: column 3 of 4 holds ${kind}`);
    expect(message).not.toMatch(/Zaphod|R\/1/);
    expect(message.replace(kind, '')).not.toContain(heading);
  });

  test.each(['notes', 'occupation'])(
    'may be in a column headed %s, so it refuses the file as well',
    async (heading) => {
      const { message } = await problemOf(
        read(`incident_reference,source,role,${heading}\nR/1,police-crimes,VICTIM,x\n`),
      );
      expect(message).toContain('column 4 of 4 is not of this layout');
      expect(message).not.toContain(heading);
    },
  );

  test.each([
    ['14/03/1990', 'a date of birth, or another date'],
    ['1990-03-14', 'a date of birth, or another date'],
    ['14.3.90', 'a date of birth, or another date'],
    ['03/14/1990', 'a date of birth, or another date'],
    ['14 March 1990', 'a date of birth, or another date'],
    ['14th Mar 90', 'a date of birth, or another date'],
    ['19900314', 'a date of birth, or another date'],
    ['14031990', 'a date of birth, or another date'],
    ['born 1990-03-14 in Luton', 'a date of birth, or another date'],
    ['LU6 1AA', 'an address or a full postcode'],
    ['lu61aa', 'an address or a full postcode'],
    ['12 High Street, MK45 2AB', 'an address or a full postcode'],
    ['EC1A 1BB', 'an address or a full postcode'],
    ['z.beeblebrox@example.org', 'an e-mail address'],
    ['07700 900123', 'a telephone number'],
    ['+44 7700 900123', 'a telephone number'],
    ['(01582) 900123', 'a telephone number'],
    ['AB123456C', 'a personal number'],
  ])('%s is recognised as what it is, in any field', async (value, kind) => {
    expect(personalContent(value, { part: true })).toBe(kind);
    for (const field of [
      'source',
      'role',
      'sex',
      'age',
      'ageBand',
      'ethnicity',
      'pseudonym',
      'homeWard',
    ] as const) {
      const row = await refused({ [field]: `"${value}"` });
      expect(row.reason).toBe(`looks like ${kind}, which no field of this file may hold`);
    }
    if (kind !== 'an e-mail address' && !/[a-z]{4}, |born/i.test(value))
      expect((await refused({ reference: `"${value}"` })).field).toBe('incident_reference');
  });

  test.each([
    ...['', 'E01017371', 'E05008760', 'DEMO-W01', 'AGE_20_29', '20-29', 'IC1', 'W1', 'M9', '120', 'N-00417'],
    ...['police-crimes', 'OFFICER_DEFINED_IC', 'SELF_DEFINED_16_1', 'V12', '20090417A'],
  ])('%s is none of it', (value) => {
    expect(personalContent(value, { part: true })).toBeNull();
  });

  test.each(['JD/1204/23', 'DEMO/2009/000123', 'URN-2009-05-12-17', '40/1234/09', 'C1234567'])(
    'the reference %s is none of it',
    (value) => {
      expect(personalContent(value, { part: false })).toBeNull();
    },
  );
});

describe('an import', () => {
  let fixture: TestDatabase;
  let partnershipId: number;
  beforeAll(async () => {
    fixture = await createTestDatabase();
    const { database } = fixture;
    partnershipId = await partnershipOf(database, 'VALE');
    await importAreas(database, 'VALE', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    await load(database, 'VALE', [
      crime({ reference: 'R/1' }),
      crime({ reference: 'R/2' }),
      crime({ reference: 'R/3' }),
      crime({ reference: 'R/3' }),
      crime({ reference: 'R/1', source: 'police-incidents', offence: 'asb-nuisance' }),
      crime({ reference: 'open-1', source: 'police-uk-street', offence: 'open-drugs' }),
    ]);
  });
  afterAll(() => fixture.remove());

  const importText = (text: string | Buffer, options: { dryRun?: boolean } = {}) =>
    importPeople(fixture.database, {
      partnership: 'VALE',
      paths: [fileOf(text, 'people.csv')],
      ...options,
    });
  const people = () =>
    sql<Record<string, unknown>>(
      fixture.database,
      `SELECT i.reference, s.code AS source, v.role, v.sex, v.age_band FROM involvement v
       JOIN incident i ON i.partnership_id = v.partnership_id AND i.id = v.incident_id
       JOIN source s ON s.id = v.source_id ORDER BY s.code, i.reference, v.role, v.sex`,
    );
  const version = async () =>
    (await sql<{ v: number }>(fixture.database, 'SELECT data_version AS v FROM partnership'))[0].v;
  const FIRST = peopleText(
    { reference: 'R/1', sex: 'F', age: '34' },
    { reference: 'R/1', sex: 'F', age: '31' },
    { reference: 'R/1', role: 'OFFENDER', sex: 'M', pseudonym: 'N1' },
    { reference: 'R/1', source: 'police-incidents', sex: 'M' },
    { reference: 'nowhere' },
    { reference: 'R/3' },
    { reference: 'open-1', source: 'police-uk-street' },
    { reference: 'R/2', source: 'police-crime' },
    { reference: 'R/2', sex: 'woman' },
  );

  test('tried first changes nothing but the audit', async () => {
    const before = await dataOf(fixture.database);
    const { account } = await importText(FIRST, { dryRun: true });
    expect(account.line()).toBe('read 9 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 5');
    expect(await dataOf(fixture.database)).toEqual(before);
  });

  test('accounts for every row, and keeps those of closed incidents that are there', async () => {
    const before = await version();
    const { account, notes } = await importText(gzipSync(FIRST));
    expect(notes).toEqual([expect.stringContaining('column pseudonym was left out')]);
    expect(account.line()).toBe('read 9 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 5');
    expect(account.breakdown().join('\n')).toMatch(/no incident of this source has it/);
    expect(account.breakdown().join('\n')).not.toMatch(/nowhere|woman/);
    const rejects = await sql(fixture.database, 'SELECT line, field FROM reject ORDER BY line');
    expect(rejects).toEqual([
      { line: 6, field: 'incident_reference' },
      { line: 7, field: 'incident_reference' },
      { line: 8, field: 'source' },
      { line: 9, field: 'source' },
      { line: 10, field: 'sex' },
    ]);
    expect(await people()).toMatchObject([
      { reference: 'R/1', source: 'police-crimes', role: 'OFFENDER', sex: 'MALE' },
      { reference: 'R/1', source: 'police-crimes', role: 'VICTIM', sex: 'FEMALE', age_band: 'AGE_30_39' },
      { reference: 'R/1', source: 'police-crimes', role: 'VICTIM', sex: 'FEMALE', age_band: 'AGE_30_39' },
      { reference: 'R/1', source: 'police-incidents', role: 'VICTIM', sex: 'MALE' },
    ]);
    expect(await version()).toBe(before + 1);
  });

  test('again changes nothing but the ledger', async () => {
    const ignoring = ({ submission, audit, reject, ...rest }: Record<string, string>) => rest;
    const before = ignoring(await dumpOf(fixture.database));
    expect((await importText(FIRST)).account.line()).toBe(
      'read 9 = loaded 0 + unchanged 4 + outside 0 + unlocated 0 + rejected 5',
    );
    expect(ignoring(await dumpOf(fixture.database))).toEqual(before);
  });

  test('of rows that came too early takes them when their incidents are there', async () => {
    await load(fixture.database, 'VALE', [crime({ reference: 'nowhere' })]);
    const { account } = await importText(FIRST);
    expect(account.line()).toContain('loaded 1 + unchanged 4');
  });

  test('after an upgrade finds the people who were stored under a pseudonym, and nothing has it', async () => {
    const ignoring = ({ submission, audit, reject, migrations, ...rest }: Record<string, string>) => rest;
    const before = ignoring(await dumpOf(fixture.database));
    await fixture.database.transaction({}, async (session) => {
      const runner = session.manager.queryRunner!;
      const migration = new NoPseudonyms1765550000000();
      await migration.down(runner);
      await session.query(
        statement(
          'test',
          "UPDATE involvement SET pseudonym = 'N1', person_key = left(encode(sha256('N1' || person_key::text::bytea), 'hex'), 32)::uuid WHERE role = 'OFFENDER' OR sex = 'FEMALE'",
        ),
      );
      await migration.up(runner);
    });
    expect(ignoring(await dumpOf(fixture.database))).toEqual(before);
    expect((await importText(FIRST)).account.line()).toContain('loaded 0 + unchanged 5');
  });

  test('without the column has nothing to tell', async () => {
    const text = 'incident_reference,source,role,sex\nR/2,police-crimes,VICTIM,F\n';
    expect((await importText(text, { dryRun: true })).notes).toEqual([]);
  });

  test('writes no more than codes, whoever looks', async () => {
    const rows = await sql<Record<string, unknown>>(
      fixture.database,
      'SELECT to_jsonb(v) AS row FROM involvement v WHERE partnership_id = :id',
      { id: partnershipId },
    );
    expect(JSON.stringify(rows)).not.toMatch(/"3[14]"|: ?3[14][,}]|N1/);
  });
});
