import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { SOURCES } from '../../src/domain/vocabulary';
import { importFiles, POLICE_UK } from '../../src/ingest';
import { outcomesReader } from '../../src/ingest/police-uk/outcomes';
import { outcomes } from '../../src/ingest/reading/formats';
import { importFiles as importFormats } from '../../src/ingest/reading/import-files';
import type { OutcomeReader } from '../../src/ingest/reading/reader';
import type { Database } from '../../src/platform/database';
import { migrate, revertLast } from '../../src/platform/database';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, runs, type TestDatabase } from '../support/database';
import { dumpOf, recountFaults, withoutLedger } from '../support/dump';
import { dunstableOf } from '../support/ground';
import { crime, load } from '../support/records';
import {
  fileOf,
  type OutcomeFields,
  outcomeLine,
  outcomesText,
  problemOf,
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
async function newPartnership(): Promise<{ code: string; id: number }> {
  lastNumber += 1;
  const code = `P${lastNumber}`;
  return { code, id: await dunstableOf(database, code) };
}

const importPaths = (partnership: string, paths: string[], dryRun?: boolean) =>
  importFiles(database, POLICE_UK, { partnership, paths, dryRun });
const street = async (code: string, ...rows: StreetFields[]) =>
  (await importPaths(code, [fileOf(streetText(...rows.map(streetLine)), 'some-street.csv')])).line();
const happened = async (code: string, ...rows: OutcomeFields[]) =>
  (await importPaths(code, [fileOf(outcomesText(...rows.map(outcomeLine)), 'some-outcomes.csv')])).line();
const account = (loaded: number, unchanged = 0, outside = 0, unlocated = 0, rejected = 0) =>
  `read ${loaded + unchanged + outside + unlocated + rejected} = loaded ${loaded} + unchanged ${unchanged} + ` +
  `outside ${outside} + unlocated ${unlocated} + rejected ${rejected}`;

interface Shown {
  reference: string;
  outcome: string | null;
  outcomes: { month: string; outcome: { code: string; name: string } }[];
}
const OUTCOMES = `query ($where: IncidentFilter!, $first: Int = 1000) {
  incidents(where: $where, first: $first) { nodes { reference outcome outcomes { month outcome { code name } } } }
}`;
/** Each incident as the API shows it: its outcome, and its events, by reference. */
async function shown({ code, id }: { code: string; id: number }): Promise<Record<string, string>> {
  const api = await Api.on(database, analystOf(id));
  const { incidents } = await api.ask<{ incidents: { nodes: Shown[] } }>(OUTCOMES, {
    where: { partnership: code, sources: SOURCES.map((source) => source.code) },
  });
  const text = ({ outcome, outcomes: events }: Shown) =>
    `${outcome}: ${events.map((event) => `${event.month} ${event.outcome.code}`).join(', ')}`;
  return Object.fromEntries(incidents.nodes.map((node) => [node.reference, text(node)]).sort());
}
const versionOf = async (code: string) =>
  (
    await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership WHERE code = :code', {
      code,
    })
  )[0].v;

const CRIMES: StreetFields[] = [
  { id: 'a', type: 'Drugs', outcome: 'Under investigation' },
  { id: 'b', type: 'Burglary', outcome: '' },
  { id: 'c', type: 'Drugs', outcome: 'Local resolution' },
];
const EVENTS: OutcomeFields[] = [
  { id: 'a', month: '2023-06', type: 'Suspect charged' },
  { id: 'a', month: '2023-08', type: 'Offender fined' },
  { id: 'a', month: '2023-06', type: 'Suspect charged' },
  { id: 'b', month: '2023-07', type: 'Unable to prosecute suspect' },
  { id: 'gone', month: '2023-07', type: 'Suspect charged' },
];
const JOINED = {
  a: 'offender-fined: 2023-08 offender-fined, 2023-06 suspect-charged, 2023-06 suspect-charged',
  b: 'unable-to-prosecute-suspect: 2023-07 unable-to-prosecute-suspect',
  c: 'local-resolution: ',
};

describe('events of outcome files', () => {
  test('join the crimes that are there; one whose crime is not there waits, and counts as loaded', async () => {
    const partnership = await newPartnership();
    const { code } = partnership;
    await street(code, ...CRIMES);
    expect(await happened(code, ...EVENTS)).toBe(account(5));
    expect(await shown(partnership)).toEqual(JOINED);
    expect(await versionOf(code)).toBe(4); // 1 at first, then the wards, the street file, the outcomes
    await street(code, { id: 'gone', type: 'Drugs' });
    expect(await shown(partnership)).toMatchObject({ gone: 'suspect-charged: 2023-07 suspect-charged' });
    expect(await recountFaults(database)).toEqual([]);
  });

  test('wait for the street file that comes after them', async () => {
    const partnership = await newPartnership();
    const { code } = partnership;
    expect(await happened(code, ...EVENTS)).toBe(account(5));
    expect(await recountFaults(database)).toEqual([]); // no place without an incident
    expect(await street(code, ...CRIMES)).toBe(account(3));
    expect(await shown(partnership)).toEqual(JOINED);
  });

  test('come again: nothing changes but the ledger, whatever the order of the rows and files', async () => {
    const { code } = await newPartnership();
    await street(code, ...CRIMES);
    await happened(code, ...EVENTS);
    const before = withoutLedger(await dumpOf(database));
    expect(await happened(code, ...[...EVENTS].reverse())).toBe(account(0, 5));
    expect(await street(code, ...CRIMES)).toBe(account(0, 3));
    const after = withoutLedger(await dumpOf(database));
    expect(after).toEqual(before);
    // One more of the same in the month: another person, perhaps.
    expect(await happened(code, ...EVENTS, EVENTS[0])).toBe(account(1, 5));
  });

  test("are the partnership's by their own place", async () => {
    const { code } = await newPartnership();
    const rows: OutcomeFields[] = [
      { id: 'in' },
      { id: 'in the other ward', longitude: '-0.45' },
      { id: 'out', longitude: '-0.1' },
      { id: 'far', longitude: '-4.97', latitude: '50.38' },
      { id: 'nowhere', longitude: '', latitude: '' },
      { id: '' },
    ];
    expect(await happened(code, ...rows)).toBe(account(2, 0, 2, 1, 1));
    const [submission] = await sql(
      database,
      `SELECT content, file_name, length(file_hash) AS hash, read, loaded, outside, unlocated, rejected,
         (SELECT json_agg(json_build_array(r.line, r.field)) FROM reject r
          WHERE r.partnership_id = s.partnership_id AND r.submission_id = s.id) AS rejects
       FROM submission s JOIN partnership p ON p.id = s.partnership_id AND p.code = :code WHERE content LIKE 'police%'`,
      { code },
    );
    expect(submission).toEqual({
      content: 'police-uk-outcomes',
      file_name: 'some-outcomes.csv',
      hash: 64,
      read: 6,
      loaded: 2,
      outside: 2,
      unlocated: 1,
      rejected: 1,
      rejects: [[7, 'Crime ID']],
    });
  });

  test('of a Crime ID that several crimes share belong to those at their place', async () => {
    const partnership = await newPartnership();
    const { code, id } = partnership;
    const elsewhere = { longitude: '-0.53' };
    const shared: StreetFields[] = [
      { id: 's', type: 'Drugs' },
      { id: 's', type: 'Robbery' },
      { id: 's', type: 'Burglary', ...elsewhere },
    ];
    await street(code, ...shared);
    await happened(code, { id: 's' }, { id: 's', ...elsewhere, type: 'Local resolution' });
    const rows = await sql(
      database,
      `SELECT offence.code AS offence, outcome.code AS outcome FROM incident i JOIN offence ON offence.id = i.offence_id
       JOIN outcome ON outcome.id = i.outcome_id WHERE i.partnership_id = :id ORDER BY 1`,
      { id },
    );
    expect(rows).toEqual([
      { offence: 'open-burglary', outcome: 'local-resolution' },
      { offence: 'open-drugs', outcome: 'suspect-charged' },
      { offence: 'open-robbery', outcome: 'suspect-charged' },
    ]);
  });
});

describe('the outcome of an incident', () => {
  test.each<[string, string, [month: string, type: string][], string | null]>([
    [
      'of the latest month',
      '',
      [
        ['2023-08', 'Offender fined'],
        ['2023-06', 'Suspect charged'],
      ],
      'offender-fined',
    ],
    [
      'an event, not what the street file states',
      'Under investigation',
      [['2023-05', 'Suspect charged']],
      'suspect-charged',
    ],
    [
      'what is stated, where the event is of an earlier month',
      'Local resolution',
      [['2023-04', 'Suspect charged']],
      'local-resolution',
    ],
    [
      'an event of an earlier month, where nothing is stated',
      '',
      [['2023-04', 'Suspect charged']],
      'suspect-charged',
    ],
    [
      'of several in the month the stated one',
      'Suspect charged',
      [
        ['2023-06', 'Offender fined'],
        ['2023-06', 'Suspect charged'],
      ],
      'suspect-charged',
    ],
    [
      'of several in the month the first by code',
      'Drugged',
      [
        ['2023-06', 'Suspect charged'],
        ['2023-06', 'Offender fined'],
      ],
      'offender-fined',
    ],
    ['what is stated without any event', 'Local resolution', [], 'local-resolution'],
    ['none', '', [], null],
  ])('is %s', async (_, stated, events, expected) => {
    const files: ((code: string) => Promise<string>)[] = [
      (code) => street(code, { id: 'x', type: 'Drugs', outcome: stated }),
      (code) => happened(code, ...events.map(([month, type]) => ({ id: 'x', month, type }))),
    ];
    for (const order of [files, [...files].reverse()]) {
      const partnership = await newPartnership();
      for (const file of order) await file(partnership.code);
      expect((await shown(partnership)).x.split(':')[0]).toBe(String(expected));
    }
  });

  test('is counted and filtered by', async () => {
    const { code, id } = await newPartnership();
    await street(code, ...CRIMES);
    await happened(code, ...EVENTS);
    const api = await Api.on(database, analystOf(id));
    const where = { partnership: code, outcomes: ['offender-fined', 'local-resolution'] };
    const { incidentCounts } = await api.ask<{ incidentCounts: { rows: object[] } }>(
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: [OUTCOME]) { rows { outcome count } } }',
      { where },
    );
    expect(incidentCounts.rows).toEqual([
      { outcome: 'local-resolution', count: 1 },
      { outcome: 'offender-fined', count: 1 },
    ]);
  });
});

test('after any sequence of files the API shows what was delivered, in whatever order it came', async () => {
  const STATED = ['', 'Under investigation', 'Suspect charged'];
  const TYPES = ['Suspect charged', 'Offender fined'];
  const IDS = ['a', 'b', 'c'];
  const crimes = fc
    .uniqueArray(fc.record({ id: fc.constantFrom(...IDS), outcome: fc.constantFrom(...STATED) }), {
      selector: ({ id }) => id,
      minLength: 1,
    })
    .map((rows) => ({ kind: 'street' as const, rows }));
  const events = fc
    .array(
      fc.record({
        id: fc.constantFrom(...IDS),
        month: fc.constantFrom('2023-04', '2023-05', '2023-06'),
        type: fc.constantFrom(...TYPES),
        longitude: fc.constantFrom('-0.521000', '-0.521000', '-0.300000'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) => ({ kind: 'outcomes' as const, rows }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(crimes, events), { minLength: 2, maxLength: 5 }), async (files) => {
      const partnership = await newPartnership();
      const { code } = partnership;
      const stated = new Map<string, string>();
      const most = new Map<string, number>();
      for (const file of files) {
        const version = await versionOf(code);
        let loaded = 0;
        let outside = 0;
        if (file.kind === 'street')
          for (const { id, outcome } of file.rows) {
            if (!stated.has(id) || (outcome !== '' && stated.get(id) !== outcome)) loaded += 1;
            stated.set(id, outcome || (stated.get(id) ?? ''));
          }
        else {
          const here = new Map<string, number>();
          for (const { id, month, type, longitude } of file.rows) {
            const key = `${id} ${month} ${type}`;
            if (longitude === '-0.300000') outside += 1;
            else here.set(key, (here.get(key) ?? 0) + 1);
          }
          for (const [key, n] of here) {
            loaded += Math.max(0, n - (most.get(key) ?? 0));
            most.set(key, Math.max(n, most.get(key) ?? 0));
          }
        }
        const line =
          file.kind === 'street'
            ? await street(code, ...file.rows.map((row) => ({ ...row, type: 'Drugs' })))
            : await happened(code, ...file.rows);
        expect(line).toBe(account(loaded, file.rows.length - loaded - outside, outside));
        expect((await versionOf(code)) - version).toBe(loaded > 0 ? 1 : 0);
      }
      const slug = (name: string) => name.toLowerCase().replaceAll(' ', '-');
      const expected = [...stated].sort().map(([id, word]) => {
        const own = [...most].flatMap(([key, n]) => {
          const [of, month, ...type] = key.split(' ');
          return of === id ? Array<[string, string]>(n).fill([month, slug(type.join(' '))]) : [];
        });
        own.sort(([m, t], [n, u]) => (m === n ? t.localeCompare(u) : m < n ? 1 : -1));
        const latest = own.filter(([month]) => month === own[0][0]).map(([, type]) => type);
        const byEvents = latest.includes(slug(word)) ? slug(word) : latest[0];
        const counts = own.length > 0 && (word === '' || own[0][0] >= '2023-05');
        return [
          id,
          `${counts ? byEvents : slug(word) || null}: ${own.map((event) => event.join(' ')).join(', ')}`,
        ];
      });
      if (stated.size > 0) expect(await shown(partnership)).toEqual(Object.fromEntries(expected));
    }),
    { numRuns: runs(40) },
  );
}, 240_000);

describe('a folder of data.police.uk', () => {
  const folderOf = () => {
    const folder = temporaryFolder();
    for (const month of ['2023-05', '2023-06']) {
      const name = (kind: string) => `${month}/${month}-bedfordshire-${kind}`;
      fileOf(
        gzipSync(
          streetText(streetLine({ month, id: `s${month}`, type: 'Drugs' }), streetLine({ month, type: '?' })),
        ),
        name('street.csv.gz'),
        folder,
      );
      fileOf(outcomesText(outcomeLine({ month, id: 's2023-05' })), name('outcomes.csv'), folder);
      fileOf('of another kind', name('notes.txt'), folder);
    }
    return folder;
  };

  test('is read format by format, in one account; a dry run tells the same and changes nothing', async () => {
    const partnership = await newPartnership();
    const { code } = partnership;
    const folder = folderOf();
    const before = withoutLedger(await dumpOf(database));
    const dry = await importPaths(code, [folder, folder], true);
    expect(withoutLedger(await dumpOf(database))).toEqual(before);
    expect(dry.line()).toBe(account(4, 0, 0, 0, 2));
    const real = await importPaths(code, [folder]);
    expect(real.line()).toBe(dry.line());
    expect(real.breakdown()).toEqual(dry.breakdown());
    expect(await shown(partnership)).toEqual({
      's2023-05': 'suspect-charged: 2023-06 suspect-charged, 2023-05 suspect-charged',
      's2023-06': 'null: ',
    });
    const again = await importPaths(code, [folder], true);
    expect(again.line()).toBe(account(0, 4, 0, 0, 2));
  });

  test('a dry run of a file that cannot be read says so, and changes nothing', async () => {
    const { code } = await newPartnership();
    const folder = folderOf();
    fileOf(
      outcomesText(outcomeLine({ month: '2023-06' })),
      '2023-07/2023-07-bedfordshire-outcomes.csv',
      folder,
    );
    const before = await dumpOf(database);
    expect((await problemOf(importPaths(code, [folder], true))).message).toMatch(
      /^2023-07-bedfordshire-outcomes\.csv/,
    );
    expect(await dumpOf(database)).toEqual(before);
  });

  test('a file is known by its name, else by its columns; else it is refused as what it most likely is', async () => {
    const { code } = await newPartnership();
    const paths = [
      fileOf(outcomesText(outcomeLine()), 'what happened.csv'),
      fileOf(gzipSync(streetText(streetLine({ id: 'c0ffee', type: 'Drugs' }))), 'where.gz'),
    ];
    expect((await importPaths(code, paths)).line()).toBe(account(2));
    expect((await problemOf(importPaths(code, [fileOf('a,b\n1,2', 'other.csv')]))).message).toMatch(
      /^other\.csv, line 1: this is not a data\.police\.uk street file/,
    );
    expect((await problemOf(importPaths(code, [fileOf('', 'empty.csv')]))).message).toMatch(
      /the file is empty/,
    );
  });
});

test('a file that breaks after many rows leaves nothing of itself', async () => {
  const { code } = await newPartnership();
  const lines = Array.from({ length: 12_000 }, (_, i) => outcomeLine({ id: `${i}` }));
  const path = fileOf(outcomesText(...lines, `${outcomeLine()}"`), 'some-outcomes.csv');
  const before = await dumpOf(database);
  expect((await problemOf(importPaths(code, [path]))).message).toMatch(/line 12002: a quotation mark/);
  expect(await dumpOf(database)).toEqual(before);
});

describe('events of a closed source', () => {
  /** Stands for an agency's own layout: it says that the outcomes are of its recorded crimes. */
  const closedReader: OutcomeReader = {
    ...outcomesReader,
    source: 'police-crimes',
    content: 'police-outcomes',
  };

  test('join its incidents, without a place too, and are shown to those who may read its records only', async () => {
    const partnership = await newPartnership();
    const { code, id } = partnership;
    const place = { kind: 'unlocated' } as const;
    await load(database, code, [crime({ reference: 'C/1', place }), crime({ reference: 'C/2', place })]);
    await street(code, { id: 'open', type: 'Drugs' });
    const nowhere = { longitude: '', latitude: '' };
    const path = fileOf(
      outcomesText(outcomeLine({ id: 'C/1', type: 'Gated words', ...nowhere })),
      'own-outcomes.csv',
    );
    const options = { partnership: code, paths: [path] };
    expect((await importFormats(database, [outcomes(closedReader)], options)).line()).toBe(account(1));
    expect(await shown(partnership)).toEqual({
      'C/1': 'gated-words: 2023-05 gated-words',
      'C/2': 'null: ',
      open: 'null: ',
    });
    const api = await Api.on(database, analystOf(id + 1000));
    const { incidents, outcomes: words } = await api.ask<{
      incidents: { nodes: Shown[] };
      outcomes: { code: string }[];
    }>(
      `{ incidents(where: { partnership: "${code}", sources: ["police-uk-street"] }) { nodes { reference outcome outcomes { month } } }
         outcomes { code } }`,
      {},
      { viewer: { role: 'PUBLIC', scopes: [], partnershipId: null, keyId: null } },
    );
    expect(incidents.nodes).toEqual([{ reference: 'open', outcome: null, outcomes: [] }]);
    expect(words.map((word) => word.code)).not.toContain('gated-words');
  });
});

test('outcomes of many incidents take as many statements as those of few', async () => {
  const { code, id } = await newPartnership();
  const many = Array.from({ length: 60 }, (_, i) => `m${i}`);
  await street(code, ...many.map((each) => ({ id: each, type: 'Drugs' })));
  await happened(code, ...many.flatMap((each) => Array<OutcomeFields>(3).fill({ id: each })));
  const api = await Api.on(database, analystOf(id));
  const where = { partnership: code };
  await api.ask(OUTCOMES, { where }); // the vocabulary is read once, and then known
  expect(await api.statements(OUTCOMES, { where, first: 60 })).toBe(
    await api.statements(OUTCOMES, { where, first: 2 }),
  );
});

test('at most a hundred outcomes of one incident are shown, the latest', async () => {
  const { code, id } = await newPartnership();
  await street(code, { id: 'x', type: 'Drugs' });
  await happened(
    code,
    { id: 'x', month: '2023-04' },
    ...Array<OutcomeFields>(100).fill({ id: 'x', month: '2023-06' }),
  );
  const api = await Api.on(database, analystOf(id));
  const { incidents } = await api.ask<{ incidents: { nodes: Shown[] } }>(OUTCOMES, {
    where: { partnership: code },
  });
  expect(incidents.nodes[0].outcomes).toHaveLength(100);
  expect(new Set(incidents.nodes[0].outcomes.map(({ month }) => month))).toEqual(new Set(['2023-06']));
});

test('incidents of before there were outcome events join them as those of after', async () => {
  const partnership = await newPartnership();
  const { code, id: own } = partnership;
  const near = [-0.521, -0.4123456, -0.5, -0.45].map((longitude, i) => ({
    id: `n${i}`,
    type: 'Drugs',
    outcome: 'Under investigation',
    longitude: String(longitude),
  }));
  await street(code, ...near, { id: '', type: 'Drugs' });
  const incidents = () =>
    sql(database, 'SELECT * FROM incident WHERE partnership_id = :own ORDER BY id', { own });
  const before = await incidents();
  await revertLast(database);
  await migrate(database);
  expect(await incidents()).toEqual(before);
  await happened(code, { id: 'n0', month: '2023-07' });
  expect(await shown(partnership)).toMatchObject({ n0: 'suspect-charged: 2023-07 suspect-charged' });
}, 60_000);
