/** @backend either */
import { Api, analystOf } from '../../../support/api';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { dunstableOf } from '../../../support/ground';
import { importStreetFiles } from '../../../support/records';
import { streetFile } from '../coverage/street-files';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const id = await dunstableOf(fixture.database, 'HERE');
  await importStreetFiles(fixture.database, 'HERE', [streetFile({ month: '2022-01', rows: 20 })]);
  api = await Api.on(fixture.database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

/** One field of an answer of every kind that takes a filter, each by its own way to the records. */
const QUESTIONS = [
  'incidentCounts(where: $where, by: []) { total { count } caveats { code message } }',
  'incidents(where: $where) { totalCount }',
  'incidentFeatures(where: $where)',
  'hotspotClusters(where: $where) { incidentCount caveats { code message } }',
  'hotspotGrid(where: $where) { cellCount caveats { code message } }',
  'areaRates(where: $where, kind: WARD) { pooledRate caveats { code message } }',
  'trend(where: $where) { current caveats { code message } }',
  'weekGrid(where: $where) { incidents caveats { code message } }',
  'victimProfile(where: $where) { people caveats { code message } }',
];
const asking = (field: string) => `query ($where: IncidentFilter!) { answer: ${field} }`;
const COUNTS = asking(QUESTIONS[0]);

const square = (x: number, y: number, size = 0.1) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ],
});
const refusal = (where: object, query = COUNTS) =>
  api.refusal(query, { where: { partnership: 'HERE', ...where } });

describe('latitude before longitude', () => {
  const SWAPPED = {
    within: square(51.85, -0.55),
    bbox: { west: 51.85, south: -0.55, east: 51.95, north: -0.45 },
    near: { longitude: 51.88, latitude: -0.52, metres: 500 },
  };

  test.each(QUESTIONS)('is refused by %s', async (field) => {
    for (const [name, shape] of Object.entries(SWAPPED)) {
      const { code, message, details } = await refusal({ [name]: shape }, asking(field));
      expect([code, details]).toEqual(['BAD_USER_INPUT', { field: name }]);
      expect(message).toMatch(`${name}: latitude and longitude are swapped`);
      expect(message).not.toMatch(/51\.8|0\.5\d/);
    }
  });

  test('is refused where the areas of a point are asked for', async () => {
    const query = '{ areasAt(partnership: "HERE", longitude: 51.88, latitude: -0.52) { code } }';
    expect((await api.refusal(query)).message).toMatch('latitude and longitude are swapped');
  });
});

describe('a shape outside the partnership', () => {
  test.each([
    ['within', square(-2.3, 53.4)],
    ['bbox', { west: -2.3, south: 53.4, east: -2.2, north: 53.5 }],
    ['near', { longitude: -2.3, latitude: 53.4, metres: 500 }],
  ])('%s counts nothing and says why', async (field, shape) => {
    const where = { partnership: 'HERE', [field]: shape };
    const { answer } = await api.ask<{ answer: object }>(COUNTS, { where });
    expect(answer).toMatchObject({
      total: { count: 0 },
      caveats: [
        {
          code: 'OUTSIDE_PARTNERSHIP',
          message: `${field} lies outside the partnership, so nothing is counted there.`,
        },
      ],
    });
  });

  test('is said of the shape that does, not of the other', async () => {
    const where = {
      partnership: 'HERE',
      within: square(-0.6, 51.8, 0.3),
      near: { longitude: -2, latitude: 53, metres: 5 },
    };
    const { answer } = await api.ask<{ answer: { caveats: object[] } }>(COUNTS, { where });
    expect(answer.caveats).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^near lies/) }),
    ]);
  });

  test('is not said of one that shares ground with it', async () => {
    const where = { partnership: 'HERE', within: square(-0.6, 51.8, 0.3) };
    expect(await api.ask(COUNTS, { where })).toMatchObject({ answer: { total: { count: 20 }, caveats: [] } });
  });
});

describe('codes', () => {
  test.each([
    [{ themes: ['buglary'] }, 'Did you mean burglary?'],
    [{ themes: ['Domestic Burglary'] }, 'Did you mean domestic-burglary?'],
    [{ themes: ['Vehicle crme'] }, 'vehicle-crime'],
    [{ offences: ['open-burglry'] }, 'Did you mean open-burglary?'],
    [{ sources: ['police-uk-stret'] }, 'Did you mean police-uk-street?'],
    [{ flags: ['domestic_abuse'] }, 'Did you mean domestic-abuse?'],
  ])('misspelt: %j gets %s', async (where, suggestion) => {
    const { code, message } = await refusal(where);
    expect(code).toBe('BAD_USER_INPUT');
    expect(message).toContain(suggestion);
  });

  test.each([
    [
      { themes: ['open-burglary'] },
      'themes[0] is the code of an offence, not of a theme. Name it under offences.',
    ],
    [
      { offences: ['police-crimes'] },
      'offences[0] is the code of a source, not of an offence. Name it under sources.',
    ],
    [{ sources: ['hate'] }, 'sources[0] is the code of a flag, not of a source. Name it under flags.'],
  ])('of another kind: %j', async (where, words) => {
    expect((await refusal(where)).message).toBe(words);
  });

  test('a code that is like none gets the list alone', async () => {
    const { message, details } = await refusal({ themes: ['zaphod'] });
    expect(message).toMatch(/^themes\[0\] is not a known code\. Allowed: /);
    expect(details).toEqual({ field: 'themes[0]' });
  });

  test('of a partnership, misspelt', async () => {
    const { code, message } = await refusal({ partnership: 'HEER' });
    expect([code, message]).toEqual([
      'NOT_FOUND',
      'There is no partnership with this code. Did you mean HERE? There are: HERE.',
    ]);
  });
});

describe('codes of areas', () => {
  test.each([
    [
      { sntArea: 'W1' },
      'areas[0].sntArea is not the code of an SNT area in this period, but of a ward. Name it as such.',
    ],
    [
      { ward: 'HERE' },
      'areas[0].ward is not the code of a ward in this period, but of a partnership. Name it as such.',
    ],
    [{ ward: 'w1' }, 'areas[0].ward is not the code of a ward in this period. Did you mean W1?'],
    [{ ward: 'Area W2' }, 'areas[0].ward is not the code of a ward in this period. Did you mean W2?'],
  ])('%j', async (area, words) => {
    expect((await refusal({ areas: [area] })).message).toMatch(words);
  });

  test.each([
    [{ ward: 'E01012345' }, 'It is written as the code of an LSOA.'],
    [{ ward: 'E06000056' }, 'It is written as the code of a local authority district.'],
    [{ lsoa: 'E05000001' }, 'It is written as the code of a ward.'],
    [{ sntArea: 'MK45' }, 'It is written as the code of a postcode district.'],
  ])('of no area here, but of a form that tells its kind: %j', async (area, words) => {
    const { message } = await refusal({ areas: [area] });
    expect(message).toContain(words);
    expect(message).not.toContain(Object.values(area)[0]);
  });
});
