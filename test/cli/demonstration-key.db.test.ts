import { createKey, Keyring } from '../../src/access';
import { welcomeToDemonstration } from '../../src/cli/demonstration';
import { addPartnership } from '../../src/domain/areas';
import { createTestDatabase, type TestDatabase } from '../support/database';

let fixture: TestDatabase;
beforeAll(async () => {
  fixture = await createTestDatabase();
});
afterAll(() => fixture.remove());

test('the key of the demonstration is shown where there is nothing else, and ends beside other partnerships', async () => {
  const { database } = fixture;
  const add = (code: string) =>
    database.transaction({}, (session) => addPartnership(session, { code, name: code }));
  await add('DEMO2009');
  const first = await welcomeToDemonstration(database, () => {});
  await expect(new Keyring(database).viewerOf(first!.key)).resolves.toMatchObject({ role: 'ANALYST' });

  await add('E22000353');
  const { key: other } = await database.transaction({}, (session) =>
    createKey(session, { role: 'ANALYST', partnership: 'DEMO2009', name: 'an own one' }),
  );
  expect(await welcomeToDemonstration(database, () => {})).toBeNull();
  await expect(new Keyring(database).viewerOf(first!.key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(new Keyring(database).viewerOf(other)).resolves.toMatchObject({ role: 'ANALYST' });
});
