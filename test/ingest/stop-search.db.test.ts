import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AreaKind } from '../../src/domain/areas';
import { AGE_BAND_SYSTEMS, ETHNICITY_SYSTEMS } from '../../src/domain/vocabulary';
import { importBoundaries, importFiles, POLICE_UK } from '../../src/ingest';
import { readStopSearch, stopSearchReader } from '../../src/ingest/police-uk/stop-search';
import { isReject } from '../../src/ingest/reading/reader';
import { openSource } from '../../src/platform/files';
import { describeWithSharedData } from '../shared-data';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults, withoutLedger } from '../support/dump';
import { fixturePath } from '../support/fixtures';
import { partnershipOf } from '../support/ground';
import {
  fileOf,
  gather,
  incidents,
  problemOf,
  rejects,
  SEARCH_HEADER,
  type SearchFields,
  searchLine,
  streetLine,
  streetText,
  temporaryFolder,
} from './files';

const MAY = '2023-05-bedfordshire-stop-and-search.csv';
const textOf = (...lines: string[]) => [SEARCH_HEADER, ...lines].map((line) => `${line}\r\n`).join('');
const readText = async (text: string, name = MAY) =>
  (await gather(readStopSearch(await openSource(fileOf(text, name)), new Date('2024-06-15')))).flat();
const read = (...rows: SearchFields[]) => readText(textOf(...rows.map(searchLine)));
const refused = async (fields: SearchFields) => {
  const rows = await read({}, fields, {});
  const [first, ...more] = rejects(rows);
  expect([rows.length, more.length, first.line]).toEqual([3, 0, 3]);
  return `${first.field}: ${first.reason}`;
};

describe('a row', () => {
  test('becomes an incident with the person who was searched', async () => {
    const [{ identity, people, ...record }] = incidents(await read({ outcome: 'Arrest' }));
    expect(record).toEqual({
      line: 2,
      source: 'police-uk-stop-search',
      publisher: 'bedfordshire',
      offence: 'search-person',
      place: { kind: 'lonlat', longitude: -0.521, latitude: 51.886, snapped: true },
      occurredFrom: '2023-05-14T13:45:00.000Z',
      occurredTo: '2023-05-14T13:45:00.000Z',
      month: '2023-05',
      precision: 'MINUTE',
      outcome: 'Arrest',
      flags: 0,
      reference: null,
    });
    expect(identity.split('\u001f')).toEqual([...searchLine({ outcome: 'Arrest' }).split(','), '1']);
    expect(people).toEqual([
      {
        role: 'SEARCHED',
        organisation: false,
        sex: 'MALE',
        ageBand: { system: 'POLICE_UK', code: 'AGE_18_24' },
        selfDefined: { system: 'SELF_DEFINED_18_1', code: 'W1' },
        officerDefined: { system: 'OFFICER_DEFINED_POLICE_UK', code: 'WHITE' },
        home: null,
        identity,
      },
    ]);
  });

  test('of a vehicle has nobody in it', async () => {
    const nobody = { gender: '', age: '', selfDefined: '', officerDefined: '' };
    const [vehicle] = incidents(await read({ type: 'Vehicle search', ...nobody }));
    expect(vehicle).toMatchObject({ offence: 'search-vehicle', people: [] });
    const [both] = incidents(await read({ type: 'Person and Vehicle search', ...nobody }));
    expect(both.people).toMatchObject([
      { sex: null, ageBand: null, selfDefined: null, officerDefined: null },
    ]);
  });

  test('happened at the instant that it says, in summer too', async () => {
    const [record] = incidents(await read({ date: '2023-04-30T23:30:00+00:00' }));
    // Half past midnight on 1 May by the clocks of London: the row is in the file of May.
    expect(record).toMatchObject({ occurredFrom: '2023-04-30T23:30:00.000Z', month: '2023-05' });
  });

  test('that equals another is another search', async () => {
    const [one, two] = incidents(await read({}, {}));
    expect(one.identity).not.toBe(two.identity);
  });

  test.each<[SearchFields, string]>([
    [{ type: 'Strip search' }, 'Type: not a type of search'],
    [{ date: '2023-05-14' }, 'Date: not a date and time'],
    [{ date: '2023-02-30T25:00:00+00:00' }, 'Date: not a date and time'],
    [{ latitude: '-0.521', longitude: '51.886' }, 'Longitude, Latitude: latitude and longitude look swapped'],
    [{ latitude: '' }, 'Latitude: blank where the longitude is given'],
    [{ gender: 'Zaphod' }, "Gender: not one of the publisher's words: Male; Female; Other"],
    [{ age: '42' }, "Age range: not one of the publisher's words"],
    [{ selfDefined: 'Betelgeuse' }, "Self-defined ethnicity: not one of the publisher's words"],
    [{ officerDefined: 'IC1' }, "Officer-defined ethnicity: not one of the publisher's words"],
    [{ outcome: 'a\tb' }, 'row: a control character'],
  ])('%j is refused, without repeating it', async (fields, reason) => {
    const said = await refused(fields);
    expect(said).toContain(reason);
    expect(said).not.toMatch(/Zaphod|Betelgeuse|IC1|42/);
  });

  test('of another month than the file is named after refuses the file', async () => {
    const problem = await problemOf(read({}, { date: '2023-05-31T23:00:00+00:00' }));
    expect(problem.message).toContain('line 3: the month is not 2023-05');
  });

  test('of the future is refused', async () => {
    const [row] = await readText(textOf(searchLine({ date: '2031-05-14T13:45:00+00:00' })), 'searches.csv');
    expect(row).toEqual({ line: 2, field: 'Date', reason: 'in the future' });
  });
});

test('the codes are those of their systems', async () => {
  const [{ people }] = incidents(await read({}));
  const [person] = people!;
  for (const { system, code } of [person.selfDefined!, person.officerDefined!])
    expect(ETHNICITY_SYSTEMS[system].ethnicities.map((each) => each.code)).toContain(code);
  expect(AGE_BAND_SYSTEMS[person.ageBand!.system].map((each) => each.code)).toContain(person.ageBand!.code);
});

test('files are known by their names', () => {
  expect(stopSearchReader.accepts(MAY)).toBe(true);
  expect(stopSearchReader.accepts(`${MAY}.gz`)).toBe(true);
  expect(stopSearchReader.accepts('2023-05-bedfordshire-street.csv')).toBe(false);
});

const CODE = 'E22000353';

describeWithSharedData('the searches of two years of Bedfordshire', ['police/bedfordshire'], (police) => {
  const names = readdirSync(police, { recursive: true, encoding: 'utf8' }).filter((name) =>
    stopSearchReader.accepts(name),
  );

  test('are all read; blank is blank; the times are UTC', async () => {
    let rows = 0;
    let unlocated = 0;
    let withoutAge = 0;
    let firstHours = 0;
    const identities = new Set<string>();
    for (const name of names)
      for (const batch of await gather(stopSearchReader.read(await openSource(join(police, name)))))
        for (const row of batch) {
          if (isReject(row)) throw new Error(`${name} ${row.line} ${row.field} ${row.reason}`);
          rows += 1;
          if (row.place.kind === 'unlocated') unlocated += 1;
          if (!row.people?.[0]?.ageBand) withoutAge += 1;
          // Read as the wall clock, these would be in the file of the month before.
          if (row.occurredFrom.slice(0, 7) !== row.month) firstHours += 1;
          identities.add(`${row.identity}`);
        }
    expect({ rows, unlocated, withoutAge, firstHours, different: identities.size }).toEqual({
      rows: 8193,
      unlocated: 1506,
      withoutAge: 1042,
      firstHours: 8,
      different: 8193,
    });
  });
});

describe('an import of a folder', () => {
  let fixture: TestDatabase;
  beforeAll(async () => {
    fixture = await createTestDatabase();
  });
  afterAll(() => fixture.remove());

  const month = '2023-05/2023-05-bedfordshire';
  const importFolder = async (folder: string) =>
    (await importFiles(fixture.database, POLICE_UK, { partnership: CODE, paths: [folder] })).line();

  test('takes searches together with crimes, each row once, and again changes nothing', async () => {
    const { database } = fixture;
    const id = await partnershipOf(database, CODE, 'Central Bedfordshire');
    await importBoundaries(database, {
      partnership: CODE,
      kind: AreaKind.WARD,
      paths: [fixturePath('bedfordshire/wards.geojson')],
    });
    const folder = temporaryFolder();
    const search = readFileSync(fixturePath(`bedfordshire/police/${month}-stop-and-search.csv`));
    fileOf(gzipSync(search), `${month}-stop-and-search.csv.gz`, folder);
    fileOf(streetText(streetLine({}), streetLine({ type: 'Drugs' })), `${month}-street.csv`, folder);
    const line = await importFolder(folder);
    const [{ n, people, roles }] = await sql<{ n: number; people: number; roles: string[] }>(
      database,
      `SELECT (SELECT count(*) FROM incident i JOIN source s ON s.id = i.source_id AND s.code = 'police-uk-stop-search') AS n,
         count(*) AS people, array_agg(DISTINCT role) AS roles FROM involvement WHERE partnership_id = :id`,
      { id },
    );
    expect(n).toBeGreaterThan(10);
    expect(people).toBeGreaterThan(10);
    expect(roles).toEqual(['SEARCHED']);
    expect(line).toMatch(new RegExp(`= loaded ${n + 2} \\+ unchanged 0 `));
    expect(await recountFaults(database)).toEqual([]);

    const before = withoutLedger(await dumpOf(database));
    expect(await importFolder(folder)).toMatch(new RegExp(`= loaded 0 \\+ unchanged ${n + 2} `));
    expect(withoutLedger(await dumpOf(database))).toEqual(before);
  }, 120_000);
});
