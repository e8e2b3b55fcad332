import { PUBLIC_VIEWER, type Viewer } from '../../src/access';
import type { IncidentRecord, PersonRecord } from '../../src/domain/incidents';
import type { Database } from '../../src/platform/database';
import { seededRandom } from '../../src/platform/statistics/random';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import {
  type Answer,
  type Cell,
  cellsOf,
  type Ground,
  type Keyring,
  type Placed,
  type Question,
} from './truth';

/** Fixed, so that every run attacks the same numbers. */
const SECRET = Buffer.alloc(32, 0xab);
export const random = seededRandom(20_090_630).below;
export const pick = <T>(from: readonly T[]): T => from[random(from.length)];

// --- The ground: three wards in a row, one apart, and a strip that is in none -------------------------------------

/** South-west corners of the wards, each a kilometre wide. */
export const WARDS = {
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
export const MONTHS = ['2009-01', '2009-02', '2009-03', '2009-04'];

/** SNT areas change in March; until then half_and_half lies half in each of two. */
export const GROUND: Ground = {
  sntAreaOf(ward, month) {
    if (ward === null || ward === 'lone_farm') return null;
    if (month >= '2009-03') return 'united';
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
    { validTo: '2009-02-28' },
  );
  const united = [{ code: 'united', ring: box(0, 0, 3000, 1000) }];
  await importAreas(database, code, 'SNT_AREA', united, { validFrom: '2009-03-01' });
  await importAreas(database, code, 'POSTCODE_DISTRICT', [
    { code: 'LU6', ring: box(0, 0, 3000, 1000) },
    { code: 'LU5', ring: box(0, 1000, 3000, 1000) },
  ]);
  await importAreas(database, code, 'LSOA', [{ code: 'E01000001', ring: box(0, 0, 500) }]);
  return id;
}

// --- The closed records: small counts, most of them below 8 --------------------------------------------------------

export const BY_WARD: Record<string, string[]> = {
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
    return { ...record, reference, people: PEOPLE };
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
    const month = `${1998 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
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

export const recordsOf = (placed: Placed[]) => placed.map(({ record }) => record);

// --- Asking ----------------------------------------------------------------------------------------------------------

export interface CountRow {
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

export interface Counts {
  rows: CountRow[];
  total: { count: number; perturbed: boolean };
}

export const COUNTS_QUERY = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
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

export async function countsOf(
  partnership: string,
  { by, ...filter }: Question,
  viewer?: Viewer,
): Promise<Counts> {
  const where = { partnership, ...filter };
  const { incidentCounts } = await api.ask<{ incidentCounts: Counts }>(
    COUNTS_QUERY,
    { where, by },
    { viewer },
  );
  return incidentCounts;
}

/** The API's answer in the shape of the one that is worked out; every number must be marked as perturbed. */
export async function ask(partnership: string, question: Question): Promise<Answer> {
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

export const CELL_DIMENSIONS = ['WARD', 'MONTH', 'OFFENCE', 'SOURCE'];

// --- Every question that the API takes -------------------------------------------------------------------------------

export function subsets<T>(of: readonly T[]): T[][] {
  const [first, ...rest] = of;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others, ...others.map((subset) => [first, ...subset])];
}

export const DIMENSION_SETS = ['', 'WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'PARTNERSHIP'].flatMap((area) =>
  ['', 'MONTH', 'QUARTER', 'YEAR'].flatMap((time) =>
    subsets(['THEME', 'OFFENCE', 'SOURCE']).map((rest) => [area, time, ...rest].filter(Boolean)),
  ),
);

export const lastDay = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
export const PERIODS = MONTHS.flatMap((from, i) =>
  MONTHS.slice(i).map((to) => ({ from: `${from}-01`, to: `${to}-${lastDay(to)}` })),
);
export const WARD_UNIONS = subsets(Object.keys(WARDS))
  .filter((wards) => wards.length > 0)
  .map((wards) => wards.map((ward) => ({ ward })));
export const SNT_UNIONS = [
  [{ sntArea: 'west' }],
  [{ sntArea: 'east' }],
  [{ sntArea: 'united' }],
  [{ sntArea: 'west' }, { sntArea: 'east' }],
  [{ sntArea: 'west' }, { ward: 'lone_farm' }],
  [{ sntArea: 'east' }, { ward: 'half_and_half' }],
];
export const CLOSED = [...Object.keys(BY_WARD), 'hospital-admissions', 'mental-health-and-drug-treatment'];
export const OFFENCES_HELD = [...Object.values(BY_WARD).flat(), 'admission-assault', 'drug-treatment'];
export const THEMES_HELD = [
  ...['domestic-burglary', 'burglary', 'serious-acquisitive-crime', 'common-assault', 'violent-crime'],
  ...['sexual-offences', 'anti-social-behaviour', 'substance-misuse'],
  ...['domestic-abuse', 'hate-crime', 'alcohol-misuse'],
];
export const WITHOUT_FLAGS = THEMES_HELD.slice(0, -3);

// --- The attack --------------------------------------------------------------------------------------------------------

let fixture: TestDatabase;
export let database: Database;
/** Asked by the public, unless a request says otherwise. */
export let api: Api;
/** Records of VALE, of HAMLET, the protected cells of VALE, and the partnerships' ids by code. */
export let vale: Placed[];
export let hamlet: Placed[];
export let cells: Cell[];
export let ids: Record<string, number>;

/** Loads the partnerships VALE, HAMLET, TWICE and MIXED before the tests of a file, into a database of its own. */
export function useDisclosureGround(): void {
  beforeAll(loadGround);
  afterAll(() => fixture.remove());
}

async function loadGround(): Promise<void> {
  fixture = await createTestDatabase();
  database = fixture.database;
  api = await Api.on(database, PUBLIC_VIEWER);
  await sql(database, 'UPDATE installation SET disclosure_secret = :secret', { secret: SECRET });

  vale = inventRecords();
  hamlet = inventHamlet();
  ids = {};
  for (const code of ['VALE', 'TWICE', 'MIXED']) ids[code] = await makeGround(code);
  cells = cellsOf(vale, await keyringOf('VALE'));
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
}

/** What the cell keys of a partnership are made of. */
export async function keyringOf(code: string): Promise<Keyring> {
  const byCode = (rows: { code: string; id: number }[]) =>
    Object.fromEntries(rows.map((row) => [row.code, row.id]));
  const wards = await sql<{ code: string; id: number }>(
    database,
    "SELECT code, id FROM area WHERE partnership_id = :id AND kind = 'WARD'",
    { id: ids[code] },
  );
  const sources = await sql<{ code: string; id: number }>(database, 'SELECT code, id FROM source');
  return { secret: SECRET, partnership: ids[code], sources: byCode(sources), wards: byCode(wards) };
}

/** The protected cells of a partnership as they are stored. */
export async function storedCells(partnershipId: number): Promise<Cell[]> {
  return sql<Cell & Record<string, unknown>>(
    database,
    `SELECT to_char(e.month, 'YYYY-MM') AS month, source.code AS source, offence.code AS offence, e.flag,
       area.code AS ward, e.postcode_district AS district, e.n, coalesce(r.n, 0) AS published,
       cell_key(hmac_pad(54), hmac_pad(92), e.partnership_id, 0::smallint, e.source_id, e.month, offence.code, e.flag, e.ward_id,
         e.postcode_district, e.n) AS key
     FROM elementary_cell AS e
     LEFT JOIN released_cell AS r ON r.partnership_id = e.partnership_id AND r.month = e.month AND r.source_id = e.source_id
       AND r.offence_id IS NOT DISTINCT FROM e.offence_id AND r.flag IS NOT DISTINCT FROM e.flag
       AND r.ward_id IS NOT DISTINCT FROM e.ward_id AND r.postcode_district IS NOT DISTINCT FROM e.postcode_district
     JOIN source ON source.id = e.source_id
     LEFT JOIN offence ON offence.id = e.offence_id
     LEFT JOIN area ON area.id = e.ward_id
     WHERE e.partnership_id = :id`,
    { id: partnershipId },
  );
}

export const inOrder = (list: Cell[]) =>
  list
    .map(({ month, source, offence, flag, ward, district, n, key, published }) =>
      JSON.stringify([month, source, offence, flag, ward, district, n, key, published]),
    )
    .sort();

/** Viewers who have a key, and yet may not read VALE's records or exact counts. */
export const STRANGERS = (): [string, Viewer][] => [
  ['an analyst of another partnership', analystOf(ids.TWICE)],
  ['a partner of another partnership', { role: 'PARTNER', scopes: [], partnershipId: ids.TWICE, keyId: 1 }],
  ['an analyst whose key is narrowed to submit', { ...analystOf(ids.VALE), scopes: ['submit'] }],
];
