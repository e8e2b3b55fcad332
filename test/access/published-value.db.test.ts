import type { Database } from '../../src/platform/database';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KEYS, possible, publish } from './perturbation';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 50, 100_000];

test('the database publishes every count under every key as the method prints it', async () => {
  const rows = await sql<{ n: number; key: number; value: number }>(
    database,
    `SELECT n, key, published_value(n, key) AS value
     FROM unnest(:counts::integer[]) AS n, generate_series(0, 255) AS key ORDER BY n, key`,
    { counts: COUNTS },
  );
  expect(rows).toHaveLength(COUNTS.length * 256);
  expect(rows.filter(({ n, key, value }) => value !== publish(n, key))).toEqual([]);
});

test.each(COUNTS)(
  'of %i nothing is published as 1 or 2, or as less than nothing, and the mean is true',
  (n) => {
    const values = KEYS.map((key) => publish(n, key));
    expect(values.filter((value) => value === 1 || value === 2 || value < 0)).toEqual([]);
    const mean = values.reduce((sum, value) => sum + value, 0) / 256;
    expect(Math.abs(mean - n)).toBeLessThan(0.004);
  },
);

test('behind every value lie at least three counts', () => {
  for (let value = 0; value < 60; value++)
    if (value !== 1 && value !== 2) expect(possible(value).length).toBeGreaterThanOrEqual(3);
  expect(possible(0)).toEqual([0, 1, 2, 3]);
  expect(possible(3)).toEqual([1, 2, 3, 4, 5]);
  expect(possible(4)).toEqual([3, 4, 5, 6]);
  expect(possible(5)).toEqual([3, 4, 5, 6, 7]);
});
