import { loadRecords } from '../../../src/ingest/reading/load-records';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

/** Makes `many` incidents at places some metres apart, from the place numbered `from` on. */
type Spread = (from: number, many: number) => IncidentRecord[];
const spread =
  (record: (n: number) => IncidentRecord): Spread =>
  (from, many) =>
    Array.from({ length: many }, (_, i) => record(from + i));

const onTheGrid = spread((n) =>
  crime({
    at: [n % 100, Math.floor(n / 100)],
    people: [
      {
        role: 'VICTIM',
        organisation: false,
        sex: 'FEMALE',
        ageBand: null,
        selfDefined: null,
        officerDefined: null,
        home: null,
        identity: 'the victim',
      },
    ],
  }),
);
const inDegrees = spread((n) =>
  crime({
    source: 'police-uk-street',
    offence: 'open-burglary',
    outcome: 'Under investigation',
    place: {
      kind: 'lonlat',
      longitude: -0.5 + (n % 100) / 1_000,
      latitude: 52 + Math.floor(n / 100) / 1_000,
      snapped: true,
    },
  }),
);

let lastNumber = 0;
async function square(): Promise<string> {
  lastNumber += 1;
  const code = `L${lastNumber}`;
  await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1_000, -1_000, 20_000) }]);
  return code;
}

test.each<[string, Spread]>([
  ['on the National Grid, with people', onTheGrid],
  ['in degrees, with outcomes', inDegrees],
])(
  'a load reads as many rows as it brings, beside a partnership that the planner takes for all there is: %s',
  async (_, records) => {
    await load(database, await square(), records(0, 3_000));
    const code = await square();
    const parts = [records(0, 800), records(800, 800)];
    const again = parts[0].map((record) => ({ ...record, outcome: 'No further action' }));
    const read = await database.transaction({}, async (session) => {
      for (const part of [...parts, again]) await loadRecords(session, code, part, () => {});
      const [{ rows }] = await session.query<{ rows: number }>(
        statement(
          'test',
          `SELECT sum(seq_tup_read + idx_tup_fetch)::integer AS rows FROM pg_stat_xact_user_tables
         WHERE relname IN ('incident', 'location', 'involvement', 'location_area')`,
        ),
        {},
      );
      return rows;
    });
    // Each batch of 800 meets the 800 before it: looked for among all, they would be 640,000 for every one of its
    // statements.
    expect(read).toBeLessThan(20 * 3 * 800);
  },
);
