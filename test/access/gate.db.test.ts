import { PUBLIC_VIEWER, RequestContext, type Role, session, type Viewer } from '../../src/access';
import type { Database, Session } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { createTestDatabase, type TestDatabase } from '../support/database';

/**
 * Two partnerships, 1 and 2. In each: an open and a closed incident, each with a victim, at a place of its own,
 * counted, in one ward; and the closed one in an elementary cell with 5 incidents, published as 4. They are the members
 * of the county 3, with which 1 shares its records.
 */
const FIXTURE = `
  INSERT INTO partnership (code, name) VALUES ('ONE', 'One'), ('TWO', 'Two');
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT id, 'WARD', 'W' || id, 'Ward', ST_Multi(ST_MakeEnvelope(0, 0, 100, 100, 27700)), 'SYNTHETIC' FROM partnership;
  CREATE TEMPORARY TABLE kind AS
    SELECT DISTINCT ON (access) access, id AS source_id, access = 'OPEN' AS open FROM source ORDER BY access, id;
  INSERT INTO location (partnership_id, longitude, latitude, easting, northing, geom, snapped, open)
    SELECT p.id, 0, 52, 10, 10, ST_SetSRID(ST_MakePoint(10, 10), 27700), false, open FROM partnership p, kind;
  INSERT INTO location_area (partnership_id, location_id, area_id, kind, open)
    SELECT l.partnership_id, l.id, a.id, 'WARD', l.open FROM location l JOIN area a USING (partnership_id);
  INSERT INTO incident (partnership_id, source_id, offence_id, location_id, occurred_from, occurred_to, month,
      "precision", flags, fingerprint)
    SELECT l.partnership_id, kind.source_id, (SELECT min(id) FROM offence), l.id, '2024-01-05', '2024-01-05',
      '2024-01-01', 'DAY', CASE WHEN open THEN 0 ELSE -1 END, gen_random_uuid()
    FROM location l JOIN kind USING (open);
  INSERT INTO outcome (code, name, open) VALUES ('fixture', 'Fixture', true);
  INSERT INTO incident_outcome (partnership_id, source_id, outcome_key, month, outcome_id, ordinal)
    SELECT partnership_id, source_id, gen_random_uuid(), month, (SELECT id FROM outcome WHERE code = 'fixture'), 1
    FROM incident;
  INSERT INTO involvement (partnership_id, incident_id, person_key, source_id, role, organisation, sex)
    SELECT partnership_id, id, gen_random_uuid(), source_id, 'VICTIM', false, 'FEMALE' FROM incident;
  INSERT INTO incident_count (partnership_id, month, source_id, offence_id, flags, location_id, n)
    SELECT partnership_id, month, source_id, offence_id, 0, location_id, 1 FROM incident;
  INSERT INTO elementary_cell (partnership_id, month, source_id, offence_id, ward_id, n)
    SELECT a.partnership_id, '2024-01-01', kind.source_id, (SELECT min(id) FROM offence), a.id, 5
    FROM area a, kind WHERE NOT open;
  INSERT INTO released_cell (partnership_id, month, source_id, key_agency_id, offence_id, ward_id, n, shown)
    SELECT partnership_id, month, source_id, 0, offence_id, ward_id, 4, true FROM elementary_cell;
  INSERT INTO agency (partnership_id, code, name, kind)
    SELECT p.id, lower(kind), kind, CASE kind WHEN 'FIRE' THEN 'FIRE_AND_RESCUE' ELSE kind END
    FROM partnership p, (VALUES ('FIRE'), ('POLICE')) AS k (kind);
  INSERT INTO submission (partnership_id, content, file_name, file_hash, agency_id, quarter, read, rejected)
    SELECT partnership_id, 'police-crimes', 'x.csv', '', id, '2024-01-01', 1, 1 FROM agency;
  INSERT INTO reject (partnership_id, submission_id, line, field, reason)
    SELECT partnership_id, id, 2, 'date', 'blank' FROM submission;
  INSERT INTO partnership (code, name) VALUES ('THREE', 'County of both');
  INSERT INTO partnership_member (county_id, member_id, shares_records, overlap)
    SELECT 3, id, id = 1, 0 FROM partnership WHERE id < 3;
  DROP TABLE kind`;

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await database.transaction({}, async (owner) => {
    for (const text of FIXTURE.split(';')) await owner.query(statement('fixture', text));
  });
});
afterAll(() => fixture.remove());

const viewer = (role: Role, partnershipId: number | null, members?: Viewer['members']): Viewer => ({
  role,
  scopes: [],
  partnershipId,
  keyId: 1,
  members,
});
const MEMBERS = [
  { id: 1, sharesRecords: true },
  { id: 2, sharesRecords: false },
];
const asViewer = <T>(who: Viewer, work: (session: Session) => Promise<T>) =>
  session(database, who, 10_000, work);
const read = <Row>(who: Viewer, text: string) =>
  asViewer(who, (reader) => reader.query<Row>(statement('test', text)));

const VIEWERS: Record<string, Viewer> = {
  public: PUBLIC_VIEWER,
  partner: viewer('PARTNER', 1),
  analyst: viewer('ANALYST', 1),
  'analyst of the other': viewer('ANALYST', 2),
  'administrator of one': viewer('ADMIN', 1),
  'narrowed to submit': { ...viewer('ANALYST', 1), scopes: ['submit'] },
  'analyst, narrowed to read': { ...viewer('ANALYST', 1), scopes: ['read'] },
  'analyst, narrowed to read and people': { ...viewer('ANALYST', 1), scopes: ['read', 'people'] },
  'partner of the county': viewer('PARTNER', 3, MEMBERS),
  'analyst of the county': viewer('ANALYST', 3, MEMBERS),
  'analyst of the county, narrowed to edit': { ...viewer('ANALYST', 3, MEMBERS), scopes: ['edit'] },
  // The database checks the memberships itself, against a viewer that claims more.
  'analyst of the county, told too much': viewer('ANALYST', 3, [
    { id: 1, sharesRecords: true },
    { id: 2, sharesRecords: true },
  ]),
};

describe('rows that a viewer sees', () => {
  /** Partnerships whose closed rows are seen in the tables of records, and whose exact counts. */
  const SEEN: [string, number[], number[]][] = [
    ['public', [], []],
    ['partner', [], [1]],
    ['analyst', [1], [1]],
    ['analyst of the other', [2], [2]],
    ['administrator of one', [1], [1]],
    ['narrowed to submit', [], []],
    ['analyst, narrowed to read and people', [1], [1]],
    ['partner of the county', [], [1, 2]],
    ['analyst of the county', [1], [1, 2]],
    ['analyst of the county, narrowed to edit', [], []],
    ['analyst of the county, told too much', [1], [1, 2]],
  ];
  const byAccess = (table: string) => `
    SELECT t.partnership_id AS partnership, access FROM ${table} t JOIN source ON source.id = t.source_id
    ORDER BY access, partnership`;
  const byOpen = (table: string) => `
    SELECT partnership_id AS partnership, CASE WHEN open THEN 'OPEN' ELSE 'CLOSED' END AS access FROM ${table}
    ORDER BY access, partnership`;

  test('of a key narrowed to read: the closed incidents of its own, and nobody in them', async () => {
    const open = [
      { partnership: 1, access: 'OPEN' },
      { partnership: 2, access: 'OPEN' },
    ];
    const who = VIEWERS['analyst, narrowed to read'];
    expect(await read(who, byAccess('incident'))).toEqual([{ partnership: 1, access: 'CLOSED' }, ...open]);
    expect(await read(who, byAccess('involvement'))).toEqual(open);
  });

  describe.each(SEEN)('%s', (name, records, exact) => {
    const expected = [
      ...records.map((partnership) => ({ partnership, access: 'CLOSED' })),
      { partnership: 1, access: 'OPEN' },
      { partnership: 2, access: 'OPEN' },
    ];

    test.each([
      ['incident', byAccess('incident')],
      ['incident_outcome', byAccess('incident_outcome')],
      ['incident_count', byAccess('incident_count')],
      ['involvement', byAccess('involvement')],
      ['location', byOpen('location')],
      ['location_area', byOpen('location_area')],
    ])('of %s: the open ones, and the closed ones of its own at record level', async (_, text) => {
      expect(await read(VIEWERS[name], text)).toEqual(expected);
    });

    test('of published_count: all, with the published value', async () => {
      expect(await read(VIEWERS[name], 'SELECT partnership_id, n FROM published_count ORDER BY 1')).toEqual([
        { partnership_id: 1, n: 4 },
        { partnership_id: 2, n: 4 },
      ]);
    });

    test('of exact_count: its own, with the true value', async () => {
      expect(await read(VIEWERS[name], 'SELECT partnership_id, n FROM exact_count ORDER BY 1')).toEqual(
        exact.map((partnership_id) => ({ partnership_id, n: 5 })),
      );
    });

    test.each([
      'elementary_cell',
      'released_cell',
      'released_month',
      'source_coverage',
      'installation',
      'api_key',
      'audit',
      'incident_redelivery',
    ])('nothing of %s', async (table) => {
      await expect(read(VIEWERS[name], `SELECT * FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    });
  });

  test.each([
    ['public', []],
    ['partner', ['1 fire', '1 police']],
    ['analyst', ['1 fire', '1 police']],
    ['analyst of the other', ['2 fire', '2 police']],
    ['narrowed to submit, without an agency', []],
    ['narrowed to edit', []],
    ['agency', ['1 police']],
    ['agency of the other, by mistake', []],
  ])(
    'of deliveries and their rejects, %s: those of its own partnership, or its own agency',
    async (name, lines) => {
      const agency = async (partnership: string) =>
        (
          await database.transaction({}, (owner) =>
            owner.query<{ id: number }>(
              statement(
                'test',
                "SELECT a.id FROM agency a JOIN partnership p ON p.id = partnership_id WHERE p.code = :partnership AND a.code = 'police'",
              ),
              { partnership },
            ),
          )
        )[0].id;
      const who: Record<string, Viewer> = {
        ...VIEWERS,
        'narrowed to submit, without an agency': VIEWERS['narrowed to submit'],
        'narrowed to edit': { ...viewer('ANALYST', 1), scopes: ['edit'] },
        agency: { ...viewer('PARTNER', 1), scopes: ['submit'], agencyId: await agency('ONE') },
        'agency of the other, by mistake': { ...viewer('PARTNER', 1), agencyId: await agency('TWO') },
      };
      for (const text of [
        'SELECT * FROM submission',
        'SELECT s.* FROM reject r JOIN submission s ON s.id = submission_id',
      ])
        expect(
          (
            await read<{ line: string }>(
              who[name],
              `SELECT t.partnership_id || ' ' || a.code AS line FROM (${text}) t JOIN agency a ON a.id = t.agency_id ORDER BY 1`,
            )
          ).map(({ line }) => line),
        ).toEqual(lines);
    },
  );

  test('an administrator of the installation sees all', async () => {
    const admin = viewer('ADMIN', null);
    expect(await read(admin, 'SELECT FROM incident')).toHaveLength(4);
    expect(await read(admin, 'SELECT FROM involvement')).toHaveLength(4);
    expect(await read(admin, 'SELECT FROM elementary_cell')).toHaveLength(2);
  });
});

describe('a viewer cannot', () => {
  const everyone = [...Object.entries(VIEWERS), ['administrator', viewer('ADMIN', null)] as const];

  test.each(everyone)('write: %s', async (_, who) => {
    for (const text of [
      "UPDATE partnership SET name = 'mine'",
      'DELETE FROM incident',
      "UPDATE involvement SET sex = 'MALE'",
      "INSERT INTO audit (actor, action) VALUES ('me', 'nothing')",
      'CREATE TABLE mine (id integer)',
    ])
      await expect(read(who, text)).rejects.toMatchObject({ code: expect.stringMatching(/^(25006|42501)$/) });
  });

  test('guess closed rows by a function that runs before the policy', async () => {
    // A leaky operator, evaluated first, would fail on closed rows and so tell that they are there.
    const rows = await read(
      PUBLIC_VIEWER,
      'SELECT 1 / (flags + 1) AS n FROM incident WHERE 1 / (flags + 1) = 1',
    );
    expect(rows).toHaveLength(2);
  });
});

describe('role and settings end with the session', () => {
  const state = `SELECT current_user AS role, viewer_right('record') AS records, viewer_right('exact') AS exact,
    current_setting('transaction_read_only') AS ro`;

  test('after one that ended well, and after one that failed', async () => {
    const [before] = await database.transaction({}, (owner) => owner.query(statement('test', state)));
    expect(before).toMatchObject({ records: null, exact: null, ro: 'off' });

    expect(await read(VIEWERS.analyst, state)).toEqual([
      { role: 'csg_viewer', records: 1, exact: 1, ro: 'on' },
    ]);
    expect(await database.transaction({}, (owner) => owner.query(statement('test', state)))).toEqual([
      before,
    ]);

    await expect(read(VIEWERS.analyst, 'SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
    expect(await database.transaction({}, (owner) => owner.query(statement('test', state)))).toEqual([
      before,
    ]);
    expect(await read(PUBLIC_VIEWER, state)).toMatchObject([
      { role: 'csg_viewer', records: null, exact: null },
    ]);
  });

  test('among many sessions at once', async () => {
    const names = Array.from({ length: 40 }, (_, i) => Object.keys(VIEWERS)[i % 6]);
    const counts = await Promise.all(
      names.map((name) => read<{ n: number }>(VIEWERS[name], 'SELECT count(*)::int AS n FROM incident')),
    );
    const expected = { analyst: 3, 'analyst of the other': 3, 'administrator of one': 3 } as Record<
      string,
      number
    >;
    expect(counts.map(([{ n }]) => n)).toEqual(names.map((name) => expected[name] ?? 2));
  });

  test('nothing is written even where the role is taken off', async () => {
    // Only our own SQL runs in a session, so nobody can; read-only would hold even then.
    await expect(
      asViewer(PUBLIC_VIEWER, async (reader) => {
        await reader.query(statement('test', 'RESET ROLE'));
        await reader.query(statement('test', 'DELETE FROM incident'));
      }),
    ).rejects.toMatchObject({ code: '25006' });
  });
});

describe('writing for a partnership', () => {
  const deed = { action: 'test.rename', partnershipId: 1, detail: { what: 'name' } };
  const rename = (who: Viewer, name: string, then = () => {}) =>
    new RequestContext(who, database, 10_000).edit(deed, async (writer) => {
      await writer.query(statement('test', 'UPDATE partnership SET name = :name WHERE id = 1'), { name });
      then();
    });
  const state = () =>
    database.transaction({}, (owner) =>
      owner.query(
        statement(
          'test',
          `SELECT name, (SELECT count(*)::int FROM audit WHERE action = 'test.rename') AS lines,
            (SELECT max(actor) FROM audit WHERE action = 'test.rename') AS actor FROM partnership WHERE id = 1`,
        ),
      ),
    );

  test('leaves a line in the audit, and neither where the work fails', async () => {
    await rename(VIEWERS['administrator of one'], 'Uno');
    expect(await state()).toEqual([{ name: 'Uno', lines: 1, actor: 'key 1' }]);
    const fail = () => {
      throw new Error('no');
    };
    await expect(rename(VIEWERS['administrator of one'], 'Eins', fail)).rejects.toThrow('no');
    expect(await state()).toEqual([{ name: 'Uno', lines: 1, actor: 'key 1' }]);
  });

  test.each(['public', 'analyst', 'analyst of the other'])('is refused to: %s', async (name) => {
    await expect(rename(VIEWERS[name], 'Un')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
