import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readStreet, STREET_OFFENCES, streetReader } from '../../src/ingest/police-uk/street';
import { BATCH_ROWS, isReject } from '../../src/ingest/reading/reader';
import { listSources, openSource } from '../../src/platform/files';
import { describeWithSharedData } from '../shared-data';
import {
  fileOf,
  gather,
  incidents,
  problemOf,
  readRows,
  rejects,
  STREET_HEADER,
  streetLine,
  streetText,
} from './files';

const MAY = '2023-05-bedfordshire-street.csv';
const read = (...lines: string[]) => readRows(fileOf(streetText(...lines), MAY));
const refused = async (line: string) => {
  const rows = await readRows(fileOf(streetText(streetLine(), line, streetLine())), new Date('2024-06-15'));
  expect(rows).toHaveLength(3);
  const [first, ...more] = rejects(rows);
  expect(more).toEqual([]);
  expect(first.line).toBe(3);
  return `${first.field}: ${first.reason}`;
};

describe('a row', () => {
  test('becomes an incident', async () => {
    const line = streetLine({ id: 'ab12', type: 'Drugs', outcome: 'Under investigation' });
    const [record] = incidents(await read(line));
    const { identity, ...rest } = record;
    expect(rest).toEqual({
      line: 2,
      source: 'police-uk-street',
      publisher: 'Bedfordshire Police',
      offence: 'open-drugs',
      place: { kind: 'lonlat', longitude: -0.521, latitude: 51.886, snapped: true, name: 'High Street' },
      occurredFrom: '2023-04-30T23:00:00.000Z',
      occurredTo: '2023-05-31T22:59:59.999Z',
      month: '2023-05',
      precision: 'MONTH',
      outcome: 'Under investigation',
      flags: 0,
      reference: 'ab12',
    });
    expect(identity.split('\u001f')).toEqual([...line.split(',').slice(0, 10), '1']);
  });

  test('every category has an offence', () => {
    expect([...STREET_OFFENCES.values()].sort()).toEqual([
      'open-anti-social-behaviour',
      'open-bicycle-theft',
      'open-burglary',
      'open-criminal-damage-and-arson',
      'open-drugs',
      'open-other-crime',
      'open-other-theft',
      'open-possession-of-weapons',
      'open-public-order',
      'open-robbery',
      'open-shoplifting',
      'open-theft-from-the-person',
      'open-vehicle-crime',
      'open-violence-and-sexual-offences',
    ]);
  });

  test('blank_crime_id, blank_outcome', async () => {
    const [record] = incidents(await read(streetLine()));
    expect(record.reference).toBeNull();
    expect(record.outcome).toBeNull();
  });

  test.each([
    ['On or near Toddington Service Area', 'Toddington Service Area'],
    ['On or near  St. John’s Road ', 'St. John’s Road'],
    ['On or near Supermarket', undefined],
    ['On or near ', undefined],
    ['No Location', undefined],
  ])('a map point "%s" is called %p', async (location, name) => {
    const [record] = incidents(await read(streetLine({ location })));
    expect(record.place).toEqual({
      ...{ kind: 'lonlat', longitude: -0.521, latitude: 51.886, snapped: true },
      ...(name ? { name } : {}),
    });
  });

  test('blank_coordinates are unlocated, whatever the location says', async () => {
    const blank = { longitude: '', latitude: '', lsoa: '', lsoaName: '' };
    const rows = await read(streetLine({ ...blank, location: 'No Location' }), streetLine(blank));
    for (const record of incidents(rows)) expect(record.place).toEqual({ kind: 'unlocated' });
  });

  test('coordinates_without_lsoa (Northern Ireland, Scottish railways), empty_street_name, far_outside', async () => {
    const rows = await read(
      streetLine({ longitude: '-5.930120', latitude: '54.597285', lsoa: '', lsoaName: '' }),
      streetLine({ location: 'On or near ' }),
      streetLine({ longitude: '-4.97', latitude: '50.38', lsoaName: 'Cornwall 001A' }),
    );
    expect(incidents(rows)).toHaveLength(3);
  });

  test('comma_in_lsoa_name', async () => {
    const rows = await read(
      streetLine({ lsoaName: '"Bournemouth, Christchurch and Poole 022C"' }),
      streetLine(),
    );
    expect(incidents(rows)[0].identity).toContain('Bournemouth, Christchurch and Poole 022C');
  });
});

describe('a row is refused with line, field and reason, its values never repeated', () => {
  test.each([
    ['month_malformed', { month: '05/2023' }, 'Month: not a month as YYYY-MM'],
    ['month_thirteen', { month: '2023-13' }, 'Month: not a month as YYYY-MM'],
    ['month_1899', { month: '1899-12' }, 'Month: before 2010-12, the first month that police.uk published'],
    ['month_to_come', { month: '2024-07' }, 'Month: in the future'],
    ['longitude_blank', { longitude: ' ' }, 'Longitude: blank where the latitude is given'],
    ['latitude_blank', { latitude: '' }, 'Latitude: blank where the longitude is given'],
    ['not_a_number', { latitude: 'N51' }, 'Latitude: not a decimal number'],
    ['exponent', { longitude: '-5e-1' }, 'Longitude: not a decimal number'],
    [
      'swapped_coordinates',
      { longitude: '51.886', latitude: '-0.521' },
      'Longitude, Latitude: latitude and longitude look swapped',
    ],
    [
      'eastings_northings',
      { longitude: '501900', latitude: '222100' },
      'Longitude, Latitude: look like eastings and northings (EPSG:27700), not longitude and latitude',
    ],
    [
      'null_island',
      { longitude: '0', latitude: '0' },
      'Longitude, Latitude: outside the United Kingdom (longitude -9 to 2.2, latitude 49.5 to 61.2)',
    ],
  ])('%s', async (_, fields, reason) => {
    expect(await refused(streetLine(fields))).toBe(reason);
  });

  test('unknown_category, former_category and blank_category say which are known', async () => {
    const known = /known categories: Anti-social behaviour, .*, Violence and sexual offences$/;
    const unknown = await refused(streetLine({ type: 'Piracy' }));
    expect(unknown).toMatch(/^Crime type: not a category of police\.uk; known/);
    expect(unknown).toMatch(known);
    expect(unknown).not.toContain('Piracy');
    for (const type of ['Violent crime', 'Public disorder and weapons'])
      expect(await refused(streetLine({ type }))).toMatch(/a category of before May 2013/);
    expect(await refused(streetLine({ type: ' ' }))).toMatch(/^Crime type: blank; known/);
  });

  test('wrong_number_of_fields', async () => {
    expect(await refused(`${streetLine()},more`)).toBe('row: 13 fields where the header has 12 columns');
    expect(await refused('just this')).toBe('row: 1 fields where the header has 12 columns');
  });

  test('control_characters', async () => {
    for (const location of ['a\u001fb', 'a\u0007b', '"a\nb"', 'a\rb'])
      expect(await refused(streetLine({ location }))).toMatch(/^row: a control character/);
  });
});

describe('a whole file is refused', () => {
  test('month_of_another_file', async () => {
    const fault = await problemOf(read(streetLine(), streetLine({ month: '2023-06' })));
    expect(fault.message).toMatch(
      /^2023-05-bedfordshire-street\.csv, line 3: the month is not 2023-05, the one in the file's name\./,
    );
    expect(fault.details).toEqual({ file: MAY, line: 3 });
  });

  test('a malformed month in a file with a month in its name is a refused row', async () => {
    expect(rejects(await read(streetLine({ month: 'May 23' })))).toHaveLength(1);
  });

  test('a name without a month allows any', async () => {
    const path = fileOf(streetText(streetLine(), streetLine({ month: '2023-06' })), 'bedfordshire.csv');
    expect(incidents(await readRows(path)).map((record) => record.month)).toEqual(['2023-05', '2023-06']);
  });

  test('outcomes_file, stop_and_search_file, other_csv', async () => {
    const header = async (line: string) => (await problemOf(readRows(fileOf(`${line}\r\n`)))).message;
    expect(
      await header(
        'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type',
      ),
    ).toBe(
      'test.csv, line 1: this is not a data.police.uk street file. Missing: Crime type, Last outcome category. There, ' +
        'but of another layout or not needed: Outcome type.',
    );
    expect(await header('Type,Date,Part of a policing operation,Latitude,Longitude')).toMatch(
      /Missing: Crime ID, Month, .*or not needed: Type, Date, Part of a policing operation\.$/,
    );
    expect(await header('id,secret name')).toMatch(/Unknown: column 1, 2 of 2\.$/);
  });

  test('no_header: the first row is not taken for one, nor printed', async () => {
    const fault = await problemOf(readRows(fileOf(streetLine({ id: 'f00d' }))));
    expect(fault.message).toMatch(/Missing: Crime ID/);
    expect(fault.message).not.toMatch(/f00d|High Street/);
  });

  test('truncated_gzip after many good batches', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => streetLine({ id: String(Math.sin(i)) }));
    const packed = gzipSync(streetText(...lines));
    const path = fileOf(packed.subarray(0, packed.length - 500), `${MAY}.gz`);
    const batches: number[] = [];
    const fault = await problemOf(
      (async () => {
        for await (const batch of readStreet(await openSource(path))) batches.push(batch.length);
      })(),
    );
    expect(batches.length).toBeGreaterThan(3);
    expect(fault.message).toBe(`${MAY}.gz: the gzip file ends too early. Download or copy it again.`);
  });

  test('an empty file is refused, a header alone is a file without rows', async () => {
    expect((await problemOf(readRows(fileOf('')))).message).toMatch(/the file is empty/);
    expect(await read()).toEqual([]);
  });
});

describe('identity', () => {
  const identities = async (path: string) => incidents(await readRows(path)).map((record) => record.identity);
  const a = streetLine({ location: 'On or near A' });
  const b = streetLine({ location: 'On or near B' });

  test('identical_rows are separate incidents, the same again in another file', async () => {
    const once = await identities(fileOf(streetText(a, a, b, a)));
    expect(new Set(once).size).toBe(4);
    expect(await identities(fileOf(streetText(a, a, b, a)))).toEqual(once);
    // Another order, other line ends, packed.
    const other = [STREET_HEADER, b, a, a, a].join('\n');
    expect((await identities(fileOf(gzipSync(other)))).sort()).toEqual([...once].sort());
  });

  test('repeated_crime_id: different crimes', async () => {
    const id = 'ffee';
    const rows = [
      streetLine({ id, type: 'Drugs' }),
      streetLine({ id, type: 'Robbery' }),
      streetLine({ id, type: 'Drugs', longitude: '-0.522' }),
    ];
    expect(new Set(await identities(fileOf(streetText(...rows)))).size).toBe(3);
  });

  test('an overlapping file brings only what is new: the larger count of equal rows wins', async () => {
    const three = await identities(fileOf(streetText(a, a, a, b)));
    const five = await identities(fileOf(streetText(a, a, a, a, a)));
    expect(new Set([...three, ...five]).size).toBe(6);
  });

  test('does not depend on outcome, context, column order or quoting', async () => {
    const plain = await identities(fileOf(streetText(streetLine({ id: 'x', type: 'Drugs' }))));
    const later = `"x","2023-05",${streetLine({ type: 'Drugs', outcome: 'Suspect charged' }).slice(9)}context`;
    expect(await identities(fileOf(streetText(later)))).toEqual(plain);
    const turned = (line: string) => line.split(',').reverse().join(',');
    const back = [STREET_HEADER, streetLine({ id: 'x', type: 'Drugs' })].map(turned).join('\n');
    expect(await identities(fileOf(back))).toEqual(plain);
  });

  test('depends on each of the ten columns, as text', async () => {
    const rows = [
      streetLine(),
      streetLine({ id: 'x' }),
      streetLine({ month: '2023-06' }),
      streetLine().replace('Bedfordshire Police', 'City of London Police'),
      streetLine().replace('Police,Bedfordshire Police', 'Police,City of London Police'),
      streetLine({ longitude: '-0.521' }),
      streetLine({ latitude: '51.8860' }),
      streetLine({ location: 'On or near ' }),
      streetLine({ lsoa: 'E01017372' }),
      streetLine({ lsoaName: 'Central Bedfordshire 012B' }),
      streetLine({ type: 'Drugs' }),
    ];
    expect(new Set(await identities(fileOf(streetText(...rows)))).size).toBe(rows.length);
  });

  test('a refused row does not take an ordinal from a good one', async () => {
    const bad = streetLine({ type: 'Piracy' });
    const rows = await readRows(fileOf(streetText(bad, a, bad, a)));
    expect(rows.flatMap((row) => (isReject(row) ? [] : [row.identity.split('\u001f').at(-1)]))).toEqual([
      '1',
      '2',
    ]);
  });
});

test('batches hold no more rows than they should, and all of them', async () => {
  const path = fileOf(streetText(...Array.from({ length: 2 * BATCH_ROWS + 1 }, () => streetLine())));
  const batches = await gather(readStreet(await openSource(path)));
  expect(batches.map((batch) => batch.length)).toEqual([BATCH_ROWS, BATCH_ROWS, 1]);
});

test('names of street files', () => {
  const yes = [MAY, `${MAY}.gz`, '2018-10-avon-and-somerset-street.csv.GZ'];
  const no = [
    '2023-05-bedfordshire-outcomes.csv',
    '2023-05-bedfordshire-stop-and-search.csv',
    'street.csv.zip',
  ];
  expect(yes.every(streetReader.accepts)).toBe(true);
  expect(no.some(streetReader.accepts)).toBe(false);
});

describeWithSharedData('24 months of Bedfordshire', ['police/bedfordshire'], (folder) => {
  test('122,470 rows in 24 files, 117,593 of them located on 11,120 points', async () => {
    const { files, passedOver } = await listSources([folder], streetReader.accepts);
    expect(files).toHaveLength(24);
    expect(passedOver).toHaveLength(48);
    const points = new Set<string>();
    const identities = new Set<string>();
    let rows = 0;
    let located = 0;
    let blankIds = 0;
    for (const path of files)
      for await (const batch of streetReader.read(await openSource(path)))
        for (const record of incidents(batch)) {
          rows++;
          identities.add(record.identity);
          if (record.reference === null) blankIds++;
          if (record.place.kind !== 'lonlat') continue;
          located++;
          points.add(`${record.place.longitude} ${record.place.latitude}`);
        }
    expect({ rows, located, points: points.size, identities: identities.size, blankIds }).toEqual({
      rows: 122_470,
      located: 117_593,
      points: 11_120,
      identities: 122_470,
      blankIds: 21_044,
    });
  });
});

describeWithSharedData(
  'October 2018, all forces',
  ['police/all-forces/2018-10', 'police/cleveland'],
  (all, cleveland) => {
    const name = '2018-10-cleveland-street.csv.gz';

    test('an overlapping delivery of Cleveland adds nothing', async () => {
      const path = join(cleveland, '2018-10', name);
      const first = incidents(await readRows(path)).map((record) => record.identity);
      expect(new Set(first).size).toBe(first.length);
      // Read the month again, unpacked and with its rows reversed.
      const [header, ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\r\n');
      const again = fileOf([header, ...lines.reverse()].join('\n'), '2018-10-cleveland-street.csv');
      expect(
        incidents(await readRows(again))
          .map((record) => record.identity)
          .sort(),
      ).toEqual(first.sort());
    });

    test.each(['btp', 'northern-ireland', 'west-mercia', 'city-of-london'])(
      '%s has no row to refuse',
      async (force) => {
        expect(rejects(await readRows(join(all, `2018-10-${force}-street.csv.gz`)))).toEqual([]);
      },
    );
  },
);
