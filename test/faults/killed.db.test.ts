/** @duration long */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/app';
import type { Database } from '../../src/platform/database';
import { sql } from '../support/api';
import { Command, type FedFile } from '../support/command';
import { createTestDatabase, onServer, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults } from '../support/dump';
import { Onlooker } from '../support/session';
import {
  BODY,
  closingLine,
  contentOf,
  fedStreetFile,
  HEADER,
  importOf,
  prepareGround,
  ROWS,
  streetFile,
  TAIL,
} from './street';

// Each import is a process that opens the database, and so is each look at what it left.
jest.setTimeout(300_000);

let fixture: TestDatabase;
let before: Record<string, string>;
/** Hash of the file, one of the last things that an import writes, into its line of the ledger. */
let keyedHash: string;
/** A session beside the import; on the server only. */
let onlooker: Onlooker;

async function look<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url, DATA_DIR: folder } = fixture.environment;
  const database = await openDatabase({ url, folder });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

beforeAll(async () => {
  fixture = await createTestDatabase();
  await prepareGround(fixture.database);
  before = await dumpOf(fixture.database);
  const digest = createHash('sha256')
    .update(HEADER + BODY + TAIL)
    .digest('hex');
  [{ keyed_hash: keyedHash }] = await sql<{ keyed_hash: string }>(
    fixture.database,
    `SELECT encode(keyed_hash(convert_to(concat_ws(':', id, 'police-uk-street', :digest::text), 'UTF8')), 'hex')
       AS keyed_hash FROM partnership`,
    { digest },
  );
  await fixture.detach();
  if (onServer) onlooker = await Onlooker.on(fixture.environment.DATABASE_URL);
});
afterAll(async () => {
  await onlooker?.close();
  await fixture.remove();
});

/** A moment of an import: how it is brought there, and whether the file is in the database then (either, if undefined). */
interface Moment {
  name: string;
  reach(running: Command, file: FedFile): Promise<void>;
  wholly?: boolean;
}

const restOf = async (file: FedFile) => {
  await file.give(HEADER + BODY + TAIL);
  file.end();
};

/** Where a statement that takes this lock waits until the import is dead. */
const heldAt = (name: string, lock: string, wholly = false): Moment => ({
  name,
  wholly,
  async reach(running, file) {
    await onlooker.hold(lock);
    await restOf(file);
    await running.until(async () => (await onlooker.others(true)) > 0);
  },
});

/** Whether the embedded database has written these words to its log, which it does when it commits. */
function isLogged(words: string): boolean {
  const folder = join(fixture.environment.DATA_DIR, 'postgres', 'pg_wal');
  return readdirSync(folder, { withFileTypes: true }).some(
    (entry) => entry.isFile() && readFileSync(join(folder, entry.name)).includes(words),
  );
}

const MOMENTS: Moment[] = [
  {
    name: 'before the first row',
    wholly: false,
    reach: (_, file) => file.give(HEADER),
  },
  {
    name: 'in the middle of the file',
    wholly: false,
    reach: (_, file) => file.give(HEADER + BODY),
  },
  ...(onServer
    ? [
        heldAt(
          'when all rows are in and the months are noted',
          'LOCK TABLE source_coverage IN EXCLUSIVE MODE',
        ),
        heldAt(
          'before its data are told to have changed, and its line in the ledger is closed',
          'LOCK TABLE partnership IN SHARE MODE',
        ),
        heldAt('after the commit', 'LOCK TABLE incident IN SHARE UPDATE EXCLUSIVE MODE', true),
      ]
    : [
        { name: 'at the end of the file', reach: (_: Command, file: FedFile) => restOf(file) },
        {
          name: 'in the commit',
          async reach(running: Command, file: FedFile) {
            await restOf(file);
            await running.until(() => isLogged(keyedHash));
          },
        },
        {
          name: 'as soon as it says that it is done',
          wholly: true,
          async reach(running: Command, file: FedFile) {
            await restOf(file);
            await running.until(() => running.out !== '').catch(() => {}); // or just after
            expect(running.out).toMatch(/^read/);
          },
        },
      ]),
];

test.each(MOMENTS)(
  'an import that is killed $name leaves its file wholly there or not at all',
  async (moment) => {
    const file = fedStreetFile();
    const running = Command.start(importOf(file.path), fixture.environment);
    await moment.reach(running, file);
    const { code } = await running.kill();
    if (!moment.wholly) expect(code).toBe('SIGKILL'); // else it may have been too quick
    if (onServer) {
      await onlooker.letGo();
      while ((await onlooker.others()) > 0) await sleep(20); // the server notices the death when it next answers
    }
    await look(async (database) => {
      const { incidents, submissions } = await contentOf(database);
      if (moment.wholly !== undefined) expect(submissions > 0).toBe(moment.wholly);
      if (submissions > 0) expect(incidents).toBe(ROWS);
      else expect(await dumpOf(database)).toEqual(before);
      expect(await recountFaults(database)).toEqual([]);
    });
  },
);

test('the same import afterwards finds it there, or loads it', async () => {
  expect(await Command.run(importOf(streetFile()), fixture.environment)).toMatchObject({
    code: 0,
    out: closingLine('unchanged'),
  });
});
