import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openDatabase } from '../../src/app';
import type { Database } from '../../src/database';
import { importIncidents, streetReader } from '../../src/ingest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults } from '../support/dump';
import { importAreas, partnershipOf } from '../support/ground';
import { fileOf, streetLine, streetText } from './files';

const dist = join(__dirname, '..', '..', 'dist', 'src');

/** Imports a file as the product does, but says so and waits for ever after two batches. */
const STALLING = `
  const [file] = process.argv.slice(1);
  const { openDatabase } = require(${JSON.stringify(join(dist, 'app.js'))});
  const { importIncidents, streetReader } = require(${JSON.stringify(join(dist, 'ingest'))});
  const reader = { ...streetReader, async *read(source) {
    let batches = 0;
    for await (const batch of streetReader.read(source)) {
      if (batches++ === 2) { console.log('half'); await new Promise(() => setInterval(() => {}, 1000)); }
      yield batch;
    }
  } };
  openDatabase({ url: process.env.DATABASE_URL, folder: process.env.DATA_DIR })
    .then((database) => importIncidents(database, reader, { partnership: 'KILLED', paths: [file] }))
    .catch((error) => { console.error(error); process.exit(1); });`;

let fixture: TestDatabase;
let reopened: Database | undefined;
beforeAll(async () => {
  fixture = await createTestDatabase();
});
afterAll(async () => {
  await reopened?.close();
  await fixture.remove();
});

const rows = Array.from({ length: 12_000 }, (_, i) =>
  streetLine({ id: `${i}`, longitude: `-0.5${100 + (i % 400)}00` }),
);
const file = fileOf(streetText(...rows), '2023-05-bedfordshire-street.csv');

test('an import that is killed in the middle of a file leaves nothing of it, and can be made again', async () => {
  const { database, environment } = fixture;
  await partnershipOf(database, 'KILLED');
  const ring = [
    [-0.6, 51.8],
    [-0.4, 51.8],
    [-0.4, 51.95],
    [-0.6, 51.95],
    [-0.6, 51.8],
  ];
  await importAreas(database, 'KILLED', 'WARD', [{ code: 'W1', ring }], { crs: undefined });
  const before = await dumpOf(database);
  await fixture.detach();

  const child = spawn(process.execPath, ['-e', STALLING, file], { env: { ...process.env, ...environment } });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      if (String(text).includes('half')) resolve();
    });
    child.once('exit', () => reject(new Error(`the import ended before it was killed: ${said}`)));
  });
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');

  reopened = await openDatabase({ url: environment.DATABASE_URL, folder: environment.DATA_DIR });
  expect(await dumpOf(reopened)).toEqual(before);
  const options = { partnership: 'KILLED', paths: [file] };
  expect((await importIncidents(reopened, streetReader, options)).line()).toBe(
    'read 12000 = loaded 12000 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
  );
  expect(await recountFaults(reopened)).toEqual([]);
}, 300_000);
