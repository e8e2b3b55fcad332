/** @duration long */
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/app';
import type { Database } from '../../src/platform/database';
import { giveToPostgres } from '../support/cluster';
import { Command } from '../support/command';
import { createTestDatabase, onServer } from '../support/database';
import { dumpOf, recountFaults } from '../support/dump';
import { mayMount, SmallDisk } from '../support/small-disk';
import { administer, serverUrl, template } from '../support/template';
import { closingLine, importOf, prepareGround, streetFile } from './street';

jest.setTimeout(300_000);

/** A database on a disk of its own. */
interface Place {
  environment: Record<string, string>;
  open(): Promise<Database>;
  remove(): Promise<void>;
}

async function onTablespace(disk: SmallDisk): Promise<Place> {
  giveToPostgres(disk.folder);
  const name = `csg_test_${randomBytes(6).toString('hex')}`;
  await administer(
    `CREATE TABLESPACE ${name} LOCATION '${disk.folder}'`,
    `CREATE DATABASE ${name} TEMPLATE ${template()} TABLESPACE ${name}`,
  );
  const url = serverUrl(name);
  return {
    environment: { DATABASE_URL: url },
    open: () => openDatabase({ url }),
    remove: () => administer(`DROP DATABASE ${name} WITH (FORCE)`, `DROP TABLESPACE ${name}`),
  };
}

async function inFolder(disk: SmallDisk): Promise<Place> {
  const folder = join(disk.folder, 'data');
  cpSync(template(), folder, { recursive: true });
  return {
    environment: { DATA_DIR: folder, DATABASE_URL: '' },
    open: () => openDatabase({ folder }),
    remove: async () => {},
  };
}

const NO_ROOM = /^csg: The disk of the database is full\. .*\n$/;

/** A server elsewhere does not see the disks of this machine. */
const isNear =
  !onServer || ['127.0.0.1', 'localhost'].includes(new URL(process.env.TEST_DATABASE_URL!).hostname);
const obstacle = !mayMount
  ? ' (no file system may be mounted here)'
  : isNear
    ? ''
    : ' (the server is elsewhere)';

(obstacle ? describe.skip : describe)(`a full disk${obstacle}`, () => {
  let disk: SmallDisk;
  let place: Place;
  beforeAll(async () => {
    disk = new SmallDisk(256);
    place = await (onServer ? onTablespace(disk) : inFolder(disk));
  });
  afterAll(async () => {
    await place?.remove();
    disk?.remove();
  });

  test('of the database: the file is not there, the message says to make room, and then it can be imported', async () => {
    let database = await place.open();
    await prepareGround(database);
    const before = await dumpOf(database);
    await database.close();
    disk.fill(1500);
    expect(await Command.run(importOf(streetFile()), place.environment)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(NO_ROOM),
    });
    disk.clear();
    database = await place.open();
    expect(await dumpOf(database)).toEqual(before);
    await database.close();
    expect(await Command.run(importOf(streetFile()), place.environment)).toMatchObject({
      code: 0,
      out: closingLine('loaded'),
    });
    database = await place.open();
    expect(await recountFaults(database)).toEqual([]);
    await database.close();
  });
});

(mayMount ? describe : describe.skip)('a full disk of a backup', () => {
  test('leaves no half of it', async () => {
    const fixture = await createTestDatabase();
    await fixture.detach();
    const disk = new SmallDisk(1);
    disk.fill(4);
    const { code, out, err } = await Command.run(
      ['backup', join(disk.folder, 'full.gz')],
      fixture.environment,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    // A busy machine has shown the progress before.
    expect(err.split('\n').slice(-2)).toEqual([
      'csg: full.gz: no space is left there. Make room, or choose another folder. No backup was made.',
      '',
    ]);
    expect(readdirSync(disk.folder)).toEqual(['filler']);
    disk.remove();
    await fixture.remove();
  });
});
