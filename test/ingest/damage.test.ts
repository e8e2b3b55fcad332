/** @duration long */
import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readBoundaries } from '../../src/ingest/boundaries/records';
import { readSntTable } from '../../src/ingest/boundaries/snt-table';
import {
  type Column,
  columnsOf,
  DATASETS,
  DatasetReader,
  type DatasetRow,
  parseQuarter,
} from '../../src/ingest/deliveries';
import { peopleReader } from '../../src/ingest/people/reader';
import { readPlaces } from '../../src/ingest/places/records';
import { outcomesReader } from '../../src/ingest/police-uk/outcomes';
import { stopSearchReader } from '../../src/ingest/police-uk/stop-search';
import { streetReader } from '../../src/ingest/police-uk/street';
import { RowAccount } from '../../src/ingest/reading/account';
import { Content } from '../../src/ingest/reading/content';
import { isReject, type Reader, type ReadRow } from '../../src/ingest/reading/reader';
import { Problem } from '../../src/platform/errors';
import { openSource } from '../../src/platform/files';
import {
  fileOf,
  gather,
  OUTCOMES_HEADER,
  type OutcomeFields,
  outcomeLine,
  PEOPLE_HEADER,
  type PersonFields,
  personLine,
  SEARCH_HEADER,
  type SearchFields,
  STREET_HEADER,
  type StreetFields,
  searchLine,
  streetLine,
} from './files';

// A value that no message may repeat.
const SECRET = 'Zaphod';

/** A layout of CSV that is damaged in every way below. */
interface Layout {
  /** Name of a file as its publisher names it. */
  published: string;
  header: string;
  /** A reader is made for each file: those of data sets remember what they have read. */
  readerOf: () => Reader<{ line: number }>;
  /** A line with nothing wrong. */
  good: fc.Arbitrary<string>;
  /** A line in which fields may be anything; it stays one line. */
  bad: fc.Arbitrary<string>;
  /** Part of a record that distinguishes it from all others of its file. */
  identity(record: object): unknown;
  /** Share of the usual runs, where one reader has many layouts; 1 where it is not given. */
  share?: number;
}

/** Values that are wrong, or odd, in any layout with a month and a point in degrees. */
const BAD = {
  month: fc.constantFrom('1899-12', '2023-00', '2023-13', SECRET, '', '2023-5', '9999-12'),
  longitude: fc.constantFrom('', '51.886', '501900', 'NaN', '1e999', SECRET, '-75', '0x1', 'Infinity', '١'),
  latitude: fc.constantFrom('', '-0.521', '222100', 'null', '-', SECRET, '91', '51,8'),
  location: fc.constantFrom(`"${SECRET}""s"`, '', '😀', 'a\tb', '\u2028'),
  id: fc.constantFrom('', ' ', '__proto__', 'x'.repeat(2000), '='),
};
const lineOf = <Fields>(
  toLine: (fields: Fields) => string,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record(fields, { requiredKeys: [] }).map((some) => toLine(some as Fields));
const LOCATION = fc.constantFrom('On or near A', `On or near ${SECRET} Street`, '"Comma, Street"');
const ID = fc.constantFrom('a1', 'b2', 'c3');

/** Fields of a row of a published layout of a data set, by column; those not given as in a good row. */
type Published = Record<string, string>;

/** A published layout of a data set, from a row with nothing wrong, and from what its fields may be besides. */
function publishedLayout(
  code: string,
  row: Published,
  good: Published[],
  bad: Record<string, string[]>,
): Layout {
  const lineFrom = (fields: Published) => Object.values({ ...row, ...fields }).join(',');
  const wrong = Object.entries(bad).map(([column, values]) =>
    fc.constantFrom(...values).map((value) => lineFrom({ [column]: value })),
  );
  let number = 0;
  return {
    published: 'published.csv',
    header: Object.keys(row).join(','),
    readerOf: () => {
      const found = DATASETS.find((each) => each.code === code)!;
      return new DatasetReader({ dataset: found, agency: 'some', quarter: parseQuarter('2023Q2') });
    },
    good: fc.constantFrom(...good).map((fields) => lineFrom({ ...fields, ...numbered(++number) })),
    bad: fc.oneof(...wrong),
    share: 0.4,
    // Rows that belong to a record told on another one are no records of their own.
    identity: (read) => {
      const { line, count, record } = read as DatasetRow;
      return count === 0 ? line : record.identity;
    },
  };
  function numbered(n: number): Published {
    return 'AREFNO' in row ? { AREFNO: `20230000000${n % 3}` } : {};
  }
}

const ODD = [
  '',
  SECRET,
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '99/99/9999',
  '-',
  '😀',
  `"${SECRET}""s"`,
];

/** Every layout of incidents and of what belongs to them. */
const LAYOUTS: Record<string, Layout> = {
  'STATS19 collisions': publishedLayout(
    'road-collisions',
    {
      ...{ collision_index: '', location_easting_osgr: '500100', location_northing_osgr: '230200' },
      ...{
        longitude: '-0.54',
        latitude: '51.96',
        collision_severity: '3',
        date: '05/05/2023',
        time: '16:40',
      },
    },
    [{}, { collision_severity: '1' }, { location_easting_osgr: 'NULL', location_northing_osgr: 'NULL' }],
    {
      date: ODD,
      time: ODD.slice(1),
      collision_severity: ODD,
      location_easting_osgr: ODD,
      collision_index: ODD,
    },
  ),
  'STATS19 casualties': publishedLayout(
    'road-collisions',
    {
      ...{ AREFNO: '', date: '2023-05-05', output_time: '12:03:00', collision_severity: 'Slight' },
      ...{ casualty_severity: 'Slight', sex: 'Male', ageband: '16-20', lon: '-0.54', lat: '51.96' },
    },
    [{}, { sex: '-1', ageband: '-1' }, { casualty_severity: 'Fatal', ageband: 'Over 75' }],
    { date: ODD, casualty_severity: ODD, sex: ODD.slice(1), ageband: ODD.slice(1), lon: ODD, AREFNO: ODD },
  ),
  'special services of London': publishedLayout(
    'fire-incidents',
    {
      ...{
        INCIDENT_NUMBER: 'NA',
        'date_time of call': '01/05/2023 03:01',
        'type-of-incident': 'Special Service',
      },
      ...{ 'postcode district': 'SE19', 'easting m': 'NULL', 'northing m': 'NULL' },
      ...{ 'easting rounded': '532350', 'northing rounded': '170050' },
    },
    [{}, { 'easting m': '532351', 'northing m': '170051' }],
    { 'date_time of call': ODD, 'type-of-incident': ODD, 'postcode district': ODD, 'easting rounded': ODD },
  ),
  'assaults in emergency departments': publishedLayout(
    'hospital-admissions',
    {
      ...{ 'Arrival Date': '14/05/2023', 'Arrival Time': '00:30', 'Assault Date': '13/05/2023' },
      ...{
        'Assault Time': '23:15',
        Method: 'Fist',
        'Location Type': 'Street',
        'Location Description': SECRET,
      },
    },
    [{}, { Method: 'Knife' }, { 'Assault Time': '' }],
    {
      'Arrival Date': ODD,
      'Assault Date': ODD,
      'Assault Time': ODD,
      Method: ['ring 07700 900123', 'LU6 1AB'],
    },
  ),
  street: {
    published: '2023-05-bedfordshire-street.csv',
    header: STREET_HEADER,
    readerOf: () => streetReader,
    good: lineOf<StreetFields>(streetLine, {
      id: fc.oneof(fc.constant(''), ID),
      location: LOCATION,
      type: fc.constantFrom('Drugs', 'Burglary', 'Anti-social behaviour'),
    }),
    bad: lineOf<StreetFields>(streetLine, {
      ...BAD,
      type: fc.constantFrom('', 'Violent crime', SECRET, '__proto__', 'constructor', 'drugs'),
    }),
    identity: (record) => (record as { identity: string }).identity,
  },
  outcomes: {
    published: '2023-05-bedfordshire-outcomes.csv',
    header: OUTCOMES_HEADER,
    readerOf: () => outcomesReader,
    good: lineOf<OutcomeFields>(outcomeLine, {
      id: ID,
      location: LOCATION,
      type: fc.constantFrom('Suspect charged', 'Local resolution'),
    }),
    bad: lineOf<OutcomeFields>(outcomeLine, {
      ...BAD,
      type: fc.constantFrom('', ' ', '???', SECRET.repeat(100), '__proto__'),
    }),
    identity: ({ line: _, ...record }: { line?: number }) => JSON.stringify(record),
  },
  'stop and search': {
    published: '2023-05-bedfordshire-stop-and-search.csv',
    header: SEARCH_HEADER,
    readerOf: () => stopSearchReader,
    good: lineOf<SearchFields>(searchLine, {
      type: fc.constantFrom('Person search', 'Vehicle search', 'Person and Vehicle search'),
      gender: fc.constantFrom('Male', 'Female', ''),
      outcome: fc.constantFrom('Arrest', '"Caution, simple"', SECRET),
    }),
    bad: lineOf<SearchFields>(searchLine, {
      date: fc.constantFrom(
        SECRET,
        '',
        '1899-12-31T00:00:00+00:00',
        '2023-05-14',
        '2023-05-14T10:00:00',
        '0',
      ),
      longitude: BAD.longitude,
      latitude: BAD.latitude,
      gender: fc.constantFrom(SECRET, '__proto__', 'M'),
      age: fc.constantFrom(SECRET, '19', 'constructor'),
      selfDefined: fc.constantFrom(SECRET, 'W1'),
      type: fc.constantFrom('', SECRET, '__proto__'),
    }),
    identity: (record) => (record as { identity: string }).identity,
  },
  people: {
    published: 'people.csv',
    header: PEOPLE_HEADER,
    readerOf: () => peopleReader(),
    good: lineOf<PersonFields>(personLine, {
      reference: fc.constantFrom('R/1', 'R/2', '"R,3"', SECRET),
      sex: fc.constantFrom('', 'F', 'male', 'OTHER'),
      age: fc.constantFrom('', '0', '34', '120'),
      pseudonym: fc.constantFrom('', 'N-1', 'N-2'),
    }),
    bad: lineOf<PersonFields>(personLine, {
      reference: fc.constantFrom('', ' ', 'x'.repeat(101), `${SECRET}@example.org`, '14/03/1990'),
      source: fc.constantFrom('', SECRET, '__proto__'),
      role: fc.constantFrom('', SECRET, 'SEARCHED', 'constructor'),
      sex: fc.constantFrom(SECRET, '1', '__proto__'),
      age: fc.constantFrom('-1', '121', '3.5', SECRET, '14 March 1990', 'NaN', '٣'),
      ageBandSystem: fc.constantFrom(SECRET, '__proto__', 'constructor'),
      ageBand: fc.constantFrom(SECRET, 'AGE_20_29', '20-21'),
      ethnicitySystem: fc.constantFrom('', SECRET, '__proto__'),
      ethnicity: fc.constantFrom(SECRET, 'IC1', '__proto__'),
      pseudonym: fc.constantFrom(SECRET, `${SECRET} Beeblebrox`, 'x1'.repeat(40)),
      homeLsoa: fc.constantFrom(SECRET, 'LU6 1AA', 'E01'),
      homeWard: fc.constantFrom(SECRET, 'LU61AA', '12 High Street'),
    }),
    identity: (record) => {
      const { source, reference, person } = record as {
        source: string;
        reference: string;
        person: { identity: string };
      };
      return JSON.stringify([source, reference, person.identity]);
    },
  },
};

/** Fields that are right, and that are wrong or odd, in any data set. */
const DATASET_FIELDS: Partial<Record<Column, [good: string[], bad: string[]]>> = {
  reference: [
    ['', '', ''],
    [SECRET, `${SECRET} 1`, '14/03/1990', '__proto__', 'x1'.repeat(40), '07700 900123'],
  ],
  date: [
    ['2023-04-01', '30/06/2023', '2023-05', '2023-05-31'],
    [
      '',
      SECRET,
      '2023-04-31',
      '31/04/2023',
      '2023-07-01',
      '2023-13',
      '1899-01-01',
      '9999-99-99',
      '20230401',
      'NaN',
    ],
  ],
  time: [
    ['', '23:59', '0:00'],
    [SECRET, '24:00', '12', '12:60', '-1:00', '١٢:٠٠'],
  ],
  date_to: [
    ['', '2023-06-30'],
    [SECRET, '2999-01-01', '1999-01-01', '2023-05'],
  ],
  time_to: [
    ['', '23:59'],
    [SECRET, '99:99'],
  ],
  easting: [['501900'], ['', '51.886', '-0.5', 'NaN', '1e9', SECRET, '99999999']],
  northing: [['222100'], ['', '-0.521', 'Infinity', SECRET, '0x10']],
  longitude: [[''], ['-0.521', SECRET, '501900']],
  latitude: [[''], ['51.886', SECRET]],
  postcode_district: [
    ['', 'LU6', 'mk45'],
    [SECRET, 'LU6 1AB', 'lu61ab', 'LU6 1', '6', `Mr ${SECRET}`],
  ],
  flags: [
    ['', 'alcohol', 'hate;repeat'],
    [SECRET, '__proto__', '5'],
  ],
  age: [
    ['', '14'],
    [SECRET, '1', '99', '14.5', '14/03/1990'],
  ],
  sex: [
    ['', 'F', 'male'],
    [SECRET, 'constructor', '1'],
  ],
  school_name: [['', 'Example School'], [`${SECRET}@example.org`]],
  school_address: [['', 'Mill Lane'], ['14/03/1990']],
  reason: [
    ['', 'Theft', 'damage'],
    [SECRET, '__proto__', `${SECRET} Beeblebrox`],
  ],
  month: [
    ['', '2023-04'],
    [SECRET, '2023-07', '2023-4', '2023-04-01'],
  ],
  count: [
    ['0', '3'],
    ['', SECRET, '-1', '1.5', '1e5', '100001'],
  ],
};
const DATASET_CATEGORIES = [
  '',
  SECRET,
  `Mrs ${SECRET}`,
  `"${SECRET}, X"`,
  '__proto__',
  'constructor',
  'X84',
  'call 07700 900123',
];

for (const dataset of DATASETS) {
  const columns = columnsOf(dataset);
  const fields = (which: 0 | 1) =>
    fc
      .tuple(
        ...columns.map((column) => {
          const words = dataset.categories.flatMap(({ words: some }) => some.slice(0, 1));
          const [good, bad] =
            column === 'category'
              ? [words, DATASET_CATEGORIES]
              : (DATASET_FIELDS[column] ?? [
                  ['', '0', '2'],
                  [SECRET, '-1', '1000'],
                ]);
          // The months of a number must differ within a file, which good lines on their own do not see to.
          return fc.constantFrom(...good, ...(which === 1 ? bad : []));
        }),
      )
      .map((values) => values.join(','));
  LAYOUTS[dataset.code] = {
    published: `${dataset.code}-2023Q2.csv`,
    header: columns.join(','),
    readerOf: () => new DatasetReader({ dataset, agency: 'agency', quarter: parseQuarter('2023Q2') }),
    good: fields(0),
    bad: fields(1),
    identity: (row) => (row as { record: { identity: string } }).record.identity,
    share: 0.2,
  };
}

describe.each(Object.entries(LAYOUTS))('a file of the layout %s', (_, layout) => {
  const { published, header, readerOf, good, bad, share = 1 } = layout;
  const columns = header.split(',');
  const NAMES = [published, 'anything.csv'];

  async function outcome(path: string): Promise<ReadRow<{ line: number }>[] | Problem> {
    try {
      return (await gather(readerOf().read(await openSource(path)))).flat();
    } catch (fault) {
      if (fault instanceof Problem) return fault;
      throw fault;
    }
  }

  /** Whatever came of a file: nothing of its content in the messages, every row accounted for once, in order. */
  function check(result: ReadRow<{ line: number }>[] | Problem, lastLine: number) {
    if (result instanceof Problem) {
      expect(result.code).toBe('BAD_USER_INPUT');
      expect(
        NAMES.some((name) => [`${name},`, `${name}:`].some((start) => result.message.startsWith(start))),
      ).toBe(true);
      expect(result.message).not.toContain(SECRET);
      expect(JSON.stringify(result.details)).not.toContain(SECRET);
      return;
    }
    const account = new RowAccount();
    account.read = result.length;
    let line = 1;
    for (const item of result) {
      expect(item.line).toBeGreaterThan(line);
      line = item.line;
      if (isReject(item)) {
        account.reject('x', item);
        expect(`${item.field}: ${item.reason}`).not.toContain(SECRET);
      } else account.add('loaded');
    }
    expect(line).toBeLessThanOrEqual(lastLine);
    expect(account.line()).toContain(`read ${result.length} = `);
    const identities = result.flatMap((item) => (isReject(item) ? [] : [layout.identity(item)]));
    expect(new Set(identities).size).toBe(identities.length);
  }

  test('damaged fields: no row is lost, none is made up', async () => {
    const damaged = fc.oneof(
      good,
      bad,
      good.map((line) => `${line},`),
      good.map((line) => line.slice(20) || 'x'),
      fc.constantFrom('x', ',', ',,,,,,,,,,,', `"${SECRET}"`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(damaged, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, end, packed) => {
          const text = [header, ...lines].join(end) + end;
          const result = await outcome(fileOf(packed ? gzipSync(text) : text, 'anything.csv'));
          if (result instanceof Problem) throw result;
          expect(result.map((item) => item.line)).toEqual(lines.map((_, i) => i + 2));
          check(result, lines.length + 1);
        },
      ),
      { numRuns: 150 * share },
    );
  });

  test('damaged headers: refused, or every row is there', async () => {
    const damaged = fc.oneof(
      fc.shuffledSubarray(columns, { minLength: 0 }),
      fc.array(fc.constantFrom(...columns, SECRET, '', ' Month', 'Legislation', '__proto__'), {
        maxLength: 15,
      }),
      fc.constant(columns.map((name) => ` ${name.toUpperCase()} `)),
    );
    await fc.assert(
      fc.asyncProperty(damaged, fc.array(good, { maxLength: 5 }), async (names, lines) => {
        const result = await outcome(fileOf([names.join(','), ...lines].join('\n'), 'anything.csv'));
        check(result, lines.length + 1);
        // A blank header line is none: the first row stands in its place, and is no header either.
        if (!(result instanceof Problem)) expect(result).toHaveLength(lines.length);
      }),
      { numRuns: 200 * share },
    );
  });

  test('damaged bytes: a Problem, or an account that adds up', async () => {
    const splice = fc.record({
      at: fc.nat(),
      remove: fc.nat(40),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc
          .constantFrom(
            '"',
            '""',
            '\n"',
            '\r',
            '\n\n',
            '\0',
            '\ufeff',
            '\u001f',
            ',',
            '\u2028',
            SECRET,
            '💥'.slice(0, 1),
          )
          .map((text) => Buffer.from(text)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(good, { minLength: 1, maxLength: 12 }),
        fc.array(splice, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('before packing', 'after packing', 'never packed'),
        fc.constantFrom('utf8', 'latin1', 'utf16le') as fc.Arbitrary<BufferEncoding>,
        fc.constantFrom(...NAMES),
        async (lines, splices, packing, encoding, name) => {
          const damage = (bytes: Buffer) =>
            splices.reduce((old, { at, remove, insert }) => {
              const start = at % (old.length + 1);
              return Buffer.concat([old.subarray(0, start), insert, old.subarray(start + remove)]);
            }, bytes);
          const text = Buffer.from(`${[header, ...lines].join('\r\n')}\r\n`, encoding);
          const bytes =
            packing === 'before packing'
              ? gzipSync(damage(text))
              : packing === 'after packing'
                ? damage(gzipSync(text))
                : damage(text);
          check(await outcome(fileOf(bytes, name)), 1000);
        },
      ),
      { numRuns: 500 * share },
    );
  });
});

test('damaged GeoJSON: a Problem, or every feature is there', async () => {
  const coordinates = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(null, -0.5, 51.9, 500_000, '', 'x', {}, [], [-0.5, 51.9], [51.9, -0.5], 1e308),
      fc.array(tie('any'), { maxLength: 5 }),
    ),
  })).any;
  const geometry = fc.oneof(
    fc.record({ type: fc.constantFrom('Polygon', 'MultiPolygon', 'Point', SECRET), coordinates }),
    fc.constantFrom<unknown>(null, [], 'x', {}),
  );
  const properties = fc.oneof(
    fc.dictionary(fc.constantFrom('code', 'name', 'WD23CD', '__proto__', 'x'), fc.jsonValue(), {
      maxKeys: 4,
    }),
    fc.constantFrom<unknown>(null, [], SECRET, { code: SECRET, name: SECRET }),
  );
  const feature = fc.oneof(fc.record({ geometry, properties }), fc.jsonValue());
  const root = fc.oneof(
    fc.record({ type: fc.constant('FeatureCollection'), features: fc.array(feature), crs: fc.jsonValue() }),
    fc.record({ type: fc.constant('FeatureCollection'), features: fc.array(feature) }),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(root, async (json) => {
      const file = await openSource(fileOf(JSON.stringify(json), 'areas.geojson'));
      try {
        const rows = await gather(readBoundaries(await Content.of(file)));
        const { type, features } = json as { type?: string; features?: unknown[] };
        expect(rows).toHaveLength(type === 'Feature' ? 1 : (features as unknown[]).length);
        for (const item of rows)
          if ('reason' in item) expect(`${item.field}: ${item.reason}`).not.toContain(SECRET);
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault;
        expect(fault.message).toMatch(/^areas\.geojson/);
        expect(fault.message).not.toContain(SECRET);
      }
    }),
    { numRuns: 500 },
  );
});

describe('small tables', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      'W1',
      'E05000001',
      SECRET,
      `"${SECRET}, ""x"""`,
      '500500',
      '230500',
      '-0.5',
      '51.9',
      '1e999',
    ),
    fc.constantFrom('NaN', '"', '__proto__', 'ﬁ', '\u0000', '\u2028', 'x'.repeat(101)),
  );
  const header = fc.shuffledSubarray(
    [
      'ward code',
      'SNT area',
      'SNT code',
      'name',
      'kind',
      'easting',
      'northing',
      'lon',
      'lat',
      'radius',
      'x',
      SECRET,
    ],
    { minLength: 1 },
  );
  const table = fc
    .tuple(
      header,
      fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([names, rows, end]) => [names, ...rows].map((fields) => fields.join(',')).join(end));

  test.each([
    ['of wards and SNT areas', (content: Content) => readSntTable(content, {})],
    ['of places', (content: Content) => gather(readPlaces(content, { kind: 'estate' }))],
  ])(
    '%s: refused with a Problem, or every row accounted for; nothing of a row is repeated',
    async (_, read) => {
      let passed = 0;
      await fc.assert(
        fc.asyncProperty(table, async (text) => {
          try {
            const rows = await read(await Content.of(await openSource(fileOf(text, 'table.csv'))));
            passed += 1;
            // A quotation mark may put several lines into one row; without one, a line that is not empty is a row.
            if (!text.includes('"'))
              expect(rows).toHaveLength(text.split(/\r?\n/).filter((line) => line !== '').length - 1);
            for (const item of rows)
              if (typeof item === 'object' && 'reason' in item)
                expect(`${item.field}: ${item.reason}`).not.toContain(SECRET);
          } catch (fault) {
            if (!(fault instanceof Problem)) throw fault;
            expect(fault.message).toMatch(/^table\.csv[:,]/);
            // Names of columns are the layout; nothing else of the table may be said.
            expect(fault.message.replace(/The properties are: .*?\. Name/, '')).not.toContain(SECRET);
          }
        }),
        { numRuns: 600 },
      );
      expect(passed).toBeGreaterThan(20);
    },
  );
});
