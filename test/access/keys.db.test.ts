import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ScopeOfPeople1765550000001 } from '../../migrations/1765550000001-scope-of-people';
import {
  createKey,
  Keyring,
  listKeys,
  type NewKey,
  replaceKey,
  revokeKey,
  rotateKey,
} from '../../src/access';
import { storeAgencies, USUAL_AGENCIES } from '../../src/domain/agencies';
import { addPartnership } from '../../src/domain/areas';
import type { Database } from '../../src/platform/database';
import { loadSql, statement } from '../../src/platform/database/sql';
import { createTestDatabase, type TestDatabase } from '../support/database';

let fixture: TestDatabase;
let database: Database;
let agencyId: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await database.transaction({}, async (session) => {
    const { id } = await addPartnership(session, { code: 'E22000001', name: 'One' });
    [{ id: agencyId }] = await storeAgencies(session, id, USUAL_AGENCIES);
  });
});
afterAll(() => fixture.remove());

const create = (wanted: Partial<NewKey>) =>
  database.transaction({}, (session) =>
    createKey(session, { role: 'ANALYST', partnership: 'E22000001', name: 'a test', ...wanted }),
  );
const rows = <Row>(text: string) =>
  database.transaction({}, (session) => session.query<Row>(statement('test', text)));

describe('making a key', () => {
  test('it is 32 random bytes, and only its hash is stored', async () => {
    const { id, key } = await create({ name: 'BI tool' });
    expect(key).toMatch(/^csg_[\w-]{43}$/);
    expect((await create({})).key).not.toBe(key);

    const [stored] = await rows<{ hash: Buffer }>(`SELECT * FROM api_key WHERE id = ${id}`);
    expect(stored).toMatchObject({ name: 'BI tool', role: 'ANALYST', scopes: [], revoked_at: null });
    expect(stored.hash.equals(createHash('sha256').update(key).digest())).toBe(true);
    const everything = JSON.stringify([
      await rows('SELECT * FROM api_key'),
      await rows('SELECT * FROM audit'),
    ]);
    expect(everything).not.toContain(key.slice(4, 20));
    expect(JSON.stringify(await database.transaction({}, listKeys))).not.toContain(key.slice(4, 20));
  });

  test('it is written into the audit', async () => {
    const { id } = await create({ role: 'PARTNER', scopes: ['submit'], name: 'Fire service', agencyId });
    const [entry] = await rows<object>('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(entry).toMatchObject({
      actor: 'command line',
      action: 'key.create',
      detail: { id, name: 'Fire service', role: 'PARTNER', scopes: ['submit'] },
    });
  });

  test.each<[Partial<NewKey>, string]>([
    [{ role: 'PARTNER', partnership: undefined }, 'BAD_USER_INPUT'],
    [{ role: 'ANALYST', partnership: undefined }, 'BAD_USER_INPUT'],
    [{ role: 'PUBLIC' as never }, 'BAD_USER_INPUT'],
    [{ scopes: ['everything' as never] }, 'BAD_USER_INPUT'],
    [{ name: ' ' }, 'BAD_USER_INPUT'],
    [{ scopes: ['submit'] }, 'BAD_USER_INPUT'],
    [{ role: 'ADMIN', scopes: ['read', 'submit'] }, 'BAD_USER_INPUT'],
    [{ partnership: 'E22999999' }, 'NOT_FOUND'],
  ])('%j is refused with %s', async (wanted, code) => {
    await expect(create(wanted)).rejects.toMatchObject({ code });
  });

  test('an unknown partnership is refused with what to do, and leaves nothing behind', async () => {
    const before = await rows('SELECT id FROM audit');
    await expect(create({ partnership: 'E22999999' })).rejects.toThrow(/csg partnership add/);
    expect(await rows('SELECT id FROM audit')).toEqual(before);
  });
});

describe('looking a key up', () => {
  test('gives the viewer, with one statement at first and none after', async () => {
    const { id, key } = await create({ scopes: ['read'] });
    const keyring = new Keyring(database);
    const before = database.statementCount;
    const viewer = await keyring.viewerOf(key);
    const first = database.statementCount - before;
    expect(viewer).toEqual({ role: 'ANALYST', scopes: ['read'], partnershipId: 1, keyId: id });
    expect(await keyring.viewerOf(key)).toEqual(viewer);
    expect(database.statementCount - before).toBe(first);
    expect(first).toBeLessThanOrEqual(5 + 3); // BEGIN, READ ONLY, on a server no JIT, the look-up, COMMIT; the use is noted
  });

  test('an administrator needs no partnership', async () => {
    const { key } = await create({ role: 'ADMIN', partnership: undefined });
    expect(await new Keyring(database).viewerOf(key)).toMatchObject({ role: 'ADMIN', partnershipId: null });
  });

  test('goes by the unique index on the hash', async () => {
    const plan = await database.transaction({}, async (session) => {
      await session.query(statement('test', 'SET LOCAL enable_seqscan = off'));
      const text = loadSql(join(__dirname, '../../src/access'), 'find_key').text;
      return session.query<Record<string, string>>(statement('test', `EXPLAIN ${text}`), {
        hash: Buffer.alloc(32),
      });
    });
    expect(JSON.stringify(plan)).toContain('Index Scan using api_key_hash_key');
  });

  test.each(['csg_unknown', `csg_${'A'.repeat(43)}`, '', "' OR true --"])('%j is nobody', async (key) => {
    const keyring = new Keyring(database);
    await expect(keyring.viewerOf(key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(keyring.recall(key)).toBeUndefined();
  });

  test('a revoked key is refused: at once by a new process, within seconds by one that knows it', async () => {
    const { id, key } = await create({});
    const keyring = new Keyring(database);
    await keyring.viewerOf(key);
    await database.transaction({}, (session) => revokeKey(session, id));

    await expect(new Keyring(database).viewerOf(key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_001);
    try {
      await expect(keyring.viewerOf(key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    } finally {
      jest.restoreAllMocks();
    }
    await expect(database.transaction({}, (session) => revokeKey(session, id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('a thousand keys are remembered, no more', async () => {
    const keyring = new Keyring({
      transaction: async () => ({
        viewer: { role: 'ANALYST', scopes: [], partnershipId: 1, keyId: 1 },
        isUseNoted: true,
        secondsLeft: null,
      }),
    } as unknown as Database);
    for (let i = 0; i <= 1000; i++) await keyring.viewerOf(`key ${i}`);
    expect(keyring.recall('key 0')).toBeUndefined();
    expect(keyring.recall('key 1')).toBeDefined();
    expect(keyring.recall('key 1000')).toBeDefined();
  });
});

describe('the life of a key', () => {
  const stateOf = async (id: number) =>
    (await database.transaction({}, listKeys)).find((each) => each.id === id)!;
  const refused = (key: string) =>
    expect(new Keyring(database).viewerOf(key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

  test('ends at its expiry, also in the memory of a server', async () => {
    const { id, key } = await create({ expiresAt: new Date(Date.now() + 3_600_000) });
    await expect(new Keyring(database).viewerOf(key)).resolves.toMatchObject({ keyId: id });
    await rows(`UPDATE api_key SET expires_at = now() + interval '1 second' WHERE id = ${id}`);
    const keyring = new Keyring(database);
    await keyring.viewerOf(key);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_001);
    try {
      expect(keyring.recall(key)).toBeUndefined();
    } finally {
      jest.restoreAllMocks();
    }
    await rows(`UPDATE api_key SET expires_at = now() WHERE id = ${id}`);
    await refused(key);
    await expect(create({ expiresAt: new Date(Date.now() - 1) })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('has a last use', async () => {
    const { id, key } = await create({});
    expect((await stateOf(id)).lastUsedAt).toBeNull();
    await new Keyring(database).viewerOf(key);
    const { lastUsedAt } = await stateOf(id);
    expect(Date.now() - lastUsedAt!.getTime()).toBeLessThan(60_000);
    await new Keyring(database).viewerOf(key); // within ten minutes: not written again
    expect((await stateOf(id)).lastUsedAt).toEqual(lastUsedAt);
  });

  test('goes on in a successor with the same rights, while the old one runs out', async () => {
    const old = await create({ role: 'PARTNER', scopes: ['submit', 'read'], agencyId });
    const before = await new Keyring(database).viewerOf(old.key);
    const next = await database.transaction({}, (session) => rotateKey(session, old.id, { overlapDays: 7 }));
    expect(await new Keyring(database).viewerOf(next.key)).toEqual({ ...before, keyId: next.id });
    expect(await new Keyring(database).viewerOf(old.key)).toEqual(before);
    const days = ((await stateOf(old.id)).expiresAt!.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7.05);
    const [entry] = await rows<object>('SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1');
    expect(entry).toEqual({
      action: 'key.rotate',
      detail: { id: old.id, successor: next.id, overlapDays: 7 },
    });

    await database.transaction({}, (session) => rotateKey(session, next.id, { overlapDays: 0 }));
    await refused(next.key);
    await expect(
      database.transaction({}, (session) => rotateKey(session, next.id, { overlapDays: 0 })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('replacing a key', () => {
  test('revokes those of its name and partnership, and no others', async () => {
    const wanted = { role: 'ANALYST', partnership: 'E22000001', name: 'demonstration' } as const;
    const other = await create({ name: 'another' });
    const first = await database.transaction({}, (session) => replaceKey(session, wanted));
    const second = await database.transaction({}, (session) => replaceKey(session, wanted));

    const states = new Map(
      (await database.transaction({}, listKeys)).map(({ id, revokedAt }) => [id, revokedAt !== null]),
    );
    expect([first.id, second.id, other.id].map((id) => states.get(id))).toEqual([true, false, false]);
    const keyring = new Keyring(database);
    await expect(keyring.viewerOf(first.key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(keyring.viewerOf(second.key)).resolves.toMatchObject({ keyId: second.id });
  });
});

test('an upgrade gives the scope people to keys that could read people or delivered them, on record', async () => {
  const readers = await create({ scopes: ['read'] });
  const counts = await create({ role: 'PARTNER', scopes: ['read'] });
  const submits = await create({ role: 'PARTNER', scopes: ['submit'], agencyId });
  const delivers = await create({ role: 'PARTNER', scopes: ['submit'], agencyId: agencyId + 1 });
  const everything = await create({});
  await rows(`INSERT INTO submission (partnership_id, content, file_name, file_hash, agency_id, quarter)
    SELECT partnership_id, 'school-exclusions', 'x.csv', '', id, '2024-01-01' FROM agency WHERE id = ${agencyId + 1}`);
  const before = await rows<{ id: number }>('SELECT id FROM audit');
  await database.transaction({}, async (session) => {
    const migration = new ScopeOfPeople1765550000001();
    await migration.down(session.manager.queryRunner!);
    await migration.up(session.manager.queryRunner!);
  });
  const keys = await database.transaction({}, listKeys);
  const scopes = [readers, counts, submits, delivers, everything].map(
    (key) => keys.find(({ id }) => id === key.id)!.scopes,
  );
  expect(scopes).toEqual([['read', 'people'], ['read'], ['submit'], ['submit', 'people'], []]);
  const lines = await rows<{ detail: { id: number } }>(
    `SELECT detail FROM audit WHERE action = 'key.scopes' AND id > ${Math.max(...before.map(({ id }) => id))}`,
  );
  const changed = lines.map(({ detail }) => detail.id);
  expect(changed).toEqual(expect.arrayContaining([readers.id, delivers.id]));
  expect(changed).not.toContain(counts.id);
});
