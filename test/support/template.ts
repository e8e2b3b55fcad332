import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/app';
import { migrate } from '../../src/database';
import { snapshotFolder, writeWhole } from '../../src/database/embedded/snapshot';
import { loadVocabulary } from '../../src/themes';

/** Name of the migrated database (server) or file (embedded) that each test file starts from. */
export const TEMPLATE = 'csg_test_template';
export const templateFile = join(snapshotFolder, `${TEMPLATE}.tgz`);

/** Runs statements as the superuser of the test server, outside any of its test databases. */
export async function administer(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  for (const text of statements) await client.query(text);
  await client.end();
}

/** The test server's URL with another database. */
export function serverUrl(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Jest's global set-up: one migrated database, copied by every test file. */
export default async function makeTemplate(): Promise<void> {
  if (!existsSync(join(__dirname, '../../dist/src/database/embedded/worker.js')))
    throw new Error('Build first: npm run build (npm test does).');
  const onServer = Boolean(process.env.TEST_DATABASE_URL);
  const folder = mkdtempSync(join(tmpdir(), 'csg-template-'));
  if (onServer)
    await administer(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`, `CREATE DATABASE ${TEMPLATE}`);
  const database = await openDatabase(onServer ? { url: serverUrl(TEMPLATE) } : { folder });
  await migrate(database);
  await database.transaction({}, loadVocabulary);
  if (!onServer) writeWhole(templateFile, await database.snapshot());
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The template's bytes, for tests of the snapshot itself. */
export const readTemplate = () => readFileSync(templateFile);
