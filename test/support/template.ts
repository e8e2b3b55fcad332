import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openDatabase, prepare } from '../../src/app';
import { seedDemonstration } from '../../src/cli/demonstration';
import { type Database } from '../../src/platform/database';
import { loadCentralBedfordshire } from './central-bedfordshire';

/** Tells the workers of one run which template is theirs: several runs may share a server. */
const VARIABLE = 'CSG_TEST_TEMPLATE';

/** The migrated database that each test file starts from: a name on the server, or a folder to copy. */
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

/** Fills a database, and keeps it as a template of this name on the server. */
async function keepOnServer(name: string, from: string, fill: (database: Database) => Promise<unknown>) {
  await administer(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  const database = await openDatabase({ url: serverUrl(name) });
  await fill(database);
  await database.close();
}

/** Fills an embedded database, and keeps it as a template in this folder: a copy of one opens in half the time of a snapshot. */
async function keepInFolder(
  folder: string,
  from: string | undefined,
  fill: (database: Database) => Promise<unknown>,
) {
  if (from) cpSync(from, folder, { recursive: true });
  const database = await openDatabase({ folder });
  await fill(database);
  await database.close();
}

/** What a database may hold that several test files start from. */
const CONTENTS = {
  demonstration: (database: Database) => seedDemonstration(database, () => {}),
  central_bedfordshire: loadCentralBedfordshire,
};

/** Databases that the first test file of a run that asks for one fills, and the others copy. */
export type SharedContent = keyof typeof CONTENTS;

export const SHARED_CONTENTS = Object.keys(CONTENTS) as SharedContent[];

/** Where a filled template is: a name on the server, or a folder. */
export const filledName = (content: SharedContent) =>
  process.env.TEST_DATABASE_URL ? `${template()}_${content}` : `${template()}.${content}`;

/** Tells the workers of a run that one of them fills, or has filled, a template. */
export const signOf = (content: SharedContent) =>
  join(tmpdir(), `${template().replace(/\W/g, '_')}.${content}`);

/** The template with a content: the first test file of a run that asks for it loads it, the others wait. */
export async function filledTemplate(content: SharedContent): Promise<string> {
  const name = filledName(content);
  const [sign, done] = [signOf(content), join(signOf(content), 'done')];
  const isFirst = mkdirSync(sign, { recursive: true }) !== undefined;
  if (isFirst) {
    const keep = process.env.TEST_DATABASE_URL ? keepOnServer : keepInFolder;
    await keep(name, template(), CONTENTS[content]).finally(() => writeFileSync(done, ''));
  }
  while (!existsSync(done)) await sleep(200);
  return name;
}

/** Jest's global set-up: one migrated database, copied by every test file. */
export default async function makeTemplate(): Promise<void> {
  if (!existsSync(join(__dirname, '../../dist/src/platform/database/embedded/worker.js')))
    throw new Error('Build first: npm run build (npm test does).');
  if (process.env.TEST_DATABASE_URL) {
    process.env[VARIABLE] = `csg_test_template_${process.pid}_${Date.now().toString(36)}`;
    await keepOnServer(template(), 'template1', prepare);
  } else {
    process.env[VARIABLE] = join(mkdtempSync(join(tmpdir(), 'csg-template-')), 'template');
    await keepInFolder(template(), undefined, prepare);
  }
}
