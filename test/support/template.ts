import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/app';
import { migrate } from '../../src/database';
import { loadVocabulary } from '../../src/themes';

/** Tells the workers of one run which template is theirs: several runs may share a server. */
const VARIABLE = 'CSG_TEST_TEMPLATE';

/** The migrated database that each test file starts from: a name on the server, or the path of a snapshot. */
export function template(): string {
  const name = process.env[VARIABLE];
  if (!name) throw new Error('Run the tests with jest: its global set-up makes the template.');
  return name;
}

/** Runs statements as the superuser of the test server, outside any of its test databases. */
export async function administer(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    for (const text of statements) await client.query(text);
  } finally {
    await client.end();
  }
}

/** The test server's URL with another database. */
export function serverUrl(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  return url.toString();
}

async function makeOnServer(): Promise<string> {
  const name = `csg_test_template_${process.pid}_${Date.now().toString(36)}`;
  await administer(`CREATE DATABASE ${name}`);
  const database = await openDatabase({ url: serverUrl(name) });
  await migrate(database);
  await database.transaction({}, loadVocabulary);
  await database.close();
  return name;
}

async function makeEmbedded(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'csg-template-'));
  const database = await openDatabase({ folder: join(folder, 'data') });
  await migrate(database);
  await database.transaction({}, loadVocabulary);
  const file = join(folder, 'template.tgz');
  writeFileSync(file, await database.snapshot());
  await database.close();
  rmSync(join(folder, 'data'), { recursive: true });
  return file;
}

/** Jest's global set-up: one migrated database, copied by every test file. */
export default async function makeTemplate(): Promise<void> {
  if (!existsSync(join(__dirname, '../../dist/src/database/embedded/worker.js')))
    throw new Error('Build first: npm run build (npm test does).');
  process.env[VARIABLE] = await (process.env.TEST_DATABASE_URL ? makeOnServer() : makeEmbedded());
}
