import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { RowAccount } from '../../src/ingest/account';
import { readBoundaries } from '../../src/ingest/boundaries/records';
import { readSntTable } from '../../src/ingest/boundaries/snt-table';
import { Content } from '../../src/ingest/content';
import { openSource } from '../../src/ingest/file';
import { readPlaces } from '../../src/ingest/places/records';
import { isReject, type ReadRow } from '../../src/ingest/reader';
import { Problem } from '../../src/problem';
import { fileOf, gather, readRows, STREET_HEADER, type StreetFields, streetLine } from './files';

// What no message may repeat.
const SECRET = 'Zaphod';
const NAMES = ['2023-05-bedfordshire-street.csv', 'anything.csv'];

const HEADER = STREET_HEADER.split(',');

const row = fc
  .record<StreetFields>(
    {
      id: fc.constantFrom('', 'a1', 'b2'),
      location: fc.constantFrom('On or near A', `On or near ${SECRET} Street`, '"Comma, Street"'),
      type: fc.constantFrom('Drugs', 'Burglary', 'Anti-social behaviour'),
    },
    { requiredKeys: [] },
  )
  .map(streetLine);

/** One field of one row becomes something else; the row stays one row. */
const badField = fc.record<StreetFields>(
  {
    month: fc.constantFrom('1899-12', '2023-00', '2023-13', SECRET, '', '2023-5', '9999-12'),
    longitude: fc.constantFrom('', '51.886', '501900', 'NaN', '1e999', SECRET, '-75', '0x1', 'Infinity', '١'),
    latitude: fc.constantFrom('', '-0.521', '222100', 'null', '-', SECRET, '91', '51,8'),
    type: fc.constantFrom('', 'Violent crime', SECRET, '__proto__', 'constructor', 'drugs'),
    location: fc.constantFrom(`"${SECRET}""s"`, '', '😀', 'a\tb', '\u2028'),
    id: fc.constantFrom('__proto__', 'x'.repeat(2000), '='),
  },
  { requiredKeys: [] },
);

async function outcome(path: string): Promise<ReadRow[] | Problem> {
  try {
    return await readRows(path);
  } catch (fault) {
    if (fault instanceof Problem) return fault;
    throw fault;
  }
}

/** Whatever came of a file: nothing of its content in the messages, every row accounted for once, in order. */
function check(result: ReadRow[] | Problem, lastLine: number) {
  if (result instanceof Problem) {
    expect(result.code).toBe('BAD_USER_INPUT');
    expect(result.message).toMatch(/^(2023-05-bedfordshire-street|anything)\.csv[,:]/);
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
  const identities = result.flatMap((item) => (isReject(item) ? [] : [item.identity]));
  expect(new Set(identities).size).toBe(identities.length);
}

test('damaged fields: no row is lost, none is made up', async () => {
  const damaged = fc.oneof(
    row,
    badField.map(streetLine),
    fc.constantFrom('x', ',', ',,,,,,,,,,,', `${streetLine()},`, streetLine().slice(20), `"${SECRET}"`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(damaged, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (lines, end, packed) => {
        const text = [STREET_HEADER, ...lines].join(end) + end;
        const result = await outcome(fileOf(packed ? gzipSync(text) : text, NAMES[1]));
        if (result instanceof Problem) throw result;
        expect(result.map((item) => item.line)).toEqual(lines.map((_, i) => i + 2));
        check(result, lines.length + 1);
      },
    ),
    { numRuns: 150 },
  );
});

test('damaged headers: refused, or every row is there', async () => {
  const header = fc.oneof(
    fc.shuffledSubarray(HEADER, { minLength: 0 }),
    fc.array(fc.constantFrom(...HEADER, SECRET, '', ' Month', 'Outcome type', '__proto__'), {
      maxLength: 15,
    }),
    fc.constant(HEADER.map((name) => ` ${name.toUpperCase()} `)),
  );
  await fc.assert(
    fc.asyncProperty(header, fc.array(row, { maxLength: 5 }), async (names, lines) => {
      const result = await outcome(fileOf([names.join(','), ...lines].join('\n'), NAMES[1]));
      check(result, lines.length + 1);
      // A blank header line is none: the first row stands in its place, and is no header either.
      if (!(result instanceof Problem)) expect(result).toHaveLength(lines.length);
    }),
    { numRuns: 200 },
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
      fc.array(row, { minLength: 1, maxLength: 12 }),
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
        const text = Buffer.from(`${[STREET_HEADER, ...lines].join('\r\n')}\r\n`, encoding);
        const bytes =
          packing === 'before packing'
            ? gzipSync(damage(text))
            : packing === 'after packing'
              ? damage(gzipSync(text))
              : damage(text);
        check(await outcome(fileOf(bytes, name)), 1000);
      },
    ),
    { numRuns: 500 },
  );
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
