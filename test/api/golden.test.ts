/**
 * The operations that integrators rely on, each as they would send it, with the answers about a tiny partnership in
 * full. `UPDATE_GOLDEN=1 npx jest test/api` writes the answers anew: read the difference before committing it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_VIEWER } from '../../src/access';
import { Problem } from '../../src/problem';
import { Api, analystOf } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { buildTiny } from './tiny';

interface Golden {
  title: string;
  variables: object;
  /** The analyst of the partnership where nothing else is said. */
  viewer?: 'public';
  answer?: unknown;
}

const folder = join(__dirname, 'golden');
const update = Boolean(process.env.UPDATE_GOLDEN);
if (update && process.env.CI)
  throw new Error('UPDATE_GOLDEN is for people who read what it writes, not for CI.');

let fixture: TestDatabase;
let api: Api;
beforeAll(async () => {
  fixture = await createTestDatabase();
  api = await Api.on(fixture.database, analystOf(await buildTiny(fixture.database)));
}, 120_000);
afterAll(() => fixture.remove());

/** Numbers to six significant digits: the back ends have different versions of PROJ and GEOS. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
  return value;
}

async function answerOf(operation: string, { variables, viewer }: Golden): Promise<unknown> {
  try {
    return rounded(await api.ask(operation, variables, viewer && { viewer: PUBLIC_VIEWER }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { refused: error.code, message: error.message };
  }
}

const operations = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => name.replace('.graphql', ''));

test('every operation of the contract is here', () => {
  expect(operations).toEqual([
    'Admissions',
    'AreaRates',
    'AreasAt',
    'HotspotClusters',
    'IncidentCounts',
    'IncidentMap',
    'Incidents',
    'Partnership',
    'PeerComparison',
    'PostcodeDistricts',
    'QuarterlyReview',
    'Seasonality',
    'SntAreas',
    'Trend',
    'Triangulate',
    'WardHealthEstimates',
    'Wards',
    'WeekGrid',
  ]);
});

describe.each(operations)('%s', (name) => {
  const operation = readFileSync(join(folder, `${name}.graphql`), 'utf8');
  const path = join(folder, `${name}.json`);
  const cases = JSON.parse(readFileSync(path, 'utf8')) as Golden[];
  const found: unknown[] = [];

  test.each(cases.map((golden, i) => ({ ...golden, i })))('$title', async ({ i }) => {
    found[i] = await answerOf(operation, cases[i]);
    if (!update) expect(found[i]).toEqual(cases[i].answer);
  });

  if (update)
    afterAll(() => {
      const written = cases.map((golden, i) => ({ ...golden, answer: found[i] ?? golden.answer }));
      writeFileSync(path, `${JSON.stringify(written, null, 2)}\n`);
    });
});
