/** @duration long */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createKey } from '../../../src/access';
import { openDatabase, prepare } from '../../../src/app';
import { backUp, restore } from '../../../src/platform/backup';
import { Database, revertLast } from '../../../src/platform/database';
import { packageRoot } from '../../../src/platform/files';
import { TOWN, Town } from '../../domain/incidents/town';
import { Api, analystOf, sql } from '../../support/api';
import { Command } from '../../support/command';
import { createTestDatabase, describeOnServer, onServer, type TestDatabase } from '../../support/database';
import { dumpOf, recountFaults } from '../../support/dump';
import { partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';
import { Onlooker } from '../../support/session';

jest.setTimeout(300_000);

const CLOSING = /^Restored \d+ rows of \d+ tables, as they were at \d{4}-\d\d-\d\dT.*Z\.\n$/;

const made: TestDatabase[] = [];
const databaseOfItsOwn = async () => {
  const fixture = await createTestDatabase();
  made.push(fixture);
  return fixture;
};

let folder: string;
let file: string;
let fixture: TestDatabase;
let town: Town;
let dump: Record<string, string>;

/** Text that a careless writer would break: its name is as a person could have typed it. */
const AWKWARD = 'O\'Brien "&" Söhne\\, {NULL}\n\tÅ 🌍 \u2028';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csg-backup-'));
  file = join(folder, 'town.gz');
  fixture = await databaseOfItsOwn();
  const { database } = fixture;
  town = await Town.build(database, 400, 1);
  await partnershipOf(database, 'E22000009', AWKWARD);
  await partnershipOf(database, 'E22000010', 'NULL');
  await database.transaction({}, (session) =>
    createKey(session, { role: 'ANALYST', partnership: TOWN, name: AWKWARD, scopes: ['read', 'edit'] }),
  );
  await sql(
    database,
    `INSERT INTO audit (actor, action, detail) VALUES ('key 1', 'test', '{"a": [1.50, null, "x\\"y"]}')`,
  );
  dump = await dumpOf(database);
  await backUp(database, file);
});
afterAll(async () => {
  for (const each of made) await each.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Answers about the town that come from records, from counts, from protected cells and from geometry. */
async function answersOf(database: Database): Promise<unknown[]> {
  const api = await Api.on(database, analystOf(town.partnershipId));
  const where = { partnership: TOWN, period: { from: '2022-11-01', to: '2023-04-30' } };
  const operation = (name: string) =>
    readFileSync(join(packageRoot, 'schema/operations', `${name}.graphql`), 'utf8');
  return [
    await api.ask(operation('monthly-counts'), { where }),
    await api.ask(
      operation('monthly-counts'),
      { where },
      { viewer: { ...api.viewer, role: 'PUBLIC', partnershipId: null } },
    ),
    await api.ask(operation('hotspot-layer'), {
      where: { ...where, themes: ['criminal-damage'] },
      minIncidents: 3,
    }),
    await api.ask(operation('ward-layer'), { partnership: TOWN, at: '2023-04-01' }),
  ];
}

/** Numbers to nine digits: the back ends have different versions of PROJ. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'number' ? Number(part.toPrecision(9)) : part,
  );
}

/** A backup with its lines changed, packed again. */
function altered(change: (lines: string[]) => string[], name = 'altered.gz'): string {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const path = join(folder, name);
  writeFileSync(
    path,
    gzipSync(
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
  return path;
}

describe('a database that was restored', () => {
  test('is the same, row for row, and answers alike', async () => {
    const { database } = await databaseOfItsOwn();
    const account = await restore(database, file);
    expect(account.tables).toBe(Object.keys(dump).length - 1); // all but the list of migrations
    const restored = await dumpOf(database);
    expect({ ...restored, migrations: '' }).toEqual({ ...dump, migrations: '' });
    expect(await answersOf(database)).toEqual(await answersOf(fixture.database));
    expect(await recountFaults(database)).toEqual([]);
    expect(await sql(database, "SELECT name FROM partnership WHERE code = 'E22000009'")).toEqual([
      { name: AWKWARD },
    ]);
  });

  test('goes on: new rows get new numbers, and no foreign key or trigger is missing', async () => {
    const { database } = made.at(-1)!;
    await load(database, TOWN, [crime({ at: [600, 600], identity: 'after the restore' })]);
    expect(await recountFaults(database)).toEqual([]);
    await partnershipOf(database, 'E22000011');
    const keys = `SELECT conrelid::regclass::text AS "table", conname, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2`;
    expect(await sql(database, keys)).toEqual(await sql(fixture.database, keys));
    await expect(sql(database, 'DELETE FROM partnership')).rejects.toMatchObject({ code: '23503' });
  });

  test('may be on the other back end', async () => {
    const other = join(folder, 'other');
    const database = await openDatabase({ folder: other });
    await prepare(database);
    made.push({ remove: () => database.close() } as TestDatabase);
    await restore(database, file);
    expect(rounded(await answersOf(database))).toEqual(rounded(await answersOf(fixture.database)));
    const again = join(folder, 'again.gz');
    await backUp(database, again);
    const third = await databaseOfItsOwn();
    await restore(third.database, again);
    const restored = await dumpOf(third.database);
    expect({ ...restored, migrations: '' }).toEqual({ ...dump, migrations: '' });
  });
});

describe('a backup', () => {
  test('is of one moment, whatever is written while it is made', async () => {
    if (!onServer) return; // the embedded database has one session, so nothing is written meanwhile
    const { database } = fixture;
    const path = join(folder, 'moment.gz');
    let written: Promise<unknown> | undefined;
    await backUp(database, path, () => {
      written ??= sql(
        database,
        "INSERT INTO partnership (code, name) VALUES ('MEANWHILE', ''); UPDATE incident_count SET n = n + 1; TRUNCATE audit",
      );
    });
    await written;
    const copy = (await databaseOfItsOwn()).database;
    await restore(copy, path);
    expect({ ...(await dumpOf(copy)), migrations: '' }).toEqual({ ...dump, migrations: '' });
    await restore(database, path, { replace: true });
  });

  test('is readable for its owner only, and never written over another file', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await expect(backUp(fixture.database, file)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(readFileSync(file)).toEqual(before);
  });

  test.each([
    [
      'in a folder that there is not',
      () => join(folder, 'nowhere', 'x.gz'),
      /x\.gz: there is no such folder/,
    ],
    ['below a file', () => join(file, 'x.gz'), /x\.gz: there is no such folder/],
  ])('%s is refused', async (_, path, message) => {
    await expect(backUp(fixture.database, path())).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('what cannot be restored leaves the database as it was:', () => {
  let target: TestDatabase;
  let before: Record<string, string>;
  beforeAll(async () => {
    target = await databaseOfItsOwn();
    before = await dumpOf(target.database);
  });

  const broken = (name: string, content: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const header = (change: (header: Record<string, never>) => object) =>
    altered(([first, ...rest]) => [JSON.stringify(change(JSON.parse(first))), ...rest]);
  const bytes = () => readFileSync(file);
  const flipped = (at: number) => {
    const copy = bytes();
    copy[Math.floor(copy.length * at)] ^= 0xff;
    return copy;
  };
  const middle = (lines: string[]) => Math.floor(lines.length / 2);

  test.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'missing.gz'), /there is no such file/],
    ['an empty file', () => broken('empty.gz', ''), /not a backup that csg backup made/],
    [
      'a table of incidents',
      () => broken('x.csv', 'Crime ID,Month\r\n1,2023-05\r\n'),
      /not a backup that csg/,
    ],
    ['JSON of another program', () => broken('x.json', '{"format": "other"}\n'), /not a backup that csg/],
    [
      'a dump of pg_dump',
      () => broken('x.dump', Buffer.concat([Buffer.from('PGDMP'), Buffer.alloc(2e6)])),
      /pg_restore/,
    ],
    [
      'a byte that has changed in the middle',
      () => broken('flip.gz', flipped(0.5)),
      /damaged|ends too early/,
    ],
    [
      'a byte that has changed at the end',
      () => broken('flip.gz', flipped(0.9999)),
      /damaged|ends too early/,
    ],
    [
      'a file that was cut off',
      () => broken('cut.gz', bytes().subarray(0, bytes().length / 2)),
      /ends too early/,
    ],
    ['a file whose last byte is missing', () => broken('cut.gz', bytes().subarray(0, -1)), /ends too early/],
    ['a file without its last line', () => altered((lines) => lines.slice(0, -1)), /ends too early/],
    ['a header alone', () => altered((lines) => lines.slice(0, 1)), /ends too early/],
    ['a line that is missing', () => altered((lines) => lines.toSpliced(middle(lines), 1)), /damaged/],
    ['a line that is there twice', () => altered((lines) => lines.toSpliced(3, 0, lines[3])), /damaged/],
    [
      'lines in another order',
      () => altered((lines) => [lines[0], lines[2], lines[1], ...lines.slice(3)]),
      /damaged/,
    ],
    [
      'a value that was changed',
      () => altered((lines) => lines.map((line) => line.replace('"LU5"', '"LU6"'))),
      /damaged/,
    ],
    ['a line that is no JSON', () => altered((lines) => lines.with(2, lines[2].slice(0, -5))), /damaged/],
    ['two backups in one', () => altered((lines) => [...lines, ...lines]), /damaged/],
    [
      'a format of the future',
      () => header((known) => ({ ...known, version: 2 })),
      /newer version of this program/,
    ],
  ])('%s', async (_, path, message) => {
    await expect(restore(target.database, path())).rejects.toMatchObject({
      name: 'Problem',
      message: expect.stringMatching(message),
    });
    expect(await dumpOf(target.database)).toEqual(before);
  });

  /** A backup with another header that is whole all the same. */
  function signed(change: (header: { migrations: string[]; tables: { name: string }[] }) => object): string {
    return altered(([first, ...rest]) => {
      const lines = [JSON.stringify(change(JSON.parse(first))), ...rest.slice(0, -1)];
      const { rows } = JSON.parse(rest.at(-1)!);
      const hash = createHash('sha256').update(lines.map((line) => `${line}\n`).join(''));
      return [...lines, JSON.stringify({ rows, sha256: hash.digest('hex') })];
    }, 'signed.gz');
  }

  test('a backup of a newer schema', async () => {
    const path = signed((known) => ({
      ...known,
      migrations: [...known.migrations, 'Future4070908800000'],
    }));
    await expect(restore(target.database, path)).rejects.toMatchObject({
      message: expect.stringMatching(
        /a newer version of this program made this backup: its tables are not known here/,
      ),
    });
    expect(await dumpOf(target.database)).toEqual(before);
  });

  test('a backup whose table someone changed by hand', async () => {
    const path = signed((known) => ({
      ...known,
      tables: known.tables.map((table) =>
        table.name === 'incident'
          ? JSON.parse(JSON.stringify(table).replace('"reference"', '"remark"'))
          : table,
      ),
    }));
    await expect(restore(target.database, path)).rejects.toMatchObject({
      message: expect.stringMatching(/table incident has other columns than here/),
    });
    expect(await dumpOf(target.database)).toEqual(before);
  });

  test('rows that the schema does not allow, after most were loaded', async () => {
    // Whole by its hash, and yet without the sources that its incidents name.
    const path = altered((lines) => {
      const changed = lines.slice(0, -1).filter((line) => !line.startsWith('{"table":"source",'));
      const rows = { ...JSON.parse(lines.at(-1)!).rows, source: 0 };
      const hash = createHash('sha256').update(changed.map((line) => `${line}\n`).join(''));
      return [...changed, JSON.stringify({ rows, sha256: hash.digest('hex') })];
    });
    await expect(restore(target.database, path)).rejects.toMatchObject({ code: '23503' });
    expect(await dumpOf(target.database)).toEqual(before);
  });

  test('a database that holds data, unless it may be replaced; every data version is then a new one', async () => {
    const { database } = target;
    await partnershipOf(database, 'OWN');
    await sql(database, "UPDATE partnership SET data_version = 70 WHERE code = 'OWN'");
    const own = await dumpOf(database);
    await expect(restore(database, file)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/holds data already\. .* --replace/),
    });
    expect(await dumpOf(database)).toEqual(own);
    await restore(database, file, { replace: true });
    expect({ ...(await dumpOf(database)), migrations: '', partnership: '' }).toEqual({
      ...dump,
      migrations: '',
      partnership: '',
    });
    expect(await sql(database, 'SELECT DISTINCT data_version FROM partnership')).toEqual([
      { data_version: 71 },
    ]);
  });
});

test('a backup of an older schema is restored and then migrated, with its data', async () => {
  const tablesOf = async (database: Database) => Object.keys(await dumpOf(database));
  const older = await databaseOfItsOwn();
  await partnershipOf(older.database, 'OLD');
  const newest = await tablesOf(older.database);
  let reverted = 0;
  for (; (await tablesOf(older.database)).join() === newest.join(); reverted++)
    await revertLast(older.database);
  const before = await tablesOf(older.database);
  const path = join(folder, 'older.gz');
  await backUp(older.database, path);

  const { database } = await databaseOfItsOwn();
  await restore(database, path);
  expect(await tablesOf(database)).toEqual(before);
  expect(await prepare(database)).toHaveLength(reverted);
  expect(await tablesOf(database)).toEqual(newest);
  expect(await sql(database, 'SELECT code FROM partnership')).toEqual([{ code: 'OLD' }]);
});

describeOnServer('a restore that is killed', () => {
  test('leaves the database as it was', async () => {
    const { database, environment } = await databaseOfItsOwn();
    await partnershipOf(database, 'OWN');
    const before = await dumpOf(database);
    const onlooker = await Onlooker.on(environment.DATABASE_URL);
    await onlooker.hold('LOCK TABLE submission IN ACCESS SHARE MODE'); // it wants each table for itself
    const running = Command.start(['restore', '--replace', file], environment);
    await running.until(async () => (await onlooker.others(true)) > 0);
    expect(await running.kill()).toMatchObject({ code: 'SIGKILL' });
    await onlooker.letGo();
    await onlooker.close();
    expect(await dumpOf(database)).toEqual(before);
  });
});

test('csg backup and csg restore', async () => {
  const from = await databaseOfItsOwn();
  await partnershipOf(from.database, 'E22000012');
  await from.detach();
  const path = join(folder, 'command.gz');
  expect(await Command.run(['backup', path], from.environment)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Backed up \d+ rows of \d+ tables, \d+ kB\.\n$/),
  });
  const to = await databaseOfItsOwn();
  await to.detach();
  expect(await Command.run(['restore', path], to.environment)).toMatchObject({
    code: 0,
    out: expect.stringMatching(CLOSING),
  });
  expect(await Command.run(['restore', path], to.environment)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^csg: The database holds data already\. .*\n$/),
  });
  expect((await Command.run(['partnership', 'list'], to.environment)).out).toBe(
    'E22000012\tPartnership E22000012\n',
  );
});
