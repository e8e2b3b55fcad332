import { isDate } from 'node:util/types';
import fc from 'fast-check';
import type { Database } from '../../../src/platform/database';
import { packArray } from '../../../src/platform/database/arrays';
import { sql } from '../../support/api';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

const instant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Possible values of each type. */
const TYPES: Record<string, { value: fc.Arbitrary<unknown> }> = {
  boolean: { value: fc.boolean() },
  smallint: { value: fc.integer({ min: -32768, max: 32767 }) },
  integer: { value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) },
  float8: { value: fc.double({ noDefaultInfinity: false }) },
  text: {
    value: fc.oneof(
      fc.constantFrom('', 'NULL', '{"a"}', '\\', "it's"),
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    ),
  },
  date: { value: instant.map((text) => text.slice(0, 10)) },
  timestamptz: { value: instant },
  uuid: { value: fc.uuid() },
};

test.each(Object.keys(TYPES))('an array of %s arrives as it was given, nulls too', async (type) => {
  const { value } = TYPES[type];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(value), { minLength: 1, maxLength: 20 }), async (values) => {
      expect(packArray(type, values)).toBeInstanceOf(Uint8Array);
      const rows = await sql<{ x: unknown }>(
        database,
        `SELECT x FROM unnest(:values::${type}[]) WITH ORDINALITY AS v (x, nth) ORDER BY nth`,
        { values },
      );
      expect(rows.map(({ x }) => (isDate(x) ? x.toISOString() : Object.is(x, -0) ? 0 : x))).toEqual(
        values.map((each) => (Object.is(each, -0) ? 0 : each)),
      );
    }),
    { numRuns: runs(40) },
  );
});

test.each<[string, unknown]>([
  ['smallint', [1, 32768]],
  ['integer', [1.5]],
  ['boolean', ['t']],
  ['date', ['2023-02-30']],
  ['date', ['1 May 2023']],
  ['timestamptz', ['yesterday']],
  ['uuid', ['12']],
  ['text', [['nested']]],
  ['point', ['(1,2)']],
  ['integer', []],
  ['integer', null],
])('%s: %j goes as it is, for the database to judge', (type, value) => {
  expect(packArray(type, value)).toBe(value);
});
