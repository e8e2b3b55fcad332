import 'reflect-metadata';
import { DATASETS, DatasetReader, type DatasetRow, parseQuarter } from '../../../src/ingest/deliveries';
import type { ReadRow } from '../../../src/ingest/reading/reader';
import { openSource } from '../../../src/platform/files';
import { describeWithSharedData } from '../../shared-data';
import { fileOf, gather, rejects } from '../files';

/** Reads a file as a delivery of a quarter. */
async function readFile(code: string, path: string, quarter = '2023Q2') {
  const dataset = DATASETS.find((each) => each.code === code)!;
  const reader = new DatasetReader({ dataset, agency: 'some', quarter: parseQuarter(quarter) });
  const rows = (await gather(reader.read(await openSource(path)))).flat();
  return { rows, present: reader.fieldsPresent() };
}
const read = (code: string, lines: string[]) => readFile(code, fileOf(`${lines.join('\n')}\n`));
const records = (rows: ReadRow<DatasetRow>[]) =>
  rows.flatMap((row) => ('reason' in row || row.count === 0 ? [] : [row.record]));
const reasons = (rows: ReadRow<DatasetRow>[]) =>
  rejects(rows).map(({ line, field, reason }) => `${line} ${field}: ${reason}`);

describe('STATS19 collisions', () => {
  const HEADER =
    'accident_index,accident_year,location_easting_osgr,location_northing_osgr,longitude,latitude,accident_severity,number_of_casualties,date,time';

  test('tell severity, time and place', async () => {
    const { rows, present } = await read('road-collisions', [
      HEADER,
      '2023090000001,2023,500100,230200,-0.54,51.96,1,2,05/05/2023,16:40',
      '2023090000002,2023,NULL,NULL,-0.543107,51.961263,3,1,06/05/2023,-1',
      '2023090000003,2023,,,,,2,1,07/05/2023,08:00',
    ]);
    expect(reasons(rows)).toEqual([]);
    expect(records(rows)).toMatchObject([
      {
        offence: 'road-collision',
        reference: '2023090000001',
        outcome: 'Fatal',
        place: { kind: 'grid', easting: 500100, northing: 230200 },
        occurredFrom: '2023-05-05T15:40:00.000Z',
        precision: 'MINUTE',
      },
      { outcome: 'Slight', place: { kind: 'lonlat', longitude: -0.543107 }, precision: 'DAY' },
      { outcome: 'Serious', place: { kind: 'unlocated' } },
    ]);
    expect(present).toEqual(['time', 'date', 'location']);
  });

  test('are known by their names since 2023, too, in any order and behind a byte order mark', async () => {
    const { rows } = await read('road-collisions', [
      `\ufeff${HEADER.replaceAll('accident_', 'collision_').split(',').reverse().join(',')}`,
      '16:40,05/05/2023,2,1,51.96,-0.54,230200,500100,2023,2023090000001',
    ]);
    expect(records(rows)).toMatchObject([{ reference: '2023090000001', outcome: 'Fatal' }]);
  });

  test('damaged fields are refused by row, and are not repeated', async () => {
    const { rows } = await read('road-collisions', [
      HEADER,
      '2023090000001,2023,500100,230200,,,4,2,05/05/2023,16:40',
      '2023090000002,2023,500100,230200,,,1,2,31/04/2023,16:40',
      '2023090000003,2023,500100,9930200,,,1,2,05/05/2023,16:40',
      '2023090000004,2023,500100',
      '2023090000005,2023,500100,230200,,,1,2,05/05/2023,25:10',
    ]);
    expect(reasons(rows)).toEqual([
      '2 severity: not one of fatal, serious and slight',
      '3 date: not a day as YYYY-MM-DD or DD/MM/YYYY',
      expect.stringMatching(/^4 easting, northing: /),
      '5 row: 3 fields where the header has 10 columns',
      '6 time: not a time of the clock as HH:MM',
    ]);
  });
});

describe('STATS19 casualties', () => {
  const HEADER =
    'AREFNO,date,hour,mode,output_time,collision_severity,casualty_severity,sex,ageband,lon,lat,area_name';
  const row = (collision: string, severity: string, sex: string, band: string, day = '2023-05-01') =>
    `${collision},${day},12,Pedestrian,12:03:00,Serious,${severity},${sex},${band},-0.543107,51.961263,Somewhere`;

  test('are people of one collision each, wherever they stand in the file', async () => {
    const { rows, present } = await read('road-collisions', [
      HEADER,
      row('2023000000001', 'Serious', 'Male', '16-20'),
      row('2023000000002', 'Slight', 'Female', 'Over 75'),
      row('2023000000001', 'Slight', 'Female', '11-15'),
      row('2023000000001', 'Slight', '-1', '-1'),
    ]);
    expect(reasons(rows)).toEqual([]);
    expect(rows).toHaveLength(4); // every row is accounted for
    const [first, second] = records(rows);
    expect(first).toMatchObject({
      line: 2,
      outcome: 'Serious',
      casualties: [0, 1, 0, 0, 0, 1],
      people: [
        { role: 'VICTIM', sex: 'MALE', ageBand: { system: 'STATS19', code: 'AGE_16_20' } },
        { sex: 'FEMALE', ageBand: { code: 'AGE_11_15' } },
        { sex: null, ageBand: null },
      ],
    });
    expect(second).toMatchObject({ casualties: [0, 0, 1, 0, 0, 0] });
    expect(present).toEqual([
      ...['time', 'date', 'location'],
      ...['adults seriously injured', 'adults slightly injured', 'children slightly injured'],
    ]);
  });

  test('a collision that is refused takes its casualties with it; a damaged casualty only itself', async () => {
    const { rows } = await read('road-collisions', [
      HEADER,
      row('2023000000001', 'Slight', 'Male', '16-20', '2023-13-01'),
      row('2023000000001', 'Slight', 'Male', '16-20', '2023-13-01'),
      row('2023000000002', 'Slight', 'Male', '16-21'),
      row('2023000000002', 'Fine', 'Male', '16-20'),
      row('2023000000002', 'Slight', 'Mr Smith', '16-20'),
      row('2023000000002', 'Slight', 'Male', '16-20'),
    ]);
    expect(reasons(rows).map((text) => text.split(':')[0])).toEqual(
      expect.arrayContaining(['2 date', '3 date', '4 ageband', '5 casualty_severity', '6 sex']),
    );
    expect(reasons(rows).join()).not.toContain('Smith');
    expect(records(rows)).toMatchObject([{ line: 7, casualties: [0, 0, 1, 0, 0, 0] }]);
  });
});

describe('special services of the London Fire Brigade', () => {
  const HEADER =
    'INCIDENT_NUMBER,date_time of call,type-of-incident,final description,postcode district,easting m,northing m,easting rounded,northing rounded,latitude,longitude';

  test('stand where they are told to be, however exactly', async () => {
    const { rows } = await read('fire-incidents', [
      HEADER,
      '139091,01/05/2023 03:01,Special Service,Redacted,SE19,NULL,NULL,532350,170050,NULL,NULL',
      'NA,01/05/2023 08:51,Special Service,CAT STUCK,SE25,534785,167546,534750,167550,0,0',
      'NA,01/05/2023 08:51,Special Service,Cat stuck,SM5,NULL,NULL,NULL,NULL,NULL,NULL',
      '139092,02/05/2023 08:51,Fire,Redacted,SM5,NULL,NULL,NULL,NULL,NULL,NULL',
    ]);
    expect(records(rows)).toMatchObject([
      {
        offence: 'fire-special-service',
        reference: 'LFB/139091',
        place: { easting: 532350, northing: 170050 },
        occurredFrom: '2023-05-01T02:01:00.000Z',
      },
      { reference: null, place: { easting: 534785, northing: 167546 } },
      { reference: null, place: { kind: 'postcode-district', code: 'SM5' } },
    ]);
    expect(reasons(rows)).toEqual([expect.stringMatching(/^5 type-of-incident: /)]);
  });
});

describe('assaults in emergency departments', () => {
  const HEADER =
    'Arrival Date,Arrival Time,Assault Date,Assault Time,Method of Assault,Location Type,Location Description';

  test('tell when, and whether there was a weapon; what the place is described as is not read', async () => {
    const { rows, present } = await read('hospital-admissions', [
      HEADER,
      '14/05/2023,00:30,13/05/2023,23:15,Fist,Pub or club,"outside the Red Lion, John Smith 07700 900123"',
      '14/05/2023,00:30,13/05/2023,,Knife,Street,High Street',
      '14/05/2023,00:30,,,Glass / bottle,Home,flat 2',
      '2023-05-14 09:05,,2023-05-14 8:40,,Unknown,Unknown,',
    ]);
    expect(reasons(rows)).toEqual([]);
    expect(records(rows)).toMatchObject([
      {
        source: 'hospital-admissions',
        offence: 'emergency-attendance-assault',
        occurredFrom: '2023-05-13T22:15:00.000Z',
        occurredTo: '2023-05-13T22:15:00.000Z',
        flags: 0,
        place: { kind: 'unlocated' },
      },
      { occurredFrom: '2023-05-12T23:00:00.000Z', occurredTo: '2023-05-13T23:30:00.000Z', flags: 16 },
      { occurredFrom: '2023-05-13T23:00:00.000Z', precision: 'DAY', flags: 16 },
      { occurredFrom: '2023-05-14T07:40:00.000Z', flags: 0 },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Lion|Smith|High Street|flat 2/);
    expect(present).toContain('date of the admission');
  });

  test('personal data in what should be a category is refused, and not repeated', async () => {
    const { rows } = await read('hospital-admissions', [
      HEADER,
      '14/05/2023,00:30,13/05/2023,23:15,ring 07700 900123,Pub or club,',
      '14/05/2023,00:30,13/05/2023,23:15,Fist,LU6 1AB,',
      '14/05/2023,00:30,15/05/2023,23:15,Fist,Street,',
      ',,15/05/2023,23:15,Fist,Street,',
    ]);
    expect(rejects(rows).map(({ line, field }) => [line, field])).toEqual([
      [2, 'method'],
      [3, 'locationType'],
      [4, 'assault date'],
      [5, 'arrival date'],
    ]);
    expect(reasons(rows).join()).not.toMatch(/900123|LU6/);
  });
});

describeWithSharedData(
  'files as they were published',
  [
    'road/dft-road-casualty-statistics-collision-2022.csv',
    'road/STATS19_road_casualties_2019-Jun2024.csv.gz',
    'fire/animal_rescues.csv.gz',
  ],
  (collisions, casualties, rescues) => {
    test('1,049 collisions of January 2022', async () => {
      const { rows } = await readFile('road-collisions', collisions, '2022Q1');
      expect(reasons(rows)).toEqual([]);
      const severities = records(rows).map(({ outcome }) => outcome);
      const of = (severity: string) => severities.filter((each) => each === severity).length;
      expect(['Fatal', 'Serious', 'Slight'].map(of)).toEqual([5, 152, 892]);
      expect(records(rows).every(({ place }) => place.kind === 'grid')).toBe(true);
    });

    test('20,435 casualties of 15,645 collisions in Greater Manchester', async () => {
      const { rows } = await readFile('road-collisions', casualties, '2022Q1');
      expect(reasons(rows)).toEqual([]);
      expect(rows).toHaveLength(20_435);
      expect(records(rows)).toHaveLength(15_645);
      expect(records(rows).reduce((sum, { people = [] }) => sum + people.length, 0)).toBe(20_435);
    });

    test('7,544 special services in London', async () => {
      const { rows } = await readFile('fire-incidents', rescues, '2020Q1');
      expect(reasons(rows)).toEqual([]);
      expect(records(rows)).toHaveLength(7_544);
      expect(records(rows).filter(({ reference }) => reference === null)).toHaveLength(3_478);
      expect(records(rows).every(({ place }) => place.kind === 'grid')).toBe(true);
    });
  },
);
