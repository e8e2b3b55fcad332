import { importPopulation } from '../../../src/ingest';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { fileOf } from '../../ingest/files';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

export const MAY = { from: '2023-05-01', to: '2023-05-31' };

/** Records of a source, one like the other. */
function many(n: number, fields: TestRecord & { place?: IncidentRecord['place'] }): IncidentRecord[] {
  return Array.from({ length: n }, () => crime(fields));
}

/** Records of health that tell an outward code and a day. */
function admissions(n: number, code: string, fields: TestRecord = {}): IncidentRecord[] {
  return many(n, {
    source: 'hospital-admissions',
    offence: 'admission-assault',
    precision: 'DAY',
    place: { kind: 'postcode-district', code },
    ...fields,
  });
}

/**
 * Wards W1 to W4 in a row from west to east, W5 north of W1. District AA1 holds W1 and the western half of W2, AA2 the
 * rest of it and W3, AA3 all of W4 and twice as much beyond the partnership, AA4 is W5. In the halves of W2 live 300 and
 * 900 people, by LSOAs; in the other wards 1000 (by LSOA), 2000, 500 and 800. Gives the partnership's id.
 */
export async function buildGround(database: Database, code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  const ward = (i: number) => ({ code: `W${i}`, name: `Ward ${i}`, ring: box((i - 1) * 1000, 0, 1000) });
  await importAreas(database, code, 'WARD', [
    ...[1, 2, 3, 4].map(ward),
    { code: 'W5', name: 'Ward 5', ring: box(0, 1000, 1000) },
  ]);
  await importAreas(database, code, 'LSOA', [
    { code: 'E01000001', ring: box(0, 0, 1000) },
    { code: 'E01000002', ring: box(1000, 0, 500, 1000) },
    { code: 'E01000003', ring: box(1500, 0, 500, 1000) },
  ]);
  await importAreas(database, code, 'POSTCODE_DISTRICT', [
    { code: 'AA1', ring: box(0, 0, 1500, 1000) },
    { code: 'AA2', ring: box(1500, 0, 1500, 1000) },
    { code: 'AA3', ring: box(3000, 0, 3000, 1000) },
    { code: 'AA4', ring: box(0, 1000, 1000) },
  ]);
  const population = [
    'area_code,year,age_band,sex,count',
    ...['E01000001,2020,,,1000', 'E01000002,2020,,,300', 'E01000003,2020,,,900'],
    ...['W3,2020,,,2000', 'W4,2020,,,500', 'W5,2020,,,800'],
  ];
  await importPopulation(database, { partnership: code, paths: [fileOf(population.join('\n'))] });
  return id;
}

/** Assaults of one May as police, hospital and ambulance know them. */
export async function loadAssaults(database: Database, code: string): Promise<void> {
  await load(database, code, [
    ...many(200, { at: [500, 500], offence: 'common-assault' }),
    ...many(8, { at: [1250, 500], offence: 'common-assault' }),
    ...many(60, { at: [2500, 500], offence: 'wounding' }),
    ...many(9, { at: [3500, 500], offence: 'wounding' }),
    ...many(4, { at: [500, 500], offence: 'shoplifting' }),
  ]);
  await load(database, code, [
    ...admissions(26, 'AA1'),
    ...admissions(29, 'AA2'),
    ...admissions(15, 'AA3'),
    ...admissions(4, 'AA4'),
    ...admissions(2, 'ZZ9'),
    ...many(1, {
      source: 'hospital-admissions',
      offence: 'admission-assault',
      place: { kind: 'unlocated' },
    }),
    ...admissions(7, 'AA1', { offence: 'admission-substance', occurredFrom: '2023-06-10T11:00:00.000Z' }),
    ...admissions(5, 'AA1', { offence: 'admission-alcohol-involved' }),
  ]);
  const ambulance = { source: 'ambulance-callouts', offence: 'ambulance-callout-assault' };
  await load(database, code, [
    ...many(12, { at: [2500, 500], ...ambulance }),
    ...many(3, { place: { kind: 'postcode-district', code: 'AA1' }, ...ambulance }),
    ...many(2, { at: [500, 500], source: 'ambulance-callouts', offence: 'ambulance-callout-overdose' }),
  ]);
  await load(
    database,
    code,
    admissions(6, 'AA1', { source: 'domestic-abuse-admissions', offence: 'admission-domestic-abuse' }),
  );
}
