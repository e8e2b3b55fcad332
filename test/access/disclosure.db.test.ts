/** @duration long */
import { PUBLIC_VIEWER, session, type Viewer } from '../../src/access';
import { isMadeOfCounts } from '../../src/analytics/analytic';
import { buildApiSchema } from '../../src/api/graphql/schema';
import { SOURCES } from '../../src/domain/vocabulary';
import { endOfMonth } from '../../src/platform/calendar';
import { statement } from '../../src/platform/database/sql';
import { analystOf, sql } from '../support/api';
import { box, importAreas } from '../support/ground';
import { operationOf } from '../support/operations';
import { load } from '../support/records';
import { OFFENCES, THEMES } from '../support/vocabulary';
import {
  api,
  ask,
  BY_WARD,
  CELL_DIMENSIONS,
  CLOSED,
  COUNTS_QUERY,
  cells,
  countsOf,
  database,
  hamlet,
  ids,
  inOrder,
  keyringOf,
  lastDay,
  MONTHS,
  PERIODS,
  recordsOf,
  STRANGERS,
  storedCells,
  useDisclosureGround,
  vale,
  WARD_UNIONS,
  WARDS,
} from './disclosure-ground';
import { type Cell, cellsOf } from './truth';
import { consistentCounts, type Sight } from './worlds';

useDisclosureGround();

describe('a single cell', () => {
  test('is never shown as 1 or 2; 0 is shown alike of little that is published as nothing and of nothing', async () => {
    const shown = [
      ...Object.values((await ask('VALE', { by: CELL_DIMENSIONS, sources: ['police-incidents'] })).rows),
      ...Object.values((await ask('HAMLET', { by: CELL_DIMENSIONS })).rows),
      ...Object.values((await ask('HAMLET', { themes: ['domestic-abuse'], by: ['MONTH'] })).rows),
    ];
    const some = shown.filter((count) => count !== 0);
    expect(some.length).toBeGreaterThan(150);
    expect(some.filter((count) => count < 3)).toEqual([]);
  });

  test('does not tell an empty place from one where a little happened', async () => {
    // Months with records that are published as zero look like months without.
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
    const shownIn = new Map<string, number>();
    for (const { areaCode, month, offence, count } of rows) {
      const cell = `${areaCode ?? '-'} ${offence}`;
      const sight = sightOf(month!);
      if (count > 0) sight.cells[cell] = count;
      shownIn.set(cell, (shownIn.get(cell) ?? 0) + 1);
    }
    if (source === 'police-crimes')
      for (const { code } of FLAG_THEMES) {
        const byMonth = await countsOf(partnership, {
          sources: [source],
          themes: [code],
          by: ['MONTH', 'OFFENCE'],
        });
        for (const { month, offence, count } of byMonth.rows)
          if (offence === null && count > 0) sightOf(month!).flags[code] = count;
      }
    // A combination that occurs is shown as 0 in every other month. Were it in some only, those that are not shown would be
    // known to be empty.
    const tellsEmpty = [...shownIn.values()].some((n) => n !== months.size);
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
        const counts = consistentCounts(seen.get(cell.month)!, nameOf(cell));
        expect({ cell, least: counts.length >= 3, counts }).toEqual({ cell, least: true, counts });
        expect(counts).toContain(cell.n);
      }
    },
  );

  test('of a hamlet keeps three as well, although nearly all its records lie in cells by flag too', async () => {
    const seen = await sights('HAMLET', 'police-crimes', ['only_ward']);
    const small = cellsOf(hamlet, await keyringOf('HAMLET')).filter(({ n }) => n >= 1 && n <= 7);
    expect(small.length).toBeGreaterThan(300);
    const broken = small
      .map((cell) => ({
        cell,
        counts: seen.has(cell.month) ? consistentCounts(seen.get(cell.month)!, nameOf(cell)) : [0, 1, 2, 3],
      }))
      .filter(({ cell, counts }) => counts.length < 3 || !counts.includes(cell.n));
    expect(broken).toEqual([]);
  });
});

// --- What no protected cell answers ---------------------------------------------------------------------------------------

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
  ['part of a month', { period: { from: '2009-01-02', to: '2009-03-31' } }],
  ['a day', { period: { from: '2009-01-10', to: '2009-01-10' } }],
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
        expect([month, count]).toEqual([month, months[`2009-${String(month).padStart(2, '0')}`] ?? null]);
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
        // Searches are open by default, and this partnership has none of them.
        const expected =
          name === 'searchedProfile' && !('sources' in filter) ? 'NOT_ENOUGH_DATA' : 'FORBIDDEN';
        expect({ [name]: codes[name] }).toEqual({ [name]: expected });
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
      // Together with open crimes, which have no victims, it is refused too, before anybody is looked for.
      const mixed = { partnership: 'MIXED' };
      expect((await api.refusal(query, { where: mixed })).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
      const named = { ...mixed, sources: ['police-uk-street', 'police-crimes'] };
      expect((await api.refusal(query, { where: named })).code).toBe('FORBIDDEN');
    },
  );

  describe('beside an open source, which alone is answered', () => {
    const open = ['police-uk-street'];

    test.each(BEYOND.filter(([name]) => !/theme|flag/.test(name)))('%s', async (_, filter) => {
      for (const by of [[], ['MONTH'], ['WARD', 'SOURCE']]) {
        const alone = await countsOf('MIXED', { ...filter, sources: open, by });
        expect(await countsOf('MIXED', { ...filter, by })).toEqual(alone);
        expect(alone.total.perturbed).toBe(false);
      }
      const closed = { partnership: 'MIXED', ...filter, sources: ['police-crimes'] };
      expect((await api.refusal(COUNTS_QUERY, { where: closed, by: [] })).code).toBe('FORBIDDEN');
    });

    test('but not flags, which it does not have', async () => {
      const flags = ['domestic-abuse'];
      const refusalOf = async (where: object) =>
        (await api.refusal(COUNTS_QUERY, { where: { partnership: 'MIXED', ...where }, by: [] })).code;
      expect(await refusalOf({ flags, sources: open })).toBe('NOT_SUPPORTED_FOR_SOURCE');
      expect(await refusalOf({ flags })).toBe('FORBIDDEN');
    });

    test('and what cells can answer is their sum with the exact open counts, where both are named', async () => {
      const sources = [...open, 'police-crimes'];
      const { rows } = await countsOf('MIXED', { sources, by: ['MONTH', 'SOURCE'] });
      const byMonth = await countsOf('MIXED', { sources, by: ['MONTH'] });
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

describe('noise is permanent', () => {
  const state = async (code: string) => ({
    cells: inOrder(await storedCells(ids[code])),
    incidents: (
      await sql(database, 'SELECT count(*) AS n FROM incident WHERE partnership_id = :id', { id: ids[code] })
    )[0],
  });

  test('a delivery in two halves, in another order, is published as what its counts say', async () => {
    const records = recordsOf(vale).reverse();
    await load(database, 'TWICE', records.slice(0, 137), { releases: false });
    await load(database, 'TWICE', records.slice(137));
    expect((await state('TWICE')).incidents).toEqual((await state('VALE')).incidents);
    expect((await state('TWICE')).cells).toEqual(inOrder(cellsOf(vale, await keyringOf('TWICE'))));
  });

  test('another partnership with the same records is told of by nothing: it has noise of its own', async () => {
    const valuesOf = (list: Cell[]) => list.map(({ published }) => published).join();
    expect(valuesOf(cellsOf(vale, await keyringOf('TWICE')))).not.toBe(valuesOf(cells));
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
        // Rows of closed sources: published values, which months were delivered, and what a source can see and hold.
        if (
          ![
            'published_count',
            'known_coverage',
            'released_coverage',
            'source_offence',
            'coverage_month',
          ].includes(name)
        )
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

/** Queries that need more of closed records than their published counts. */
async function operationsOnIncidents() {
  const schema = await buildApiSchema();
  const fields = Object.values(schema.getQueryType()!.getFields());
  return Object.fromEntries(
    fields
      .filter((field) => !isMadeOfCounts(field, {}))
      .map((field) => [field.name, operationOf(field)] as const)
      .filter(([, { filters }]) => filters.length > 0),
  );
}
