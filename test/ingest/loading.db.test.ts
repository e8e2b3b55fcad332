/** @duration long */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { RowAccount } from '../../src/ingest/reading/account';
import type { IncidentRecord } from '../../src/ingest/reading/record';
import type { Database } from '../../src/platform/database';
import { sql } from '../support/api';
import { createTestDatabase, runs, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults, withoutLedger } from '../support/dump';
import { dunstableOf, importAreas, partnershipOf } from '../support/ground';
import { crime, importStreetFiles, load } from '../support/records';
import {
  fileOf,
  problemOf,
  STREET_HEADER,
  type StreetFields,
  streetLine,
  streetText,
  temporaryFolder,
} from './files';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

let lastNumber = 0;

/** A new partnership of two wards around Dunstable. */
async function newPartnership(): Promise<string> {
  lastNumber += 1;
  const code = `P${lastNumber}`;
  await dunstableOf(database, code);
  return code;
}

const importFiles = (partnership: string, ...paths: string[]): Promise<RowAccount> =>
  importStreetFiles(database, partnership, paths);
const importText = (partnership: string, text: string | Buffer, name = 'street.csv') =>
  importFiles(partnership, fileOf(text, name));
const importRows = async (partnership: string, rows: StreetFields[]) =>
  (await importText(partnership, streetText(...rows.map(streetLine)))).line();

interface State {
  version: number;
  incidents: number;
  coverage: string | null;
}
const stateOf = async (code: string): Promise<State> =>
  (
    await sql<State>(
      database,
      `SELECT p.data_version AS version, (SELECT count(*) FROM incident i WHERE i.partnership_id = p.id) AS incidents,
         (SELECT string_agg(source.code || ' ' || first_month || ' ' || last_month, ', ') FROM source_coverage v
           JOIN source ON source.id = v.source_id WHERE v.partnership_id = p.id) AS coverage
       FROM partnership p WHERE code = :code`,
      { code },
    )
  )[0];
const outcomesOf = async (code: string) =>
  (
    await sql<{ outcome: string | null }>(
      database,
      `SELECT outcome.name AS outcome FROM incident i JOIN partnership p ON p.id = i.partnership_id AND p.code = :code
       LEFT JOIN outcome ON outcome.id = i.outcome_id ORDER BY i.reference`,
      { code },
    )
  ).map((row) => row.outcome);

describe('the account', () => {
  test('has each row once, by what became of it', async () => {
    const code = await newPartnership();
    const rows: StreetFields[] = [
      {},
      {},
      { id: 'a', type: 'Drugs', longitude: '-0.450000' },
      { longitude: '-4.97', latitude: '50.38', lsoaName: 'Central Bedfordshire 012A' },
      { longitude: '', latitude: '', location: 'No Location', lsoa: '', lsoaName: '' },
      { longitude: '51.886', latitude: '-0.521' },
      { type: 'Witchcraft' },
    ];
    const account = await importText(
      code,
      streetText(...rows.map(streetLine)),
      '2023-05-bedfordshire-street.csv',
    );
    expect(account.line()).toBe('read 7 = loaded 3 + unchanged 0 + outside 1 + unlocated 1 + rejected 2');
    expect(await stateOf(code)).toEqual({
      version: 3, // 1 at first, then the wards, then this file
      incidents: 3,
      coverage: 'police-uk-street 2023-05-01 2023-05-01',
    });
    const [submission] = await sql(
      database,
      `SELECT s.content, s.file_name, length(s.file_hash) AS hash, s.read, s.loaded, s.unchanged, s.outside, s.unlocated,
         s.rejected, (SELECT json_agg(json_build_array(r.line, r.field) ORDER BY r.line) FROM reject r
           WHERE r.partnership_id = s.partnership_id AND r.submission_id = s.id) AS rejects
       FROM submission s JOIN partnership p ON p.id = s.partnership_id AND p.code = :code
       WHERE s.content = 'police-uk-street'`,
      { code },
    );
    expect(submission).toEqual({
      content: 'police-uk-street',
      file_name: '2023-05-bedfordshire-street.csv',
      hash: 64,
      read: 7,
      loaded: 3,
      unchanged: 0,
      outside: 1,
      unlocated: 1,
      rejected: 2,
      rejects: [
        [7, 'Longitude, Latitude'],
        [8, 'Crime type'],
      ],
    });
    expect(await recountFaults(database)).toEqual([]);
  });

  test('of a folder is that of all its files together', async () => {
    const code = await newPartnership();
    const folder = temporaryFolder();
    for (const month of ['2023-04', '2023-05', '2023-06'])
      fileOf(
        gzipSync(streetText(streetLine({ month }), streetLine({ month, longitude: '1.2' }))),
        `${month}/${month}-bedfordshire-street.csv.gz`,
        folder,
      );
    fileOf('not for this reader', '2023-04/2023-04-bedfordshire-outcomes.csv', folder);
    expect((await importFiles(code, folder)).line()).toBe(
      'read 6 = loaded 3 + unchanged 0 + outside 3 + unlocated 0 + rejected 0',
    );
    expect((await stateOf(code)).coverage).toBe('police-uk-street 2023-04-01 2023-06-01');
  });

  test('rows of the month that begins in summer time lie in their own month', async () => {
    const code = await newPartnership();
    await importRows(code, [{ month: '2023-06' }]);
    expect(
      await sql(
        database,
        `SELECT i.month, i."precision", i.occurred_from = '2023-05-31T23:00:00Z' AS from, i.flags,
           i.occurred_to = '2023-06-30T22:59:59.999Z' AS to, l.longitude, l.latitude, l.snapped, l.open
         FROM incident i JOIN location l ON l.partnership_id = i.partnership_id AND l.id = i.location_id
         JOIN partnership p ON p.id = i.partnership_id AND p.code = :code`,
        { code },
      ),
    ).toEqual([
      {
        month: '2023-06-01',
        precision: 'MONTH',
        from: true,
        to: true,
        flags: 0,
        longitude: -0.521,
        latitude: 51.886,
        snapped: true,
        open: true,
      },
    ]);
  });
});

describe('a file that comes again', () => {
  const rows: StreetFields[] = [
    { id: 'a', type: 'Drugs' },
    { id: 'b', type: 'Burglary', outcome: 'Under investigation' },
    {}, // two identical rows of anti-social behaviour: two incidents
    {},
    { longitude: '1.0' },
    { longitude: '', latitude: '' },
  ];
  const lines = rows.map(streetLine);
  const AGAIN = 'read 6 = loaded 0 + unchanged 4 + outside 1 + unlocated 1 + rejected 0';

  test.each<[string, () => string | Buffer]>([
    ['as it was', () => streetText(...lines)],
    ['in another order', () => streetText(...[...lines].reverse())],
    ['packed', () => gzipSync(streetText(...lines))],
    ['with other line ends', () => [STREET_HEADER, ...lines].join('\n')],
    [
      'with its columns in another order',
      () => [STREET_HEADER, ...lines].map((line) => line.split(',').reverse().join(',')).join('\n'),
    ],
  ])('%s changes nothing but the ledger of deliveries', async (_, text) => {
    const code = await newPartnership();
    await importText(code, streetText(...lines));
    const before = withoutLedger(await dumpOf(database));
    expect((await importText(code, text())).line()).toBe(AGAIN);
    const after = withoutLedger(await dumpOf(database));
    expect(after).toEqual(before);
  });

  test('with rows beside: only what is new is added', async () => {
    const code = await newPartnership();
    await importText(code, streetText(...lines));
    const more = [...lines.slice(1, 4), streetLine({}), streetLine({ id: 'c', type: 'Drugs' })];
    expect((await importText(code, streetText(...more))).line()).toBe(
      'read 5 = loaded 2 + unchanged 3 + outside 0 + unlocated 0 + rejected 0',
    );
    expect((await stateOf(code)).incidents).toBe(6);
    expect(await recountFaults(database)).toEqual([]);
  });

  test('three identical rows and then five make five, whichever file comes first', async () => {
    for (const sizes of [
      [3, 5],
      [5, 3],
    ]) {
      const code = await newPartnership();
      for (const size of sizes) await importRows(code, Array(size).fill({}));
      expect((await stateOf(code)).incidents).toBe(5);
    }
  });

  test('one Crime ID with different crimes, places or months is as many incidents', async () => {
    const code = await newPartnership();
    const same = { id: 'f00d' };
    const shared: StreetFields[] = [
      { ...same, type: 'Drugs' },
      { ...same, type: 'Robbery' },
      { ...same, type: 'Drugs', longitude: '-0.530000' },
      { ...same, type: 'Drugs', month: '2023-06' },
    ];
    expect(await importRows(code, shared)).toMatch(/loaded 4 /);
    expect(await importRows(code, shared)).toMatch(/loaded 0 \+ unchanged 4 /);
    const references = await sql(
      database,
      'SELECT DISTINCT reference FROM incident i JOIN partnership p ON p.id = i.partnership_id WHERE code = :code',
      { code },
    );
    expect(references).toEqual([{ reference: 'f00d' }]);
  });

  test('after the boundary has grown: what was outside is loaded, the rest is there', async () => {
    const code = await newPartnership();
    expect((await importText(code, streetText(...lines))).count('outside')).toBe(1);
    const ring = [
      [0.5, 51.5],
      [1.5, 51.5],
      [1.5, 52],
      [0.5, 52],
      [0.5, 51.5],
    ];
    await importAreas(database, code, 'WARD', [{ code: 'W3', ring }], { crs: undefined });
    expect((await importText(code, streetText(...lines))).line()).toBe(
      'read 6 = loaded 1 + unchanged 4 + outside 0 + unlocated 1 + rejected 0',
    );
  });

  test('the same rows in two partnerships are incidents of both', async () => {
    const [one, two] = [await newPartnership(), await newPartnership()];
    for (const code of [one, two]) expect(await importRows(code, rows)).toMatch(/loaded 4 /);
  });
});

describe('outcomes', () => {
  test('a newer one is taken over and counts as loaded; a blank one takes none away; the last delivery wins', async () => {
    const code = await newPartnership();
    const crimes = (...outcomes: string[]): StreetFields[] =>
      outcomes.map((outcome, i) => ({ id: `c${i}`, type: 'Drugs', outcome }));
    await importRows(code, crimes('Under investigation', '', 'Under investigation'));
    const before = await stateOf(code);
    expect(await importRows(code, crimes('Offender fined', '', 'Under investigation'))).toBe(
      'read 3 = loaded 1 + unchanged 2 + outside 0 + unlocated 0 + rejected 0',
    );
    expect(await outcomesOf(code)).toEqual(['Offender fined', null, 'Under investigation']);
    expect(await stateOf(code)).toEqual({ ...before, version: before.version + 1 });
    expect(await importRows(code, crimes('', 'Awaiting court outcome', ''))).toMatch(
      /loaded 1 \+ unchanged 2 /,
    );
    expect(await outcomesOf(code)).toEqual([
      'Offender fined',
      'Awaiting court outcome',
      'Under investigation',
    ]);
    // Nothing in a file tells when it was published.
    expect(await importRows(code, crimes('Under investigation', '', ''))).toMatch(/loaded 1 /);
    expect((await outcomesOf(code))[0]).toBe('Under investigation');
    expect(await recountFaults(database)).toEqual([]);
  });

  test('an outcome and a new row in one file are each counted once', async () => {
    const code = await newPartnership();
    await importRows(code, [{ id: 'a', type: 'Drugs', outcome: '' }]);
    expect(
      await importRows(code, [
        { id: 'a', type: 'Drugs', outcome: 'Local resolution' },
        { id: 'b', type: 'Drugs', outcome: 'Local resolution' },
      ]),
    ).toBe('read 2 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
    expect(await outcomesOf(code)).toEqual(['Local resolution', 'Local resolution']);
  });
});

describe('after any sequence of deliveries', () => {
  const row = fc.record<StreetFields>({
    type: fc.constantFrom('Anti-social behaviour', 'Drugs'),
    month: fc.constantFrom('2022-12', '2023-01', '2023-05'),
    longitude: fc.constantFrom('-0.521000', '-0.450000', '-0.300000', ''),
    outcome: fc.constantFrom('', 'Under investigation', 'Local resolution'),
  });
  const openFile = fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((rows) =>
      rows.map((fields) => ({ ...fields, latitude: fields.longitude === '' ? '' : '51.886000' })),
    );
  /**
   * Sixteen records of a closed source, several of them alike in all that they are counted by. One that comes again is
   * the same but for its outcome.
   */
  const OUTSIDE = { kind: 'lonlat' as const, longitude: -0.1, latitude: 51.9, snapped: false };
  const PLACES = [
    { kind: 'lonlat' as const, longitude: -0.53, latitude: 51.9, snapped: false },
    { kind: 'lonlat' as const, longitude: -0.5, latitude: 51.9, snapped: false },
    { kind: 'postcode-district' as const, code: 'LU6' },
    { kind: 'unlocated' as const },
  ];
  const closedRecord = fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(null, 'Charged'))
    .map(([n, outcome]) =>
      crime({
        offence: ['criminal-damage', 'drunkenness', 'rape'][Math.floor(n / 6)],
        flags: [0, 1, 4, 7][n % 4],
        place: n === 9 ? OUTSIDE : PLACES[n % 4],
        identity: `closed ${n}`,
        outcome,
      }),
    );
  const closedDelivery = fc.uniqueArray(closedRecord, {
    selector: ({ identity }) => identity,
    minLength: 1,
    maxLength: 10,
  });

  /** The rule of the README of `src/ingest`, on paper: content and ordinal tell rows apart, the last known outcome counts. */
  function expectedFates(
    known: Map<string, string | null>,
    delivery: [key: string | null, outcome: string | null][],
  ) {
    let loaded = 0;
    let unchanged = 0;
    for (const [key, outcome] of delivery) {
      if (key === null) continue;
      if (!known.has(key) || (outcome !== null && known.get(key) !== outcome)) loaded += 1;
      else unchanged += 1;
      known.set(key, outcome ?? known.get(key) ?? null);
    }
    return { loaded, unchanged };
  }

  test('counts, cells and coverage are what a recount gives, and the version rises where something has changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(openFile, closedDelivery), { minLength: 2, maxLength: 5 }),
        async (deliveries) => {
          const code = await newPartnership();
          const known = new Map<string, string | null>();
          /** Rows without a place while no row of their publisher was outside. */
          const placeless = new Set<string>();
          let shared = false;
          for (const delivery of deliveries) {
            const placelessBefore = placeless.size;
            const before = await stateOf(code);
            let account: RowAccount;
            let expected: { loaded: number; unchanged: number };
            if ('identity' in delivery[0]) {
              const records = delivery as IncidentRecord[];
              expected = expectedFates(
                known,
                records.map(({ identity, place, outcome }) => [place === OUTSIDE ? null : identity, outcome]),
              );
              account = await load(database, code, records);
            } else {
              const rows = delivery as StreetFields[];
              const seen = new Map<string, number>();
              const unlocated: string[] = [];
              const keys = rows.map(({ outcome, ...content }): [string | null, string | null] => {
                const text = JSON.stringify(content);
                seen.set(text, (seen.get(text) ?? 0) + 1);
                const key = `${text} ${seen.get(text)}`;
                const kept = content.longitude !== '' && content.longitude !== '-0.300000';
                if (content.longitude === '-0.300000') shared = true;
                if (content.longitude === '') unlocated.push(key);
                return [kept ? key : null, outcome || null];
              });
              expected = expectedFates(known, keys);
              if (!shared) for (const key of unlocated) placeless.add(key);
              account = await importText(code, streetText(...rows.map(streetLine)));
            }
            expect({ loaded: account.count('loaded'), unchanged: account.count('unchanged') }).toEqual(
              expected,
            );
            expect(account.balanced).toBe(true);
            const after = await stateOf(code);
            expect(after.incidents).toBe(known.size + placeless.size);
            // A month that came without an incident of the partnership is news, too.
            const grown = expected.loaded > 0 || placeless.size > placelessBefore;
            expect(after.version - before.version).toBeGreaterThanOrEqual(grown ? 1 : 0);
            expect(after.version - before.version).toBeLessThanOrEqual(1);
          }
          expect(await recountFaults(database)).toEqual([]);
        },
      ),
      { numRuns: runs(25) },
    );
  }, 120_000);
});

describe('input that breaks', () => {
  /** More than a batch of rows, each different, so that what follows them breaks in the middle of the file. */
  const many = Array.from({ length: 6_000 }, (_, i) =>
    streetLine({
      id: `${(i * 2654435761) % 4294967296}`.padStart(10, '0'),
      longitude: `-0.${420000 + (i % 300) * 500}`,
    }),
  );
  const text = streetText(...many);
  const packed = gzipSync(text);
  const NAME = '2023-05-bedfordshire-street.csv';

  test.each<[string, string | Buffer, RegExp]>([
    ['truncated_gz', packed.subarray(0, packed.length - 2_000), /the gzip file ends too early/],
    [
      'damaged_gz',
      Buffer.concat([
        packed.subarray(0, packed.length - 3_000),
        Buffer.alloc(500, 0xff),
        packed.subarray(packed.length - 2_500),
      ]),
      /the gzip file (is damaged|ends too early)/,
    ],
    [
      'wrong_header',
      `Crime ID,Month\r\n${many[0]}\r\n`,
      /line 1: this is not a data\.police\.uk street file\. Missing: /,
    ],
    ['empty', '', /the file is empty/],
    [
      'binary_at_the_end',
      Buffer.concat([Buffer.from(text), Buffer.from([0, 1, 2, 3])]),
      /line 6002: there is a NUL byte/,
    ],
    ['other_month', text + streetLine({ month: '2023-06' }), /line 6002: the month is not 2023-05/],
    ['ten_megabyte_line', `${text}${'x'.repeat(10_000_000)}\r\n`, /line 6002: the line is longer than 1 MB/],
    [
      'ten_megabyte_line_packed',
      gzipSync(`${text}${'x'.repeat(10_000_000)}\r\n`),
      /line 6002: the line is longer than 1 MB/,
    ],
    [
      'not_utf8',
      Buffer.concat([Buffer.from(text), Buffer.from([0xe9, 0x0a])]),
      /line 6002: the text is not UTF-8/,
    ],
    ['open_quote', `${text}"never closed`, /line 6002: a quotation mark is opened here and never closed/],
  ])('%s: refused by file and line, and the database is as it was', async (_, content, reason) => {
    const code = await newPartnership();
    await importRows(code, [{ id: 'before', type: 'Drugs', outcome: 'Under investigation' }]);
    const before = await dumpOf(database);
    const refused = await problemOf(importText(code, content, NAME));
    expect(refused.code).toBe('BAD_USER_INPUT');
    expect(refused.message).toMatch(reason);
    expect(refused.message.startsWith(NAME)).toBe(true);
    expect(await dumpOf(database)).toEqual(before);
  });

  test('the whole file, unbroken, would have been loaded', async () => {
    const code = await newPartnership();
    expect((await importText(code, packed, NAME)).line()).toBe(
      'read 6000 = loaded 6000 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
    );
  });

  test('files before the broken one stay, files after it are not begun', async () => {
    const code = await newPartnership();
    const folder = temporaryFolder();
    fileOf(streetText(streetLine({ month: '2023-01' })), '2023-01-x-street.csv', folder);
    fileOf(streetText(streetLine({ month: '2023-05' })), '2023-02-x-street.csv', folder);
    fileOf(streetText(streetLine({ month: '2023-03' })), '2023-03-x-street.csv', folder);
    expect((await problemOf(importFiles(code, folder))).message).toMatch(/^2023-02-x-street\.csv, line 2: /);
    expect(await stateOf(code)).toMatchObject({
      incidents: 1,
      coverage: 'police-uk-street 2023-01-01 2023-01-01',
    });
  });

  test('a partnership without a boundary, and one that there is not, say what to do first', async () => {
    await partnershipOf(database, 'BARE');
    const before = await dumpOf(database);
    expect(await problemOf(importText('BARE', streetText(streetLine())))).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/no boundary yet.*csg import boundaries --kind ward/),
    });
    expect(await problemOf(importText('NOWHERE', streetText(streetLine())))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await dumpOf(database)).toEqual(before);
  });
});

test('two imports of the same rows at the same time load them once, whatever their order', async () => {
  const code = await newPartnership();
  const rows = Array.from({ length: 6_000 }, (_, i) =>
    streetLine({ id: `${i}`, longitude: `-0.5${100 + (i % 400)}00` }),
  );
  const folder = temporaryFolder();
  const name = '2023-05-bedfordshire-street.csv';
  const files = [rows, [...rows].reverse(), rows].map((each, i) =>
    fileOf(streetText(...each), `${i}/${name}`, folder),
  );
  const accounts = await Promise.all(files.map((file) => importFiles(code, file)));
  expect(accounts.map((account) => [account.count('loaded'), account.count('unchanged')]).sort()).toEqual([
    [0, 6_000],
    [0, 6_000],
    [6_000, 0],
  ]);
  expect((await stateOf(code)).incidents).toBe(6_000);
  expect(await recountFaults(database)).toEqual([]);
}, 120_000);
