/** @backend either */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut, writtenFiles } from './recipe';

const files = writtenFiles('docs/adding-an-analytic.md');
const folder = mkdtempSync(join(tmpdir(), 'csg-recipe-'));
carryOut(files, folder);

/** A module of the copy. */
function ofCopy<T>(path: string): T {
  return require(join(folder, path)) as T;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the page has an analytic written in at most four files by hand', () => {
  expect(files.length).toBeGreaterThan(2);
  expect(files.length).toBeLessThanOrEqual(4);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
});

describe('what the page says', () => {
  const own = files.find(({ path }) => path.endsWith('.test.ts'))!;
  ofCopy(own.path); // the test that the page writes: it registers itself here

  test('comes as CSV, with the metadata of its columns, and only for those who may read records', async () => {
    const { createTestDatabase } = ofCopy<typeof import('../../support/database')>('test/support/database');
    const { box, importAreas, partnershipOf } =
      ofCopy<typeof import('../../support/ground')>('test/support/ground');
    const { crime, load } = ofCopy<typeof import('../../support/records')>('test/support/records');
    const { testServer, headersWith } =
      ofCopy<typeof import('../../api/http/test-server')>('test/api/http/test-server');
    const { serveRoutes } = ofCopy<typeof import('../../../src/api')>('src/api');
    const { buildApiSchema } = ofCopy<typeof import('../../../src/api/graphql')>('src/api/graphql');

    const { database, remove } = await createTestDatabase();
    await partnershipOf(database, 'ONE');
    await importAreas(database, 'ONE', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    const on = (day: string) => crime({ occurredFrom: `2023-05-${day}T11:00:00.000Z`, at: [500, 500] });
    await load(database, 'ONE', [on('01'), on('03'), on('09')]);
    const server = await testServer(database, await buildApiSchema(), {}, serveRoutes);
    const analyst = await headersWith(database);
    try {
      const path = '/export/incident-intervals';
      const csv = await server.get(`${path}.csv?partnership=ONE`, analyst);
      expect(csv.body.split('\r\n')).toEqual(['code,name,incidents,medianDays', 'W1,Area W1,3,4', '']);
      const metadata = (await server.get(`${path}.csv-metadata.json?partnership=ONE`, analyst)).json();
      expect(metadata.tableSchema.columns[3]).toEqual({
        name: 'medianDays',
        titles: 'medianDays',
        'dc:description': expect.stringContaining('Median days'),
      });
      expect((await server.get(`${path}.csv?partnership=ONE`)).json().error.code).toBe('FORBIDDEN');
    } finally {
      await server.app.close();
      await remove();
    }
  });
});
