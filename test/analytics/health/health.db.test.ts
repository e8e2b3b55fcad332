import { PUBLIC_VIEWER } from '../../../src/access';
import { Problem } from '../../../src/platform/errors';
import { countRatio, countRatioTest } from '../../../src/platform/statistics';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { forgetOpenCategories, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';
import { buildGround, loadAssaults, MAY } from './ground';

let fixture: TestDatabase;
let api: Api;
const PUBLIC = { viewer: PUBLIC_VIEWER };

beforeAll(async () => {
  fixture = await createTestDatabase();
  await forgetOpenCategories(fixture.database);
  const id = await buildGround(fixture.database, 'HEAL');
  await loadAssaults(fixture.database, 'HEAL');
  await partnershipOf(fixture.database, 'BARE');
  await load(fixture.database, 'BARE', []);
  api = await Api.on(fixture.database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const SUMMER = { from: '2023-05-01', to: '2023-06-30' };

describe('hospitalAdmissions', () => {
  const ADMISSIONS = `query ($period: PeriodInput!, $by: [HealthDimension!]! = [], $sources: [ID!]! = [], $offences: [ID!]! = []) {
    answer: hospitalAdmissions(partnership: "HEAL", period: $period, by: $by, sources: $sources, offences: $offences) {
      rows { postcodeDistrict month quarter icdBlock offence source count perturbed }
      total { count perturbed } parameters { name value } caveats { message }
    }
  }`;
  interface Row {
    postcodeDistrict: string | null;
    month: string | null;
    icdBlock: string | null;
    offence: string | null;
    source: string | null;
    count: number;
    perturbed: boolean;
  }
  const admissions = async (variables: object, asking = {}) => {
    const { answer } = await api.ask<{
      answer: { rows: Row[]; total: { count: number; perturbed: boolean }; caveats: Caveats };
    }>(ADMISSIONS, { period: SUMMER, ...variables }, asking);
    return answer;
  };

  test('by district, month and block; an outward code counts without an outline, too', async () => {
    const { rows, total } = await admissions({ by: ['POSTCODE_DISTRICT', 'MONTH', 'ICD_BLOCK'] });
    const told = rows.map(({ postcodeDistrict, month, icdBlock, count }) => [
      postcodeDistrict,
      month,
      icdBlock,
      count,
    ]);
    expect(told).toEqual([
      [null, '2023-05', 'X85-Y09', 1],
      ['AA1', '2023-05', 'X85-Y09', 26],
      ['AA1', '2023-05', 'Y90-Y91', 5],
      ['AA1', '2023-06', 'F10-F19', 7],
      ['AA2', '2023-05', 'X85-Y09', 29],
      ['AA3', '2023-05', 'X85-Y09', 15],
      ['AA4', '2023-05', 'X85-Y09', 4],
      ['ZZ9', '2023-05', 'X85-Y09', 2],
    ]);
    expect(total).toEqual({ count: 89, perturbed: false });
  });

  test('any subset of the dimensions sums to the total', async () => {
    const dimensions = ['POSTCODE_DISTRICT', 'MONTH', 'ICD_BLOCK', 'OFFENCE', 'SOURCE'];
    for (let mask = 0; mask < 2 ** dimensions.length; mask += 3) {
      const by = dimensions.filter((_, i) => mask & (1 << i));
      const { rows, total } = await admissions({ by });
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(total.count);
      expect(new Set(rows.map(({ count: _, ...key }) => JSON.stringify(key))).size).toBe(rows.length);
    }
  });

  test('other sources of health, and what was recorded', async () => {
    const { rows } = await admissions({
      sources: ['hospital-admissions', 'ambulance-callouts', 'domestic-abuse-admissions'],
      offences: ['ambulance-callout-assault', 'admission-domestic-abuse'],
      by: ['SOURCE', 'POSTCODE_DISTRICT'],
    });
    expect(rows.map(({ postcodeDistrict, source, count }) => [postcodeDistrict, source, count])).toEqual([
      ['AA1', 'ambulance-callouts', 3],
      ['AA2', 'ambulance-callouts', 12],
      ['AA1', 'domestic-abuse-admissions', 6],
    ]);
  });

  test('the public reads what is published, and nothing else', async () => {
    const by = ['POSTCODE_DISTRICT', 'MONTH', 'ICD_BLOCK'];
    const { rows, total } = await admissions({ by }, PUBLIC);
    const published = await sql<{ district: string | null; month: string; block: string; n: number }>(
      fixture.database,
      `SELECT p.postcode_district AS district, to_char(p.month, 'YYYY-MM') AS month, o.icd_block AS block, p.n
       FROM published_count AS p JOIN offence AS o ON o.id = p.offence_id JOIN source AS s ON s.id = p.source_id
       WHERE s.code = 'hospital-admissions'`,
    );
    const plain = rows.map(({ postcodeDistrict: district, month, icdBlock: block, count: n }) => ({
      district,
      month,
      block,
      n,
    }));
    expect(plain).toHaveLength(published.length);
    expect(plain).toEqual(expect.arrayContaining(published));
    expect(rows.every(({ perturbed }) => perturbed)).toBe(true);
    expect(total).toEqual({ count: published.reduce((sum, { n }) => sum + n, 0), perturbed: true });
  });

  test('below record level admissions for domestic abuse are told for the partnership as a whole', async () => {
    const { rows } = await admissions(
      { sources: ['domestic-abuse-admissions'], by: ['POSTCODE_DISTRICT'] },
      PUBLIC,
    );
    expect(rows.map(({ postcodeDistrict }) => postcodeDistrict)).toEqual([null]);
  });

  test('what is refused', async () => {
    const refusal = async (variables: object, asking = {}) =>
      (await api.refusal(ADMISSIONS, { period: SUMMER, ...variables }, asking)).code;
    expect(await refusal({ sources: ['police-crimes'] })).toBe('BAD_USER_INPUT');
    expect(await refusal({ sources: ['no-such-source'] })).toBe('BAD_USER_INPUT');
    expect(await refusal({ by: ['MONTH', 'QUARTER'] })).toBe('BAD_USER_INPUT');
    expect(await refusal({ sources: ['mental-health-and-drug-treatment'] })).toBe('NOT_ENOUGH_DATA');
    expect(await refusal({ period: { from: '2023-05-02', to: '2023-05-09' } }, PUBLIC)).toBe('FORBIDDEN');
  });
});

describe('healthCounts of postcode districts', () => {
  const DISTRICTS = `query ($first: Int!) {
    postcodeDistricts(partnership: "HEAL", first: $first, at: "2023-05-31") {
      nodes {
        code
        assaults: healthCounts(period: { from: "2023-05-01", to: "2023-05-31" }, offences: ["admission-assault"]) { count }
        ambulance: healthCounts(period: { from: "2023-05-01", to: "2023-05-31" }, sources: ["ambulance-callouts"], by: [OFFENCE]) {
          offence count
        }
      }
    }
  }`;

  test('of every district, in as many statements as of one', async () => {
    const { postcodeDistricts } = await api.ask<{ postcodeDistricts: { nodes: object[] } }>(DISTRICTS, {
      first: 10,
    });
    expect(postcodeDistricts.nodes).toEqual([
      {
        code: 'AA1',
        assaults: [{ count: 26 }],
        ambulance: [
          { offence: 'ambulance-callout-assault', count: 3 },
          { offence: 'ambulance-callout-overdose', count: 2 },
        ],
      },
      {
        code: 'AA2',
        assaults: [{ count: 29 }],
        ambulance: [{ offence: 'ambulance-callout-assault', count: 12 }],
      },
      { code: 'AA3', assaults: [{ count: 15 }], ambulance: [] },
      { code: 'AA4', assaults: [{ count: 4 }], ambulance: [] },
    ]);
    const one = await api.statements(DISTRICTS, { first: 1 });
    expect(await api.statements(DISTRICTS, { first: 4 })).toBe(one);
  });

  test('a refusal leaves the rest of the answer', async () => {
    const { data, errors } = await api.execute(`{
      postcodeDistricts(partnership: "HEAL", first: 1, at: "2023-05-31") {
        nodes { code healthCounts(period: { from: "1999-01-01", to: "1999-01-31" }) { count } }
      }
    }`);
    expect(data.postcodeDistricts.nodes).toEqual([{ code: 'AA1', healthCounts: null }]);
    expect((errors![0].originalError as Problem).code).toBe('NOT_ENOUGH_DATA');
  });
});

describe('wardHealthEstimates', () => {
  const ESTIMATES = `query ($partnership: ID! = "HEAL", $sources: [ID!]! = [], $offences: [ID!]! = ["admission-assault"], $riskRatio: Float! = 2) {
    answer: wardHealthEstimates(partnership: $partnership, period: { from: "2023-05-01", to: "2023-05-31" },
      sources: $sources, offences: $offences, riskRatio: $riskRatio) {
      rows { ward { code } estimate lower upper estimated perturbed } elsewhere total caveats { message }
    }
  }`;
  interface Estimates {
    rows: {
      ward: { code: string };
      estimate: number;
      lower: number;
      upper: number;
      estimated: boolean;
      perturbed: boolean;
    }[];
    elsewhere: number;
    total: number;
    caveats: Caveats;
  }
  const estimates = async (variables: object = {}, asking = {}) =>
    (await api.ask<{ answer: Estimates }>(ESTIMATES, variables, asking)).answer;

  test('divides each district by its residents, and keeps the sum', async () => {
    const { rows, elsewhere, total, caveats } = await estimates();
    const by = Object.fromEntries(rows.map(({ ward, estimate }) => [ward.code, estimate]));
    // AA1: 1000 of 1300 in W1. AA2: 900 of 2900 in W2. AA3: 500 inside and, on twice the ground, 1000 outside.
    for (const [code, estimate] of Object.entries({ W1: 20, W2: 15, W3: 20, W4: 5, W5: 4 }))
      expect(by[code]).toBeCloseTo(estimate, 6);
    expect(elsewhere).toBeCloseTo(13, 6); // ten of AA3, two of ZZ9, one without a place
    expect(total).toBe(77);
    for (const { estimate, lower, upper, estimated, perturbed } of rows) {
      expect(lower).toBeLessThan(estimate);
      expect(upper).toBeGreaterThan(estimate);
      expect({ estimated, perturbed }).toEqual({ estimated: true, perturbed: false });
    }
    expect(sentencesOf(caveats).some((caveat) => caveat.startsWith('AA3 reach'))).toBe(true);
  });

  test('risk that is the same everywhere narrows the limits of wards that share districts only', async () => {
    const [two, one] = [await estimates(), await estimates({ riskRatio: 1 })];
    const width = ({ rows }: Estimates, code: string) => {
      const { lower, upper } = rows.find(({ ward }) => ward.code === code)!;
      return upper - lower;
    };
    expect(width(one, 'W2')).toBeLessThan(width(two, 'W2'));
    expect(width(one, 'W5')).toBe(width(two, 'W5'));
  });

  test('a record with a point counts in its ward as it is', async () => {
    const { rows, total } = await estimates({
      sources: ['ambulance-callouts'],
      offences: ['ambulance-callout-overdose', 'ambulance-callout-assault'],
    });
    const by = Object.fromEntries(rows.map(({ ward, estimate }) => [ward.code, estimate]));
    expect(by.W1).toBeCloseTo(2 + (3 * 1000) / 1300, 9);
    expect(by.W3).toBe(12);
    expect(total).toBe(17);
  });

  test('the public gets the same of protected counts', async () => {
    const { rows, total, elsewhere } = await estimates({}, PUBLIC);
    expect(rows.every(({ perturbed }) => perturbed)).toBe(true);
    expect(rows.reduce((sum, { estimate }) => sum + estimate, elsewhere)).toBeCloseTo(total, 9);
  });

  test('a district without records says that few can be there, not that none can', async () => {
    const { rows } = await estimates({ offences: ['admission-alcohol-involved'] });
    const fourth = rows.find(({ ward }) => ward.code === 'W5')!;
    expect(fourth).toMatchObject({ estimate: 0, lower: 0 });
    expect(fourth.upper).toBeCloseTo(3.6889, 4);
    // A third of AA3 lives in W4: of none seen there, no more than the greatest share of what chance allows.
    expect(rows.find(({ ward }) => ward.code === 'W4')!.upper).toBeCloseTo(3.6889 / 2, 3);
  });

  test('a factor of risk below one is refused', async () =>
    expect((await api.refusal(ESTIMATES, { riskRatio: 0.5 })).code).toBe('BAD_USER_INPUT'));

  test('without wards there is nothing to carry to', async () =>
    expect((await api.refusal(ESTIMATES, { partnership: 'BARE' })).code).toBe('NOT_ENOUGH_DATA'));
});

describe('triangulation', () => {
  const TRIANGULATION = `query ($partnership: ID! = "HEAL", $theme: ID! = "violent-crime", $leastInside: Float! = 0.9, $period: PeriodInput!) {
    answer: triangulation(partnership: $partnership, period: $period, theme: $theme, leastInside: $leastInside) {
      window { from to }
      districts {
        code police hospital ambulance ratio ratioLower ratioUpper relativeRatio adjustedPValue view inside estimated perturbed
      }
      healthSeesMore { code } ratio method caveats { message }
    }
  }`;
  interface District {
    code: string;
    police: number | null;
    hospital: number | null;
    ambulance: number | null;
    ratio: number | null;
    ratioLower: number | null;
    ratioUpper: number | null;
    relativeRatio: number | null;
    adjustedPValue: number | null;
    view: string;
    inside: number;
    estimated: boolean;
    perturbed: boolean;
  }
  interface Answer {
    window: object;
    districts: District[];
    healthSeesMore: object[];
    ratio: number;
    caveats: Caveats;
  }
  const triangulate = async (variables: object = {}, asking = {}) =>
    (await api.ask<{ answer: Answer }>(TRIANGULATION, { period: MAY, ...variables }, asking)).answer;

  test('sets the sides beside each other, and tells where health sees more', async () => {
    const { districts, healthSeesMore, ratio, window } = await triangulate();
    expect(window).toEqual(MAY);
    const counts = districts.map(({ code, police, hospital, ambulance }) => [
      code,
      police,
      hospital,
      ambulance,
    ]);
    expect(counts).toEqual([
      ['AA1', 208, 26, 3],
      ['AA2', 60, 29, 12],
      ['AA3', 9, 15, 0],
      ['AA4', null, 4, 0],
    ]);
    // AA3 lies mostly outside, and in AA4 the police know nothing: AA1 and AA2 are compared.
    expect(ratio).toBeCloseTo(70 / 268, 12);
    const [first, second, third, fourth] = districts;
    const limits = countRatio(41, 60)!;
    expect(second).toMatchObject({ ratioLower: limits.lower, ratioUpper: limits.upper });
    expect(second.ratio).toBeCloseTo(41 / 60, 12);
    expect(second.relativeRatio).toBeCloseTo(41 / 60 / (70 / 268), 12);
    expect(second.adjustedPValue).toBeCloseTo(2 * countRatioTest(41, 60, 70 / 268), 12);
    expect(districts.map(({ view }) => view)).toEqual([
      'POLICE_SEE_MORE',
      'HEALTH_SEES_MORE',
      'NOT_COMPARED',
      'NOT_COMPARED',
    ]);
    expect(healthSeesMore).toEqual([{ code: 'AA2' }]);
    expect(first.estimated).toBe(false);
    expect(third.inside).toBeCloseTo(1 / 3, 6);
    expect(fourth).toMatchObject({ ratio: null, ratioLower: null, ratioUpper: null, adjustedPValue: null });
  });

  test('districts are compared from the share inside that the caller chooses', async () => {
    const { districts, ratio } = await triangulate({ leastInside: 0.2 });
    expect(ratio).toBeCloseTo(85 / 277, 12);
    expect(districts[2].view).toBe('HEALTH_SEES_MORE');
  });

  test('police without a record of the theme are zero where they have others', async () => {
    await load(fixture.database, 'HEAL', [crime({ at: [500, 1500], offence: 'shoplifting' })]);
    const { districts } = await triangulate();
    expect(districts[3]).toMatchObject({ police: 0, ratio: null, ratioUpper: null });
    expect(districts[3].ratioLower).toBeCloseTo(countRatio(4, 0)!.lower, 12);
  });

  test('the public reads protected counts; those of wards are carried to districts', async () => {
    const { districts, caveats } = await triangulate({}, PUBLIC);
    expect(districts.every(({ perturbed }) => perturbed)).toBe(true);
    const published = await sql<{ ward: string; n: number }>(
      fixture.database,
      `SELECT a.code AS ward, sum(p.n)::integer AS n FROM published_count AS p JOIN area AS a ON a.id = p.ward_id
       JOIN offence AS o ON o.id = p.offence_id WHERE o.code IN ('common-assault', 'wounding') GROUP BY 1`,
    );
    const of = (code: string) => published.find(({ ward }) => ward === code)?.n ?? 0;
    expect(districts[0].police).toBeCloseTo(of('W1') + of('W2') / 4, 9);
    expect(districts[1].police).toBeCloseTo(of('W3') + (of('W2') * 3) / 4, 9);
    expect(districts[0].estimated).toBe(of('W2') > 0);
    expect(districts[0].ratioLower).toBeLessThanOrEqual(districts[0].ratio!);
    expect(sentencesOf(caveats).some((caveat) => caveat.includes('carried to districts'))).toBe(true);
  });

  test('what is refused says what is allowed', async () => {
    const refusal = (variables: object, asking = {}) =>
      api.refusal(TRIANGULATION, { period: MAY, ...variables }, asking);
    expect(await refusal({ theme: 'witchcraft' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const burglary = await refusal({ theme: 'burglary' });
    expect(burglary.code).toBe('NOT_SUPPORTED_FOR_SOURCE');
    expect(burglary.message).toContain('violent-crime, domestic-abuse, substance-misuse');
    expect((await refusal({ theme: 'domestic-abuse' }, PUBLIC)).code).toBe('FORBIDDEN');
    expect((await refusal({ partnership: 'BARE' })).code).toBe('NOT_ENOUGH_DATA');
  });
});
