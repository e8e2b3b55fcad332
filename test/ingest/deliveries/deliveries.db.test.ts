import 'reflect-metadata';
import { importPeople } from '../../../src/ingest';
import type { DeliveryOptions } from '../../../src/ingest/deliveries';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { fileOf, peopleText, problemOf } from '../files';
import { at, deliver, sharersOf } from './quarter';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
}, 120_000);
afterAll(() => fixture.remove());

/** Everything that a delivery leaves, without numbers that the database gives. */
async function stateOf(id: number) {
  const rows = async (text: string) => JSON.stringify(await sql(database, text, { id }));
  return {
    incidents: await rows(
      'SELECT fingerprint, offence_id, month, flags, reference, casualties FROM incident WHERE partnership_id = :id ORDER BY fingerprint',
    ),
    counts: await rows(
      `SELECT month, source_id, offence_id, flags, location_id, postcode_district, n FROM incident_count
       WHERE partnership_id = :id ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    cells: await rows(
      `SELECT month, source_id, offence_id, flag, ward_id, postcode_district, n FROM elementary_cell
       WHERE partnership_id = :id ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    coverage: await rows(
      'SELECT source_id, first_month, last_month FROM source_coverage WHERE partnership_id = :id ORDER BY 1',
    ),
    people: await rows(
      'SELECT person_key, role, sex, age_band FROM involvement WHERE partnership_id = :id ORDER BY 1',
    ),
  };
}

const CRIMES = 'reference,date,time,easting,northing,category,flags';
const crime = (reference: string, date: string, category = 'criminal-damage', where = at(100, 100)) =>
  `${reference},${date},14:30,${where},${category},`;

describe('deliveries of one partnership', () => {
  let number = 0;
  let code = '';
  let id = 0;
  beforeEach(async () => {
    code = `SHARE${++number}`;
    id = await sharersOf(database, code);
  });
  const crimes = (lines: string[], options: Partial<DeliveryOptions> = {}) =>
    deliver(database, [CRIMES, ...lines], {
      ...{ partnership: code, dataset: 'police-crimes', agency: 'police' },
      ...options,
    });

  test('every row has its fate, and the same file again changes nothing', async () => {
    const lines = [
      crime('C/1', '2023-04-01'),
      crime('C/2', '30/06/2023', '28E'),
      crime('C/3', '2023-05-02', 'Shoplifting', ','),
      crime('C/4', '2023-05-02', 'wounding', at(5000, 5000)),
      crime('C/5', '2023-07-01'),
      crime('C/6', '2023-05-02', 'no such thing'),
    ];
    const first = await crimes(lines);
    expect(first.account.line()).toBe(
      'read 6 = loaded 3 + unchanged 0 + outside 1 + unlocated 0 + rejected 2',
    );
    expect(first.account.breakdown().join('\n')).not.toContain('no such thing');
    const before = await stateOf(id);
    const again = await crimes(lines);
    expect(again.account.line()).toBe(
      'read 6 = loaded 0 + unchanged 3 + outside 1 + unlocated 0 + rejected 2',
    );
    expect(await stateOf(id)).toEqual(before);
    const covered = JSON.parse(before.coverage);
    expect(covered).toEqual([
      expect.objectContaining({ first_month: '2023-04-01', last_month: '2023-06-01' }),
    ]);
  });

  test('a dry run tells the same and leaves nothing', async () => {
    const before = await stateOf(id);
    const dry = await crimes([crime('C/1', '2023-04-01'), crime('C/1', '2023-04-01')], { dryRun: true });
    expect(dry.account.line()).toBe('read 2 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 1');
    expect(dry.submissionId).toBeNull();
    expect(await stateOf(id)).toEqual(before);
  });

  test('a replaced delivery is gone but for what both have, which keeps its people', async () => {
    const only = await stateOfOnly([crime('C/1', '2023-04-01'), crime('C/3', '2023-05-05', 'arson')]);
    await crimes([crime('C/1', '2023-04-01'), crime('C/2', '2023-06-01'), crime('C/3', '2023-05-05')]);
    const people = peopleText({ reference: 'C/1', sex: 'F' }, { reference: 'C/2', sex: 'M' });
    await importPeople(database, { partnership: code, paths: [fileOf(people, 'people.csv')] });
    const refused = await problemOf(crimes([crime('C/3', '2023-05-05', 'arson')]));
    expect(refused.code).toBe('CONFLICT');
    const answer = await crimes([crime('C/1', '2023-04-01'), crime('C/3', '2023-05-05', 'arson')], {
      replace: true,
    });
    expect(answer.account.line()).toContain('loaded 1 + unchanged 1');
    const now = await stateOf(id);
    expect(await facts(now)).toEqual(await facts(only));
    expect(JSON.parse(now.people)).toEqual([expect.objectContaining({ sex: 'FEMALE' })]);
  });

  test('numbers, districts, casualties and pupils are what their data sets tell', async () => {
    const health = { partnership: code, agency: 'health' };
    const numbers = 'month,category,postcode_district,count';
    const counted = await deliver(
      database,
      [
        numbers,
        '2023-04,drug-treatment,MK45,3',
        ',drug-treatment,MK45,4',
        '2023-04,drug-treatment,LU6,9',
        '2023-05,drug-treatment,MK45,0',
      ],
      { ...health, dataset: '11' },
    );
    expect(counted.account.line()).toBe(
      'read 4 = loaded 2 + unchanged 1 + outside 1 + unlocated 0 + rejected 0',
    );
    expect(counted.fieldsPresent).toEqual(['persons receiving drug treatment']);
    const [{ n }] = await sql<{ n: number }>(
      database,
      'SELECT sum(n) AS n FROM incident_count WHERE partnership_id = :id',
      { id },
    );
    expect(n).toBe(7);
    const again = await deliver(database, [numbers, '2023-04,drug-treatment,MK45,3'], {
      ...health,
      dataset: '11',
    });
    expect(again.account.line()).toContain('loaded 0 + unchanged 1');

    const council = { partnership: code, agency: 'local-authority' };
    await deliver(
      database,
      [
        'reference,date,adults_killed,adults_slightly_injured,children_seriously_injured',
        'R/1,2023-04-05,0,2,1',
        'R/2,2023-04-05,,,',
      ],
      { ...council, dataset: 'road-collisions' },
    );
    await deliver(database, ['date,category,age,sex,reason', '2023-04-05,permanent,14,F,damage'], {
      ...council,
      dataset: 'school-exclusions',
    });
    const api = await Api.on(database, analystOf(id));
    const { incidents } = await api.ask<{ incidents: { nodes: object[] } }>(
      `query ($where: IncidentFilter!) { incidents(where: $where) { nodes { reference outcome casualties { adultsKilled
        adultsSlightlyInjured childrenSeriouslyInjured } } } }`,
      {
        where: {
          ...{ partnership: code, sources: ['road-collisions', 'school-exclusions'] },
          period: { from: '2023-04-01', to: '2023-06-30' },
        },
      },
    );
    expect(incidents.nodes).toEqual([
      {
        ...{ reference: 'R/1', outcome: 'serious' },
        casualties: { adultsKilled: 0, adultsSlightlyInjured: 2, childrenSeriouslyInjured: 1 },
      },
      { reference: 'R/2', outcome: null, casualties: null },
      { reference: null, outcome: 'permanent-exclusion-damage', casualties: null },
    ]);
    const { people } = await stateOf(id);
    expect(JSON.parse(people)).toEqual([
      expect.objectContaining({ role: 'EXCLUDED', sex: 'FEMALE', age_band: 'AGE_10_19' }),
    ]);
  });

  /** The state of another partnership to which only these crimes were delivered. */
  async function stateOfOnly(lines: string[]) {
    const other = `${code}ONLY`;
    const otherId = await sharersOf(database, other);
    await crimes(lines, { partnership: other });
    return stateOf(otherId);
  }
  /** State without the numbers of locations and wards, which differ between partnerships. */
  const facts = async ({ incidents, counts, cells, coverage }: Awaited<ReturnType<typeof stateOf>>) => ({
    incidents,
    coverage,
    counts: JSON.parse(counts).map(({ location_id: _, ...rest }: Record<string, unknown>) => rest),
    cells: JSON.parse(cells).map(({ ward_id: _, ...rest }: Record<string, unknown>) => rest),
  });
});
