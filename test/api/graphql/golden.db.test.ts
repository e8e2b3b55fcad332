/**
 * Operations that integrators rely on, each as they would send it, with the full answers about a tiny partnership.
 * `UPDATE_GOLDEN=1 npx jest test/api` writes the answers again: read the difference before committing it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { Problem } from '../../../src/platform/errors';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { buildSharer } from './sharer';
import { buildTiny } from './tiny';

interface Golden {
  title: string;
  variables: object;
  /** The analyst of the partnership where nothing else is said. */
  viewer?: 'public' | 'editor' | 'sharer';
  answer?: unknown;
}

const folder = join(__dirname, 'golden');
const update = Boolean(process.env.UPDATE_GOLDEN);
if (update && process.env.CI)
  throw new Error('UPDATE_GOLDEN is for people who read what it writes, not for CI.');

let fixture: TestDatabase;
let api: Api;
let viewers: Record<NonNullable<Golden['viewer']>, Viewer>;
beforeAll(async () => {
  fixture = await createTestDatabase();
  const partnershipId = await buildTiny(fixture.database);
  const editor: Viewer = { role: 'PARTNER', scopes: ['edit', 'read'], partnershipId, keyId: 1 };
  viewers = { public: PUBLIC_VIEWER, editor, sharer: analystOf(await buildSharer(fixture.database)) };
  api = await Api.on(fixture.database, analystOf(partnershipId));
}, 120_000);
afterAll(() => fixture.remove());

const HOUR = 3_600_000;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:]+[+-]/;

/**
 * Numbers to six significant digits: the back ends have different versions of PROJ and GEOS. What was written down
 * while the test ran has the instant `now`.
 */
function rounded(value: unknown): unknown {
  if (typeof value === 'string' && INSTANT.test(value) && Date.now() - Date.parse(value) < HOUR) return 'now';
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
  return value;
}

async function answerOf(operation: string, { variables, viewer }: Golden): Promise<unknown> {
  const { data, errors } = await api.execute(operation, variables, viewer && { viewer: viewers[viewer] });
  if (!errors) return rounded(data);
  const error = errors[0].originalError;
  if (!(error instanceof Problem)) throw error ?? errors[0];
  return { refused: error.code, message: error.message };
}

const operations = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => name.replace('.graphql', ''));

test('every operation of the contract is here', () => {
  expect(operations).toEqual([
    'Act',
    'Admissions',
    'AreaRates',
    'AreasAt',
    'AssertCell',
    'CrimeCosts',
    'Evaluate',
    'HotspotClusters',
    'IncidentCounts',
    'IncidentMap',
    'Incidents',
    'Partnership',
    'PeerComparison',
    'PostcodeDistricts',
    'ProblemProfile',
    'Progress',
    'QuarterlyReview',
    'Recommend',
    'Rejects',
    'Seasonality',
    'SharingLedger',
    'SntAreas',
    'StrategicAssessment',
    'TacticalAssessment',
    'ThemeRanking',
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
