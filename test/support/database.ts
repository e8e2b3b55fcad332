import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/app';
import { entities } from '../../src/entities';
import { Database, type DatabaseOptions } from '../../src/platform/database';
import { administer, filledTemplate, serverUrl, template } from './template';

/** A database of one test file's own: migrated, with the vocabulary, and nothing else. */
export interface TestDatabase {
  database: Database;
  /** Settings with which a process of its own (the command line) would use the same database. */
  environment: Record<string, string>;
  /** Closes the connections but keeps the data, so that another process can use it. */
  detach(): Promise<void>;
  remove(): Promise<void>;
}

/** Whether the tests run on the server of TEST_DATABASE_URL; embedded otherwise. */
export const onServer = Boolean(process.env.TEST_DATABASE_URL);

/**
 * Runs of a property test that asks the database: fewer of the embedded one, to which each costs several times as much.
 */
export const runs = (most: number) => (onServer ? most : Math.ceil(most / 4));

/** Declares nothing: a test that makes no sense on the other back end is not among its tests, rather than skipped. */
const nothing = () => {};
const none: typeof describe & typeof test = Object.assign(nothing, { each: () => nothing }) as never;

/** Blocks of tests, and tests, that make sense on one back end only, in a file of which others run on both. */
export const describeOnServer: typeof describe = onServer ? describe : none;
export const describeEmbedded: typeof describe = onServer ? none : describe;
export const testOnServer: typeof test = onServer ? test : none;

/** Where a test's own database is, and how to take it away. */
interface Site {
  options: DatabaseOptions;
  environment: Record<string, string>;
  remove(): Promise<void>;
}

async function newSite(original: string | undefined): Promise<Site> {
  if (onServer) {
    const name = `csg_test_${randomBytes(6).toString('hex')}`;
    await administer(`CREATE DATABASE ${name} TEMPLATE ${original ?? 'template1'}`);
    return {
      options: { url: serverUrl(name) },
      environment: { DATABASE_URL: serverUrl(name) },
      remove: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'csg-test-'));
  if (original) cpSync(original, folder, { recursive: true });
  return {
    options: { folder },
    environment: { DATA_DIR: folder, DATABASE_URL: '' },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A database of one test file's own, migrated and with the vocabulary, on the back end of this run. */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyOf(template());
}

/** Database of one test file with the demonstration loaded. */
export async function createDemonstration(): Promise<TestDatabase> {
  return copyOf(await filledTemplate('demonstration'));
}

/** Database of one test file with two years of Central Bedfordshire, for tests that have the shared data. */
export async function createCentralBedfordshire(): Promise<TestDatabase> {
  return copyOf(await filledTemplate('central_bedfordshire'));
}

async function copyOf(original: string): Promise<TestDatabase> {
  const { options, environment, remove } = await newSite(original);
  const database = await openDatabase(options);
  const detach = once(() => database.close());
  return {
    database,
    environment,
    detach,
    remove: async () => {
      await detach();
      await remove();
    },
  };
}

/** A database in which nothing has been migrated yet; `open` may be called more than once on a server. */
export interface EmptyDatabase {
  open(options?: DatabaseOptions): Promise<Database>;
  remove(): Promise<void>;
}

export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const { options, remove } = await newSite(undefined);
  const opened: Database[] = [];
  return {
    open: async (more = {}) => {
      const database = await Database.open({ entities, migrations, ...options, ...more });
      opened.push(database);
      return database;
    },
    remove: async () => {
      for (const database of opened) if (database.dataSource.isInitialized) await database.close();
      await remove();
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
