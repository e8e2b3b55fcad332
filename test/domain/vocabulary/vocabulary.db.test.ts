import { loadVocabulary, vocabularyAt } from '../../../src/domain/vocabulary';
import type { Database } from '../../../src/platform/database';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { countStatements } from '../../support/statements';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await sql(database, "INSERT INTO partnership (code, name) VALUES ('ONE', 'One'), ('TWO', 'Two')");
});
afterAll(() => fixture.remove());

const read = (version: string) =>
  database.transaction({ readOnly: true }, (session) => vocabularyAt(session, version));
const versions = async () =>
  (await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership ORDER BY id')).map(
    ({ v }) => v,
  );

test('is kept for each of several partnerships, and shared while its content is the same', async () => {
  const [one, two] = [await read('1 1'), await read('2 1')];
  expect(two).toBe(one);
  const again = await countStatements(database, async () => {
    for (let i = 0; i < 5; i++) {
      expect(await read('1 1')).toBe(one);
      expect(await read('2 1')).toBe(one);
    }
  });
  expect(again).toBe(
    await countStatements(database, async () => {
      for (let i = 0; i < 10; i++) await database.transaction({ readOnly: true }, async () => {});
    }),
  );
});

test('is kept for no more than a thousand versions', async () => {
  const first = await read('first');
  await database.transaction({ readOnly: true }, async (session) => {
    for (let i = 0; i < 999; i++) await vocabularyAt(session, `${i}`);
  });
  await sql(database, "UPDATE theme SET name = 'Renamed' WHERE id = (SELECT min(id) FROM theme)");
  expect(await read('first')).toBe(first);
  await read('one more');
  await read('and another');
  expect(await read('first')).toBe(first);
  expect((await read('0')).themes.all.some(({ name }) => name === 'Renamed')).toBe(true);
});

test('raises the data version of every partnership where loading changes it, and only then', async () => {
  const before = await versions();
  await database.transaction({}, loadVocabulary); // the name of a theme was changed above
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
