/** @backend either */
import { loadVocabulary, storeOwnDocument, vocabularyAt } from '../../../src/domain/vocabulary';
import type { Database } from '../../../src/platform/database';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { countStatements } from '../../support/statements';

let fixture: TestDatabase;
let database: Database;
let one: number;
let two: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  [{ id: one }, { id: two }] = await sql<{ id: number }>(
    database,
    "INSERT INTO partnership (code, name) VALUES ('ONE', 'One'), ('TWO', 'Two') RETURNING id",
  );
});
afterAll(() => fixture.remove());

const read = (id: number, version: number) =>
  database.transaction({ readOnly: true }, (session) =>
    vocabularyAt(session, { id, dataVersion: `${version}` }),
  );
const versions = async () =>
  (await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership ORDER BY id')).map(
    ({ v }) => v,
  );
const own = { code: 'shop-theft-by-groups', name: 'Shop theft by groups', offences: ['shoplifting'] };

test('is kept for each of several partnerships, and shared while its content is the same', async () => {
  const [first, second] = [await read(one, 1), await read(two, 1)];
  expect(second).toBe(first);
  const again = await countStatements(database, async () => {
    for (let i = 0; i < 5; i++) {
      expect(await read(one, 1)).toBe(first);
      expect(await read(two, 1)).toBe(first);
    }
  });
  expect(again).toBe(
    await countStatements(database, async () => {
      for (let i = 0; i < 10; i++) await database.transaction({ readOnly: true }, async () => {});
    }),
  );
});

test('is that of the partnership, whose data version alone is raised by what it has of its own', async () => {
  const before = await versions();
  await database.transaction({}, (session) =>
    storeOwnDocument(
      session,
      one,
      { profile: 'assessment-2009', themes: [own], without: ['wounding'] },
      'a test',
    ),
  );
  expect(await versions()).toEqual([before[0] + 1, before[1]]);
  const [mine, other] = [await read(one, before[0] + 1), await read(two, before[1])];
  expect(mine.themes.find('shop-theft-by-groups')).toMatchObject({ name: 'Shop theft by groups' });
  expect(mine.themes.find('wounding')).toBeUndefined();
  expect(other.themes.find('shop-theft-by-groups')).toBeUndefined();
  expect(other.themes.find('wounding')).toBeDefined();
});

test('is kept for no more than a thousand versions', async () => {
  const first = await read(two, 0);
  await database.transaction({ readOnly: true }, async (session) => {
    for (let i = 1; i < 1000; i++) await vocabularyAt(session, { id: two, dataVersion: `${1000 + i}` });
  });
  await sql(database, "UPDATE offence SET name = 'Renamed' WHERE id = (SELECT min(id) FROM offence)");
  expect(await read(two, 0)).toBe(first);
  await read(two, 3000);
  await read(two, 3001);
  expect(await read(two, 0)).toBe(first);
  expect((await read(two, 1001)).offences.all.some(({ name }) => name === 'Renamed')).toBe(true);
});

test('raises the data version of every partnership where loading changes it, and only then', async () => {
  const before = await versions();
  await database.transaction({}, loadVocabulary); // the name of an offence was changed above
  const changed = await versions();
  expect(changed).toEqual(before.map((version) => version + 1));
  await database.transaction({}, loadVocabulary);
  expect(await versions()).toEqual(changed);
});

test('raises the data versions where a weight changes, so that no answer made with the earlier one is kept', async () => {
  await database.transaction({}, loadVocabulary);
  const before = await versions();
  await sql(database, 'UPDATE offence_weight SET weight = weight + 1');
  await database.transaction({}, loadVocabulary);
  expect(await versions()).toEqual(before.map((version) => version + 1));
});
