import { openDatabase, prepare } from '../../src/app';
import type { Database } from '../../src/platform/database';
import { sql } from '../support/api';
import { Cluster, postgresPrograms } from '../support/cluster';
import { Command } from '../support/command';
import {
  createTestDatabase,
  describeEmbedded,
  describeOnServer,
  onServer,
  type TestDatabase,
} from '../support/database';
import { dumpOf, recountFaults } from '../support/dump';
import { importStreetFiles } from '../support/records';
import { Onlooker } from '../support/session';
import {
  BODY,
  closingLine,
  contentOf,
  fedStreetFile,
  HEADER,
  importOf,
  prepareGround,
  streetFile,
  TAIL,
} from './street';

jest.setTimeout(300_000);

const WHAT_TO_DO = /^csg: The database cannot be reached or has stopped\. .* do the same again\.\n$/;

describeOnServer('an import whose session the server ends', () => {
  let fixture: TestDatabase;
  let onlooker: Onlooker;
  beforeAll(async () => {
    fixture = await createTestDatabase();
    await prepareGround(fixture.database);
    onlooker = await Onlooker.on(fixture.environment.DATABASE_URL);
  });
  afterAll(async () => {
    await onlooker.close();
    await fixture.remove();
  });

  test('leaves nothing of its file, says what to do, and can be made again', async () => {
    const { database, environment } = fixture;
    const before = await dumpOf(database);
    const file = fedStreetFile();
    const running = Command.start(importOf(file.path), environment);
    await file.give(HEADER + BODY);
    await onlooker.endOthers();
    await file.give(TAIL).catch(() => {}); // it may have ended already
    file.end();
    expect(await running.ended).toMatchObject({ code: 1, out: '', err: expect.stringMatching(WHAT_TO_DO) });
    expect(await dumpOf(database)).toEqual(before);
    expect(await Command.run(importOf(streetFile()), environment)).toMatchObject({
      code: 0,
      out: closingLine('loaded'),
    });
    expect(await recountFaults(database)).toEqual([]);
  });
});

const describeWithCluster = onServer && !postgresPrograms ? describe.skip : describeOnServer;

describeWithCluster(
  `a server that crashes and comes back${postgresPrograms ? '' : ' (no initdb here)'}`,
  () => {
    let cluster: Cluster;
    let database: Database;
    beforeAll(async () => {
      cluster = await Cluster.start();
      database = await openDatabase({ url: cluster.url });
      await prepare(database);
      await prepareGround(database);
    });
    afterAll(async () => {
      await database?.close();
      cluster?.remove();
    });

    test('has nothing of the file that was being imported; who is connected goes on', async () => {
      const environment = { DATABASE_URL: cluster.url };
      const before = await dumpOf(database);
      const file = fedStreetFile();
      const running = Command.start(importOf(file.path), environment);
      await file.give(HEADER + BODY);
      cluster.crash();
      await file.give(TAIL).catch(() => {});
      file.end();
      expect(await running.ended).toMatchObject({ code: 1, out: '', err: expect.stringMatching(WHAT_TO_DO) });
      await expect(sql(database, 'SELECT 1')).rejects.toMatchObject({ code: 'RETRY' });
      expect(await Command.run(importOf(streetFile()), environment)).toMatchObject({
        code: 1,
        err: expect.stringMatching(WHAT_TO_DO),
      });

      cluster.start();
      expect(await dumpOf(database)).toEqual(before);
      expect(await Command.run(importOf(streetFile()), environment)).toMatchObject({
        code: 0,
        out: closingLine('loaded'),
      });
      expect(await recountFaults(database)).toEqual([]);
    });
  },
);

describeEmbedded('an import whose database thread dies', () => {
  test('leaves nothing of its file, says what to do, and can be made again by the same process', async () => {
    const fixture = await createTestDatabase();
    const { database } = fixture;
    await prepareGround(database);
    const before = await dumpOf(database);
    const file = fedStreetFile();
    const running = importStreetFiles(database, 'FAULTS', [file.path]);
    const failed = expect(running).rejects.toMatchObject({
      code: 'RETRY',
      message: expect.stringMatching(/do the same again\.$/),
    });
    await file.give(HEADER + BODY);
    await database.crash();
    await file.give(TAIL).catch(() => {});
    file.end();
    await failed;
    expect(await dumpOf(database)).toEqual(before);
    const again = [streetFile()];
    expect(`${(await importStreetFiles(database, 'FAULTS', again)).line()}\n`).toBe(closingLine('loaded'));
    expect(await contentOf(database)).toMatchObject({ submissions: 1 });
    expect(await recountFaults(database)).toEqual([]);
    await fixture.remove();
  });
});
