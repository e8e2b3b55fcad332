import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/app';
import type { Database } from '../../src/database';
import { administer, serverUrl, TEMPLATE, templateFile } from './template';

/** A database of one test file's own: migrated, with the vocabulary, and nothing else. */
export interface TestDatabase {
  database: Database;
  /** Settings with which a process of its own (the command line) would use the same database. */
  environment: Record<string, string>;
  /** Closes the connections but keeps the data, so that another process can use it. */
  detach(): Promise<void>;
  remove(): Promise<void>;
}

/** On the server of TEST_DATABASE_URL where that is set, embedded otherwise. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (process.env.TEST_DATABASE_URL) {
    const name = `csg_test_${randomBytes(6).toString('hex')}`;
    await administer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    const url = serverUrl(name);
    const database = await openDatabase({ url });
    const detach = once(() => database.close());
    return {
      database,
      environment: { DATABASE_URL: url },
      detach,
      remove: async () => {
        await detach();
        await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      },
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'csg-test-'));
  const database = await openDatabase({ folder, snapshot: templateFile });
  const detach = once(() => database.close());
  return {
    database,
    environment: { DATA_DIR: folder, DATABASE_URL: '' },
    detach,
    remove: async () => {
      await detach();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
