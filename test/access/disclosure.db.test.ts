/** @duration long */
import { PUBLIC_VIEWER, session, type Viewer } from '../../src/access';
import { buildApiSchema } from '../../src/api/graphql/schema';
import type { IncidentRecord, PersonRecord } from '../../src/domain/incidents';
import { OFFENCES, SOURCES, THEMES } from '../../src/domain/vocabulary';
import { endOfMonth } from '../../src/platform/calendar';
import type { Database } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { seededRandom } from '../../src/platform/statistics/random';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, onServer, runs, type TestDatabase } from '../support/database';
import { box, importAreas, partnershipOf } from '../support/ground';
import { operationOf } from '../support/operations';
import { crime, load } from '../support/records';
import {
  type Answer,
  answerFrom,
  type Cell,
  cellsOf,
  type Ground,
  type Placed,
  type Question,
} from './truth';
import { consistentCounts, type Sight } from './worlds';

/** Fixed, so that every run attacks the same numbers. */
const SECRET = Buffer.alloc(32, 0xab);
const random = seededRandom(20_090_630).below;
const pick = <T>(from: readonly T[]): T => from[random(from.length)];

let fixture: TestDatabase;
let database: Database;
let api: Api;

// --- The ground: three wards in a row, one apart, and a strip that is in none -------------------------------------

/** South-west corners of the wards, each a kilometre wide. */
const WARDS = {
  crossroads: [0, 0],
  half_and_half: [1000, 0],
  quiet_end: [2000, 0],
  lone_farm: [0, 1000],
} as const;
/** A place in each ward, and one in no ward. */
const PLACES: [ward: string | null, at: [number, number]][] = [
  ...Object.entries(WARDS).map(([ward, [x, y]]): [string, [number, number]] => [ward, [x + 400, y + 600]]),
  [null, [2500, 1500]],
];
const MONTHS = ['2023-01', '2023-02', '2023-03', '2023-04'];

/** SNT areas change in March; until then half_and_half lies half in each of two. */
const GROUND: Ground = {
  sntAreaOf(ward, month) {
    if (ward === null || ward === 'lone_farm') return null;
    if (month >= '2023-03') return 'united';
    return ward === 'quiet_end' ? 'east' : 'west';
  },
};

async function makeGround(code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(0, 0, 3000, 2000) }]);
  await importAreas(
    database,
    code,
    'WARD',
    Object.entries(WARDS).map(([ward, [x, y]]) => ({ code: ward, ring: box(x, y, 1000) })),
  );
  await importAreas(
    database,
    code,
    'SNT_AREA',
    [
      { code: 'west', ring: box(0, 0, 1500, 1000) },
      { code: 'east', ring: box(1500, 0, 1500, 1000) },
    ],
    { validTo: '2023-02-28' },
  );
  const united = [{ code: 'united', ring: box(0, 0, 3000, 1000) }];
  await importAreas(database, code, 'SNT_AREA', united, { validFrom: '2023-03-01' });
  await importAreas(database, code, 'POSTCODE_DISTRICT', [
    { code: 'LU6', ring: box(0, 0, 3000, 1000) },
    { code: 'LU5', ring: box(0, 1000, 3000, 1000) },
  ]);
  await importAreas(database, code, 'LSOA', [{ code: 'E01000001', ring: box(0, 0, 500) }]);
  return id;
}

// --- The closed records: small counts, most of them below 8 --------------------------------------------------------

const BY_WARD: Record<string, string[]> = {
  'police-crimes': ['burglary-dwelling', 'common-assault', 'drunkenness', 'rape'],
  'police-incidents': ['asb-nuisance', 'asb-personal'],
  'racial-incidents': ['racial-incident'],
};
const COUNTS = [0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 9];
/** None, domestic abuse, hate, alcohol, two of them, repeat. */
const FLAGS = [0, 0, 0, 0, 1, 1, 2, 4, 4, 5, 8];
const OUTCOME = 'Suspect of 12 High Street charged';

function several(month: string, fields: Partial<IncidentRecord> & { at?: [number, number] }, least = 0) {
  return Array.from({ length: Math.max(least, pick(COUNTS)) }, () =>
    crime({
      occurredFrom: `${month}-10T11:00:00.000Z`,
      flags: fields.source === 'police-crimes' ? pick(FLAGS) : 0,
      outcome: OUTCOME,
      ...fields,
    }),
  ).map((record, i) => {
    const reference = `SECRET-${month}-${record.line}-${i}`;
    return { ...record, reference, people: PEOPLE.map((person) => ({ ...person, pseudonym: reference })) };
  });
}

/** A victim and an offender of every closed record, whom nobody below record level may find. */
const PEOPLE: PersonRecord[] = (['VICTIM', 'OFFENDER'] as const).map((role) => ({
  role,
  organisation: false,
  sex: 'FEMALE',
  ageBand: { system: 'TEN_YEAR', code: 'AGE_20_29' },
  selfDefined: null,
  officerDefined: { system: 'OFFICER_DEFINED_IC', code: 'IC1' },
  pseudonym: null,
  home: { kind: 'WARD', code: 'crossroads' },
  identity: role,
}));

function inventRecords(): Placed[] {
  const placed: Placed[] = [];
  const add = (ward: string | null, records: IncidentRecord[]) =>
    placed.push(...records.map((record) => ({ record, ward })));
  for (const month of MONTHS) {
    // Every source delivers something every month, so that all have delivered the same months.
    for (const [ward, at] of PLACES)
      for (const [source, offences] of Object.entries(BY_WARD))
        for (const [i, offence] of offences.entries())
          if (source !== 'racial-incidents' || ward === 'crossroads')
            add(ward, several(month, { source, offence, at }, ward === 'crossroads' && i === 0 ? 1 : 0));
    for (const code of ['LU6', 'LU5', 'LU4_not_on_the_map'])
      add(
        null,
        several(
          month,
          {
            source: 'hospital-admissions',
            offence: 'admission-assault',
            place: { kind: 'postcode-district', code },
            precision: 'DAY',
          },
          1,
        ),
      );
    add(
      null,
      several(
        month,
        {
          source: 'mental-health-and-drug-treatment',
          offence: 'drug-treatment',
          place: { kind: 'unlocated' },
          precision: 'MONTH',
        },
        1,
      ),
    );
  }
  return placed;
}

/** A hundred and fifty months of a place with one ward and hardly any kinds of crime, where cells by flag weigh most. */
function inventHamlet(): Placed[] {
  return Array.from({ length: 150 }, (_, i) => {
    const month = `${2000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
    const kinds = i % 2 ? ['common-assault', 'burglary-dwelling'] : ['common-assault'];
    return kinds.flatMap((offence) =>
      several(month, { source: 'police-crimes', offence, at: [400, 600] }, i % 149 === 0 ? 1 : 0).map(
        (record) => ({
          // Two of three carry a flag, many of them several.
          record: { ...record, flags: pick([0, 0, 1, 1, 1, 3, 4, 5, 7]) },
          ward: 'only_ward',
        }),
      ),
    );
  }).flat();
}

const recordsOf = (placed: Placed[]) => placed.map(({ record }) => record);

// --- Asking ----------------------------------------------------------------------------------------------------------

interface CountRow {
  areaCode: string | null;
  month: string | null;
  quarter: string | null;
  year: string | null;
  theme: string | null;
  offence: string | null;
  source: string | null;
  count: number;
  perturbed: boolean;
}

interface Counts {
  rows: CountRow[];
  total: { count: number; perturbed: boolean };
}

const COUNTS_QUERY = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by, first: 50000) {
    rows { areaCode month quarter year theme offence source count perturbed }
    total { count perturbed }
  }
}`;

const FIELD: Record<string, keyof CountRow> = {
  WARD: 'areaCode',
  SNT_AREA: 'areaCode',
  POSTCODE_DISTRICT: 'areaCode',
  PARTNERSHIP: 'areaCode',
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
  THEME: 'theme',
  OFFENCE: 'offence',
  SOURCE: 'source',
};

async function countsOf(partnership: string, { by, ...filter }: Question, viewer?: Viewer): Promise<Counts> {
  const where = { partnership, ...filter };
  const { incidentCounts } = await api.ask<{ incidentCounts: Counts }>(
    COUNTS_QUERY,
    { where, by },
    { viewer },
  );
  return incidentCounts;
}

/** The API's answer in the shape of the one that is worked out; every number must be marked as perturbed. */
async function ask(partnership: string, question: Question): Promise<Answer> {
  const { rows, total } = await countsOf(partnership, question);
  expect([...rows, total].every(({ perturbed }) => perturbed)).toBe(true);
  const answer: Answer = { rows: {}, total: total.count };
  for (const row of rows) {
    const name = question.by
      .map((dimension) => (dimension === 'PARTNERSHIP' ? dimension : (row[FIELD[dimension]] ?? '-')))
      .join(' ');
    expect(answer.rows).not.toHaveProperty([name]);
    answer.rows[name] = row.count;
  }
  return answer;
}

const CELL_DIMENSIONS = ['WARD', 'MONTH', 'OFFENCE', 'SOURCE'];

// --- Every question that the API takes -------------------------------------------------------------------------------

function subsets<T>(of: readonly T[]): T[][] {
  const [first, ...rest] = of;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others, ...others.map((subset) => [first, ...subset])];
}

const DIMENSION_SETS = ['', 'WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'PARTNERSHIP'].flatMap((area) =>
  ['', 'MONTH', 'QUARTER', 'YEAR'].flatMap((time) =>
    subsets(['THEME', 'OFFENCE', 'SOURCE']).map((rest) => [area, time, ...rest].filter(Boolean)),
  ),
);

const lastDay = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
const PERIODS = MONTHS.flatMap((from, i) =>
  MONTHS.slice(i).map((to) => ({ from: `${from}-01`, to: `${to}-${lastDay(to)}` })),
);
const WARD_UNIONS = subsets(Object.keys(WARDS))
  .filter((wards) => wards.length > 0)
  .map((wards) => wards.map((ward) => ({ ward })));
const SNT_UNIONS = [
  [{ sntArea: 'west' }],
  [{ sntArea: 'east' }],
  [{ sntArea: 'united' }],
  [{ sntArea: 'west' }, { sntArea: 'east' }],
  [{ sntArea: 'west' }, { ward: 'lone_farm' }],
  [{ sntArea: 'east' }, { ward: 'half_and_half' }],
];
const CLOSED = [...Object.keys(BY_WARD), 'hospital-admissions', 'mental-health-and-drug-treatment'];
const OFFENCES_HELD = [...Object.values(BY_WARD).flat(), 'admission-assault', 'drug-treatment'];
const THEMES_HELD = [
  ...['domestic-burglary', 'burglary', 'serious-acquisitive-crime', 'common-assault', 'violent-crime'],
  ...['sexual-offences', 'anti-social-behaviour', 'substance-misuse'],
  ...['domestic-abuse', 'hate-crime', 'alcohol-misuse'],
];
const WITHOUT_FLAGS = THEMES_HELD.slice(0, -3);

const FILTERS: Omit<Question, 'by'>[] = [
  ...PERIODS.map((period) => ({ period })),
  ...[...WARD_UNIONS, ...SNT_UNIONS].map((areas) => ({ areas })),
  ...SNT_UNIONS.map((areas) => ({ areas, period: { from: '2023-01-01', to: '2023-02-28' } })).slice(0, 2),
  ...THEMES_HELD.map((theme) => ({ themes: [theme] })),
  ...subsets(WITHOUT_FLAGS.slice(0, 5))
    .filter((themes) => themes.length > 1)
    .map((themes) => ({ themes })),
  ...OFFENCES_HELD.map((offence) => ({ offences: [offence] })),
  ...OFFENCES_HELD.slice(1).map((offence, i) => ({ offences: [OFFENCES_HELD[i], offence] })),
  ...CLOSED.map((source) => ({ sources: [source] })),
  { sources: CLOSED.slice(0, 2) },
  // Other SNT areas than those of the month are other sums of the same cells.
  ...['2023-01-15', '2023-04-30'].map((areasAsOf) => ({ areasAsOf })),
  { areasAsOf: '2023-02-28', areas: [{ sntArea: 'west' }] },
  { areasAsOf: '2023-03-01', areas: [{ sntArea: 'united' }, { ward: 'lone_farm' }] },
  { sources: ['police-crimes'], themes: ['alcohol-misuse'], period: PERIODS[5] },
  { sources: ['racial-incidents'], themes: ['hate-crime'] },
  { sources: ['hospital-admissions', 'police-crimes'], themes: ['violent-crime'] },
];

/** Any filters together, with any dimensions. */
function anyQuestion(): Question {
  const sometimes = <T>(value: () => T): T | undefined => (random(2) === 0 ? value() : undefined);
  const question = {
    period: sometimes(() => pick(PERIODS)),
    areas: sometimes(() => pick([...WARD_UNIONS, ...SNT_UNIONS.slice(0, 2)])),
    areasAsOf: sometimes(() => pick(['2023-01-01', '2023-02-10'])),
    themes: sometimes(() => [pick(WITHOUT_FLAGS), pick(WITHOUT_FLAGS)]),
    offences: sometimes(() => [pick(OFFENCES_HELD), pick(OFFENCES_HELD)]),
    sources: sometimes(() => ['police-crimes', pick(CLOSED)]),
    by: pick(DIMENSION_SETS),
  };
  // An SNT area must exist at some time of the period.
  if (question.areas?.some((area) => 'sntArea' in area)) question.period = PERIODS[pick([0, 1, 2, 4])];
  return JSON.parse(JSON.stringify(question));
}

// --- The attack --------------------------------------------------------------------------------------------------------

let vale: Placed[];
let hamlet: Placed[];
let cells: Cell[];
let ids: Record<string, number>;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  api = await Api.on(database, PUBLIC_VIEWER);
  await sql(database, 'UPDATE installation SET disclosure_secret = :secret', { secret: SECRET });

  vale = inventRecords();
  hamlet = inventHamlet();
  cells = cellsOf(vale, SECRET);
  ids = {};
  for (const code of ['VALE', 'TWICE', 'MIXED']) ids[code] = await makeGround(code);
  await load(database, 'VALE', recordsOf(vale));

  ids.HAMLET = await partnershipOf(database, 'HAMLET');
  await importAreas(database, 'HAMLET', 'WARD', [{ code: 'only_ward', ring: box(0, 0, 1000) }]);
  await load(database, 'HAMLET', recordsOf(hamlet));

  await load(database, 'MIXED', [
    ...recordsOf(vale),
    ...vale
      .filter(({ ward }) => ward !== null)
      .map(({ record }, i) => ({
        ...record,
        source: 'police-uk-street',
        offence: 'open-burglary',
        flags: 0,
        reference: null,
        people: [],
        outcome: i % 2 ? 'Under investigation' : null,
        precision: 'MONTH' as const,
        occurredFrom: `${record.month}-01T00:00:00.000Z`,
        occurredTo: `${record.month}-28T00:00:00.000Z`,
      })),
  ]);
});
afterAll(() => fixture.remove());

/** The protected cells of a partnership as they are stored. */
async function storedCells(partnershipId: number): Promise<Cell[]> {
  return sql<Cell & Record<string, unknown>>(
    database,
    `SELECT to_char(e.month, 'YYYY-MM') AS month, source.code AS source, offence.code AS offence, e.flag,
       area.code AS ward, e.postcode_district AS district, e.n, e.keys AS key, e.published
     FROM elementary_cell AS e
     JOIN source ON source.id = e.source_id
     LEFT JOIN offence ON offence.id = e.offence_id
     LEFT JOIN area ON area.id = e.ward_id
     WHERE e.partnership_id = :id`,
    { id: partnershipId },
  );
}

const inOrder = (list: Cell[]) =>
  list
    .map(({ month, source, offence, flag, ward, district, n, key, published }) =>
      JSON.stringify([month, source, offence, flag, ward, district, n, key, published]),
    )
    .sort();

test('the fixture is worth attacking', () => {
  expect(cells.filter(({ n }) => n >= 1 && n <= 7).length).toBeGreaterThan(100);
  expect(new Set(cells.map(({ n }) => n)).size).toBeGreaterThan(7);
  expect(cells.filter(({ flag }) => flag !== null).length).toBeGreaterThanOrEqual(10);
  expect(cells.filter(({ n, published }) => n > 0 && published === 0).length).toBeGreaterThan(20);
});

test('the cells are those that the records make: counts, keys and published values', async () => {
  expect(inOrder(await storedCells(ids.VALE))).toEqual(inOrder(cells));
});

describe('every answer is a sum of published values, whichever way it is asked for', () => {
  const expected = (question: Question) => answerFrom(cells, question, GROUND);

  // The embedded database, which takes several times as long, is asked a part of them.
  const some = <T>(all: readonly T[]) => (onServer ? all : all.filter((_, i) => i % 4 === 0));

  test.each(some(DIMENSION_SETS).map((by) => [by.join(', ') || 'nothing', by] as const))(
    'counted by %s',
    async (_, by) => {
      expect(await ask('VALE', { by })).toEqual(expected({ by }));
    },
  );

  test.each(some(FILTERS).map((filter) => [JSON.stringify(filter), filter] as const))(
    'filtered by %s',
    async (_, filter) => {
      for (const by of [
        [],
        CELL_DIMENSIONS,
        ['SNT_AREA', 'QUARTER', 'THEME', 'SOURCE'],
        ['POSTCODE_DISTRICT'],
      ]) {
        const question = { ...filter, by };
        expect({ question, ...(await ask('VALE', question)) }).toEqual({ question, ...expected(question) });
      }
    },
  );

  test('by anything together', async () => {
    for (let i = 0; i < runs(150); i++) {
      const question = anyQuestion();
      const worked = expected(question);
      const answer = await ask('VALE', question).catch((error) => error);
      // Themes that none of the sources records are refused, not zero.
      if (answer instanceof Error) expect(answer).toMatchObject({ code: 'NOT_SUPPORTED_FOR_SOURCE' });
      else expect({ question, ...answer }).toEqual({ question, ...worked });
    }
  });

  test('page by page', async () => {
    const query = `query ($after: String) {
      incidentCounts(where: { partnership: "VALE" }, by: [WARD, MONTH, OFFENCE, SOURCE], first: 7, after: $after) {
        rows { areaCode month offence source count perturbed } total { count } pageInfo { hasNextPage endCursor }
      }
    }`;
    interface Page {
      incidentCounts: Counts & { pageInfo: { hasNextPage: boolean; endCursor: string } };
    }
    const { rows, total } = expected({ by: CELL_DIMENSIONS });
    const seen: Record<string, number> = {};
    for (let after: string | null = null; ; ) {
      const { incidentCounts: page }: Page = await api.ask<Page>(query, { after });
      expect(page.total.count).toBe(total);
      for (const { areaCode, month, offence, source, count } of page.rows)
        seen[[areaCode ?? '-', month, offence, source].join(' ')] = count;
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(rows);
  });

  test('as the coverage of each source', async () => {
    const { partnership } = await api.ask<{
      partnership: {
        dataCoverage: { source: { code: string }; from: string; to: string; incidentCount: number }[];
      };
    }>('{ partnership(code: "VALE") { dataCoverage { source { code } from to incidentCount } } }');
    expect(partnership.dataCoverage.map(({ source }) => source.code).sort()).toEqual([...CLOSED].sort());
    for (const { source, from, to, incidentCount } of partnership.dataCoverage) {
      expect({ from, to }).toEqual({ from: '2023-01-01', to: '2023-04-30' });
      expect(incidentCount).toBe(expected({ sources: [source.code], by: [] }).total);
    }
  });

  test('and the same for everyone who may not see more', async () => {
    const [first, ...others] = await Promise.all(
      [PUBLIC_VIEWER, ...STRANGERS().map(([, viewer]) => viewer)].map((viewer) =>
        countsOf('VALE', { by: [...CELL_DIMENSIONS, 'THEME'] }, viewer),
      ),
    );
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('a single cell', () => {
  test('is never shown as 1 or 2, and never shown where it is published as nothing', async () => {
    const shown = [
      ...Object.values((await ask('VALE', { by: CELL_DIMENSIONS, sources: ['police-incidents'] })).rows),
      ...Object.values((await ask('HAMLET', { by: CELL_DIMENSIONS })).rows),
      ...Object.values((await ask('HAMLET', { themes: ['domestic-abuse'], by: ['MONTH'] })).rows),
    ];
    expect(shown.length).toBeGreaterThan(150);
    expect(shown.filter((count) => count < 3)).toEqual([]);
  });

  test('does not tell an empty place from one where a little happened', async () => {
    // The same months with and without the records that are published as nothing look alike.
    const hidden = cells.filter(({ published, flag }) => published === 0 && flag === null);
    const [one] = hidden.filter(({ ward, source }) => ward !== null && source === 'police-incidents');
    const where = {
      areas: [{ ward: one.ward! }],
      offences: [one.offence!],
      period: { from: `${one.month}-01`, to: `${one.month}-${lastDay(one.month)}` },
    };
    const never = { ...where, offences: ['asb-environmental'] };
    expect(await countsOf('VALE', { ...where, by: ['WARD'] })).toEqual(
      await countsOf('VALE', { ...never, by: ['WARD'] }),
    );
  });

  const FLAG_THEMES = THEMES.filter(({ flags }) => flags);

  /** All that a stranger can see of a source in a month: its cells, and those by flag. */
  async function sights(partnership: string, source: string, wards: string[]): Promise<Map<string, Sight>> {
    const offences = SOURCES.find(({ code }) => code === source)!.offences;
    const isSensitive = (code: string) =>
      OFFENCES.find((offence) => offence.code === code)!.sensitive ?? false;
    const places = source === 'hospital-admissions' ? ['LU6', 'LU5', '-'] : [...wards, '-'];
    const dimension = source === 'hospital-admissions' ? 'POSTCODE_DISTRICT' : 'WARD';
    const all = offences.flatMap((offence) =>
      isSensitive(offence) ? [`- ${offence}`] : places.map((place) => `${place} ${offence}`),
    );
    const months = new Map<string, Sight>();
    const { rows } = await countsOf(partnership, { sources: [source], by: [dimension, 'MONTH', 'OFFENCE'] });
    const sightOf = (month: string) => {
      const known = months.get(month);
      if (known) return known;
      const sight: Sight = {
        cells: {},
        flags: {},
        hidden: [],
        mayCarry: (cell, flag) =>
          !OFFENCES.find(({ code }) => code === cell.split(' ')[1])!.themes.includes(flag),
      };
      if (source === 'police-crimes') for (const { code } of FLAG_THEMES) sight.flags[code] = 0;
      months.set(month, sight);
      return sight;
    };
    for (const { areaCode, month, offence, count } of rows)
      sightOf(month!).cells[`${areaCode ?? '-'} ${offence}`] = count;
    if (source === 'police-crimes')
      for (const { code } of FLAG_THEMES) {
        const byMonth = await countsOf(partnership, {
          sources: [source],
          themes: [code],
          by: ['MONTH', 'OFFENCE'],
        });
        for (const { month, offence, count } of byMonth.rows)
          if (offence === null) sightOf(month!).flags[code] = count;
      }
    // Were cells shown that are published as nothing, then one that is not shown would be known to be empty.
    const tellsEmpty = rows.some(({ count }) => count === 0);
    for (const sight of months.values())
      sight.hidden = tellsEmpty ? [] : all.filter((cell) => !(cell in sight.cells));
    return months;
  }

  const nameOf = (cell: Cell) =>
    cell.flag === null
      ? `${cell.ward ?? cell.district ?? '-'} ${cell.offence}`
      : FLAG_THEMES.find(({ flags }) => flags === cell.flag)!.code;

  test.each([...Object.keys(BY_WARD), 'hospital-admissions'])(
    'of %s with 1 to 7 records keeps at least three true counts that fit all that was seen',
    async (source) => {
      const seen = await sights('VALE', source, Object.keys(WARDS));
      const small = cells.filter((cell) => cell.source === source && cell.n >= 1 && cell.n <= 7);
      expect(small.length).toBeGreaterThan(0);
      for (const cell of small) {
        const counts = consistentCounts(seen.get(cell.month)!, nameOf(cell), random);
        expect({ cell, least: counts.length >= 3, counts }).toEqual({ cell, least: true, counts });
        expect(counts).toContain(cell.n);
      }
    },
  );

  test('of a hamlet keeps three as well, although nearly all its records lie in cells by flag too', async () => {
    const seen = await sights('HAMLET', 'police-crimes', ['only_ward']);
    const small = cellsOf(hamlet, SECRET).filter(({ n }) => n >= 1 && n <= 7);
    expect(small.length).toBeGreaterThan(300);
    const broken = small
      .map((cell) => ({
        cell,
        counts: seen.has(cell.month)
          ? consistentCounts(seen.get(cell.month)!, nameOf(cell), random)
          : [0, 1, 2, 3],
      }))
      .filter(({ cell, counts }) => counts.length < 3 || !counts.includes(cell.n));
    expect(broken).toEqual([]);
  });
});

// --- What no protected cell answers ---------------------------------------------------------------------------------------

/** Viewers who have a key, and yet may not read VALE's records or exact counts. */
const STRANGERS = (): [string, Viewer][] => [
  ['an analyst of another partnership', analystOf(ids.TWICE)],
  ['a partner of another partnership', { role: 'PARTNER', scopes: [], partnershipId: ids.TWICE, keyId: 1 }],
  ['an analyst whose key is narrowed to submit', { ...analystOf(ids.VALE), scopes: ['submit'] }],
];

const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [-0.6, 51.9],
      [-0.4, 51.9],
      [-0.4, 52.1],
      [-0.6, 51.9],
    ],
  ],
};

const BEYOND: [string, object][] = [
  ['flags', { flags: ['repeat'] }],
  ['part of a month', { period: { from: '2023-01-02', to: '2023-03-31' } }],
  ['a day', { period: { from: '2023-01-10', to: '2023-01-10' } }],
  ['a shape', { within: SQUARE }],
  ['a box', { bbox: { west: -0.6, south: 51.9, east: -0.4, north: 52.1 } }],
  ['a circle', { near: { longitude: -0.5, latitude: 52, metres: 500 } }],
  ['an LSOA', { areas: [{ lsoa: 'E01000001' }] }],
  ['an LSOA beside a ward', { areas: [{ ward: 'crossroads' }, { lsoa: 'E01000001' }] }],
  ['a postcode district', { areas: [{ postcodeDistrict: 'LU6' }] }],
  ['a theme of flags and another', { themes: ['domestic-abuse', 'violent-crime'] }],
  ['two themes of flags', { themes: ['domestic-abuse', 'alcohol-misuse'] }],
  ['a theme of flags and an offence', { themes: ['domestic-abuse'], offences: ['common-assault'] }],
];

describe('trends, seasons and rates are functions of the published counts', () => {
  const QUERY = `query ($where: IncidentFilter!) {
    trend(where: $where) { current perturbed series { month count } }
    seasonality(where: $where) { perturbed months { month count } }
    areaRates(where: $where, kind: WARD, denominator: RESIDENTS) { rows { code count perturbed } }
  }`;
  interface Analytics {
    trend: { current: number; perturbed: boolean; series: { month: string; count: number }[] };
    seasonality: { perturbed: boolean; months: { month: number; count: number }[] };
    areaRates: { rows: { code: string; count: number; perturbed: boolean }[] };
  }
  const whole = { from: `${MONTHS[0]}-01`, to: endOfMonth(`${MONTHS.at(-1)}-01`) };

  test.each([
    ['all', {}],
    ['one source', { sources: ['police-crimes'] }],
    ['a theme', { themes: ['violent-crime'] }],
    ['a ward', { areas: [{ ward: 'crossroads' }] }],
  ])('of %s', async (_, filter) => {
    const question = { ...filter, period: whole };
    const viewers = [PUBLIC_VIEWER, ...STRANGERS().map(([, stranger]) => stranger)];
    const byMonth = await countsOf('VALE', { ...question, by: ['MONTH'] });
    const byWard = await countsOf('VALE', { ...question, by: ['WARD'] });
    const months = Object.fromEntries(byMonth.rows.map(({ month, count }) => [month, count]));
    for (const viewer of viewers) {
      const where = { partnership: 'VALE', ...question };
      const { trend, seasonality, areaRates } = await api.ask<Analytics>(QUERY, { where }, { viewer });
      expect(trend).toMatchObject({ current: byMonth.total.count, perturbed: true });
      for (const { month, count } of trend.series)
        expect([month, count]).toEqual([month, months[month] ?? 0]);
      expect(seasonality.perturbed).toBe(true);
      for (const { month, count } of seasonality.months)
        expect([month, count]).toEqual([month, months[`2023-${String(month).padStart(2, '0')}`] ?? 0]);
      expect(areaRates.rows.length).toBeGreaterThan(0);
      for (const { code, count, perturbed } of areaRates.rows) {
        expect(perturbed).toBe(true);
        expect([code, count]).toEqual([code, byWard.rows.find((row) => row.areaCode === code)?.count ?? 0]);
      }
    }
  });
});

describe('closed sources are FORBIDDEN', () => {
  const refused = async (filter: object, by: string[] = [], viewer: Viewer = PUBLIC_VIEWER) =>
    (await api.refusal(COUNTS_QUERY, { where: { partnership: 'VALE', ...filter }, by }, { viewer })).code;

  test.each(BEYOND)('for counts of %s', async (_, filter) => {
    expect(await refused(filter)).toBe('FORBIDDEN');
    expect(await refused({ ...filter, sources: ['police-crimes'] }, ['MONTH'])).toBe('FORBIDDEN');
    for (const [, viewer] of STRANGERS()) expect(await refused(filter, [], viewer)).toBe('FORBIDDEN');
  });

  test.each(['OUTCOME', 'LSOA'])('for counts by %s', async (dimension) => {
    expect(await refused({}, [dimension])).toBe('FORBIDDEN');
    expect(await refused({ sources: ['police-crimes'] }, [dimension, 'MONTH'])).toBe('FORBIDDEN');
  });

  test('for an outcome that open records have too', async () => {
    const outcomes = ['under-investigation'];
    expect(await refused({ outcomes })).toBe('FORBIDDEN');
    expect(await refused({ outcomes, sources: ['police-crimes'] }, ['MONTH'])).toBe('FORBIDDEN');
  });

  test('for every other query that takes a filter, whatever it is made of', async () => {
    const queries = await operationsOnIncidents();
    expect(Object.keys(queries)).toEqual(
      expect.arrayContaining([
        'incidents',
        'incidentFeatures',
        'hotspotClusters',
        'victimProfile',
        'offenderProfile',
        'searchedProfile',
      ]),
    );
    const codes: Record<string, string> = {};
    for (const [name, { source, filters }] of Object.entries(queries)) {
      for (const filter of [{}, { sources: ['police-crimes'] }]) {
        const where = { partnership: 'VALE', ...filter };
        const variables = Object.fromEntries(filters.map((argument) => [argument, where]));
        for (const viewer of [PUBLIC_VIEWER, ...STRANGERS().map(([, stranger]) => stranger)])
          codes[name] = (await api.refusal(source, variables, { viewer })).code;
        expect({ [name]: codes[name] }).toEqual({ [name]: 'FORBIDDEN' });
      }
    }
  });

  test('for every line of a problem profile that single records tell', async () => {
    const source = `query ($where: IncidentFilter!) { problemProfile(where: $where) {
      where { name } victims { label } offenders { label } repeat { share } unseen { line } } }`;
    type Answer = { problemProfile: { unseen: { line: string }[] } };
    for (const viewer of [PUBLIC_VIEWER, ...STRANGERS().map(([, stranger]) => stranger)]) {
      const where = { partnership: 'VALE', sources: ['police-crimes'] };
      const { problemProfile } = await api.ask<Answer>(source, { where }, { viewer });
      expect(problemProfile).toMatchObject({ where: [], victims: [], offenders: [], repeat: null });
      const unseen = problemProfile.unseen.map(({ line }) => line);
      expect(unseen).toEqual(expect.arrayContaining(['where', 'when', 'victims', 'offenders', 'repeat']));
    }
  });

  test.each(['victimProfile', 'offenderProfile'])(
    'for a %s, to everyone below record level',
    async (profile) => {
      const query = `query ($where: IncidentFilter!) { ${profile}(where: $where) { people leadingSegments { label share }
      segments(by: [SEX]) { sex count } } }`;
      const partner: Viewer = { role: 'PARTNER', scopes: [], partnershipId: ids.VALE, keyId: 1 };
      for (const where of [
        { partnership: 'VALE' },
        { partnership: 'VALE', themes: ['domestic-abuse'] },
        { partnership: 'VALE', sources: ['police-crimes'], areas: [{ ward: 'crossroads' }] },
        { partnership: 'VALE', sources: ['police-incidents'], period: PERIODS[0] },
      ]) {
        for (const viewer of [PUBLIC_VIEWER, partner, ...STRANGERS().map(([, stranger]) => stranger)])
          expect((await api.refusal(query, { where }, { viewer })).code).toBe('FORBIDDEN');
        const answer = await api.ask<Record<string, { people: number }>>(
          query,
          { where },
          { viewer: analystOf(ids.VALE) },
        );
        expect(answer[profile].people).toBeGreaterThan(0);
      }
      // Beside open crimes, which tell of nobody, nothing is answered either: not even that nobody was found.
      const mixed = { partnership: 'MIXED' };
      expect((await api.refusal(query, { where: mixed })).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
      const named = { ...mixed, sources: ['police-uk-street', 'police-crimes'] };
      expect((await api.refusal(query, { where: named })).code).toBe('FORBIDDEN');
    },
  );

  describe('beside an open source, which alone is answered', () => {
    const open = ['police-uk-street'];

    test.each(BEYOND.filter(([name]) => !/theme/.test(name)))('%s', async (_, filter) => {
      for (const by of [[], ['MONTH'], ['WARD', 'SOURCE']]) {
        const alone = await countsOf('MIXED', { ...filter, sources: open, by });
        expect(await countsOf('MIXED', { ...filter, by })).toEqual(alone);
        expect(alone.total.perturbed).toBe(false);
      }
      const closed = { partnership: 'MIXED', ...filter, sources: ['police-crimes'] };
      expect((await api.refusal(COUNTS_QUERY, { where: closed, by: [] })).code).toBe('FORBIDDEN');
    });

    test('and what cells can answer is their sum with the exact open counts', async () => {
      const { rows } = await countsOf('MIXED', { by: ['MONTH', 'SOURCE'] });
      const byMonth = await countsOf('MIXED', { by: ['MONTH'] });
      for (const { month, count } of byMonth.rows) {
        const parts = rows.filter((row) => row.month === month);
        expect(parts.reduce((sum, row) => sum + row.count, 0)).toBe(count);
        for (const part of parts) expect(part.perturbed).toBe(part.source !== 'police-uk-street');
        expect(parts.find((row) => row.source === 'police-uk-street')!.count).toBe(
          vale.filter(({ ward, record }) => ward !== null && record.month === month).length,
        );
      }
    });
  });
});

describe('sensitive offences and themes are told for the partnership only', () => {
  const sensitive = {
    offence: OFFENCES.filter((each) => each.sensitive).map(({ code }) => code),
    theme: THEMES.filter((each) => each.sensitive).map(({ code }) => code),
  };

  test('there are some to tell', async () => {
    const { rows } = await countsOf('VALE', { by: ['THEME', 'OFFENCE'], sources: CLOSED });
    for (const theme of ['domestic-abuse', 'sexual-offences', 'hate-crime'])
      expect(
        rows.filter((row) => row.theme === theme).reduce((sum, { count }) => sum + count, 0),
      ).toBeGreaterThan(0);
  });

  test.each(['WARD', 'SNT_AREA', 'POSTCODE_DISTRICT'])('never with the code of a %s', async (area) => {
    const { rows } = await countsOf('VALE', { by: [area, 'THEME', 'OFFENCE'], sources: CLOSED });
    const told = rows.filter(
      (row) => sensitive.theme.includes(row.theme ?? '') || sensitive.offence.includes(row.offence ?? ''),
    );
    expect(told.length).toBeGreaterThan(3);
    expect(told.filter(({ areaCode }) => areaCode !== null)).toEqual([]);
  });

  test.each([
    ...sensitive.theme.map((theme) => ({ themes: [theme], sources: ['police-crimes', 'racial-incidents'] })),
    { offences: ['rape'] },
    { offences: ['racial-incident'] },
  ])('and to a filter by area not at all: %j', async (filter) => {
    for (const areas of [[{ ward: 'crossroads' }], WARD_UNIONS.at(-1)!, [{ sntArea: 'united' }]])
      expect((await countsOf('VALE', { ...filter, areas, by: ['WARD', 'MONTH'] })).rows).toEqual([]);
  });
});

describe('keys are permanent', () => {
  const state = async (code: string) => ({
    cells: inOrder(await storedCells(ids[code])),
    incidents: (
      await sql(database, 'SELECT count(*) AS n FROM incident WHERE partnership_id = :id', { id: ids[code] })
    )[0],
  });

  test('the same delivery in two halves, in another order, gives the same published values', async () => {
    const records = recordsOf(vale).reverse();
    await load(database, 'TWICE', records.slice(0, 137));
    await load(database, 'TWICE', records.slice(137));
    expect(await state('TWICE')).toEqual(await state('VALE'));
  });

  test('the same delivery again changes nothing and deletes nothing', async () => {
    const before = await state('TWICE');
    await load(database, 'TWICE', recordsOf(vale));
    await load(database, 'TWICE', recordsOf(vale).slice(100, 200));
    expect(await state('TWICE')).toEqual(before);
  });

  test('the same wards again change nothing', async () => {
    const before = await state('TWICE');
    const wards = Object.entries(WARDS).map(([ward, [x, y]]) => ({
      code: ward,
      name: 'Renamed',
      ring: box(x, y, 1000),
    }));
    await importAreas(database, 'TWICE', 'WARD', wards);
    expect(await state('TWICE')).toEqual(before);
  });
});

describe('SQL of any kind in a stranger’s session', () => {
  /** Texts that only closed records have. */
  const CLOSED_TEXT = /SECRET-|12 High Street|12-high-street/;

  const readAll = (relation: string, viewer: Viewer) =>
    session(database, viewer, 10_000, (reader) =>
      reader.query<{ row: Record<string, unknown> }>(
        statement('any', `SELECT to_jsonb(t) AS row FROM "${relation}" AS t`),
      ),
    ).then(
      (rows) => rows.map(({ row }) => row),
      (error) => error,
    );

  test('reads no table or view with anything of a closed record', async () => {
    const relations = await sql<{ name: string }>(
      database,
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') ORDER BY relname`,
    );
    const closedSources = await sql<{ id: number }>(
      database,
      "SELECT id FROM source WHERE access = 'CLOSED'",
    );
    const isClosed = (id: unknown) => closedSources.some((source) => source.id === id);
    const readable: string[] = [];
    for (const { name } of relations)
      for (const viewer of [PUBLIC_VIEWER, STRANGERS()[2][1]]) {
        const rows = await readAll(name, viewer);
        if (rows instanceof Error) {
          expect(rows).toMatchObject({ code: '42501' });
          continue;
        }
        readable.push(name);
        expect({ name, tells: CLOSED_TEXT.test(JSON.stringify(rows)) }).toEqual({ name, tells: false });
        // Rows of closed sources: published values, which months were delivered, and what a source can see.
        if (!['published_count', 'source_coverage', 'source_theme'].includes(name))
          expect(rows.filter((row: Record<string, unknown>) => isClosed(row.source_id))).toEqual([]);
      }
    expect(readable).toEqual(expect.arrayContaining(['incident', 'location', 'published_count', 'outcome']));
    expect(readable).not.toEqual(expect.arrayContaining(['elementary_cell']));
  });

  test('finds nobody', async () => {
    for (const viewer of [PUBLIC_VIEWER, ...STRANGERS().map(([, stranger]) => stranger)]) {
      const people = await readAll('involvement', viewer);
      // The analyst of TWICE may read of those of TWICE.
      const own = viewer.role === 'ANALYST' && viewer.scopes.length === 0 ? viewer.partnershipId : null;
      expect(people.filter((row: Record<string, unknown>) => row.partnership_id !== own)).toEqual([]);
    }
  });

  test('finds the places of open records only', async () => {
    const places = await readAll('location', PUBLIC_VIEWER);
    expect(places.length).toBeGreaterThan(0);
    expect(
      places.filter((row: Record<string, unknown>) => row.partnership_id !== ids.MIXED || row.open !== true),
    ).toEqual([]);
  });

  test('finds published values without true counts, keys or cells that are published as nothing', async () => {
    const rows = await readAll('published_count', PUBLIC_VIEWER);
    const [row] = rows;
    expect(Object.keys(row).sort()).toEqual(
      [
        'flag',
        'month',
        'n',
        'offence_id',
        'partnership_id',
        'postcode_district',
        'source_id',
        'ward_id',
      ].sort(),
    );
    expect(rows.filter(({ n }: { n: number }) => n < 3)).toEqual([]);
    expect(await readAll('exact_count', PUBLIC_VIEWER)).toEqual([]);
  });

  test('the API lists no outcome that only closed records have', async () => {
    const { outcomes } = await api.ask<{ outcomes: { code: string }[] }>('{ outcomes { code name } }');
    expect(outcomes).toEqual([{ code: 'under-investigation', name: 'Under investigation' }]);
    const { outcomes: own } = await api.ask<{ outcomes: { code: string }[] }>(
      '{ outcomes { code } }',
      {},
      { viewer: analystOf(ids.VALE) },
    );
    expect(own).toHaveLength(2);
    const problem = await api.refusal(COUNTS_QUERY, {
      where: { partnership: 'MIXED', outcomes: ['x'] },
      by: [],
    });
    expect(problem.message).not.toMatch(CLOSED_TEXT);
  });
});

// --- Every query of the schema that takes a filter of incidents --------------------------------------------------------------

/**
 * Queries that the published counts can answer, the one on tables that others have published, and the one that leaves
 * out line by line what it may not tell.
 */
const MADE_OF_COUNTS = [
  'incidentCounts',
  'trend',
  'seasonality',
  'areaRates',
  'peerComparison',
  'problemProfile',
];

async function operationsOnIncidents() {
  const schema = await buildApiSchema();
  const fields = Object.values(schema.getQueryType()!.getFields());
  return Object.fromEntries(
    fields
      .map((field) => [field.name, operationOf(field)] as const)
      .filter(([name, { filters }]) => filters.length > 0 && !MADE_OF_COUNTS.includes(name)),
  );
}
