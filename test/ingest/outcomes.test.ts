import { gzipSync } from 'node:zlib';
import { outcomesReader } from '../../src/ingest/police-uk/outcomes';
import { listSources, openSource } from '../../src/platform/files';
import { describeWithSharedData } from '../shared-data';
import {
  fileOf,
  incidents,
  type OutcomeFields,
  outcomeLine,
  outcomesText,
  problemOf,
  readOutcomeRows,
  rejects,
  STREET_HEADER,
  streetLine,
} from './files';

const MAY = '2023-05-bedfordshire-outcomes.csv';
const read = (...lines: string[]) => readOutcomeRows(fileOf(outcomesText(...lines), MAY));

async function refused(fields: OutcomeFields): Promise<string> {
  const lines = [outcomeLine(), outcomeLine(fields), outcomeLine()];
  const rows = await readOutcomeRows(fileOf(outcomesText(...lines)), new Date('2024-06-15'));
  expect(rows).toHaveLength(3);
  const [first, ...more] = rejects(rows);
  expect(more).toEqual([]);
  expect(first.line).toBe(3);
  return `${first.field}: ${first.reason}`;
}

test('a row becomes an event', async () => {
  expect(await read(outcomeLine({ id: 'ab12', type: 'Local resolution' }))).toEqual([
    {
      line: 2,
      reference: 'ab12',
      place: { kind: 'lonlat', longitude: -0.521, latitude: 51.886, snapped: true },
      month: '2023-05',
      outcome: 'Local resolution',
      ordinal: 1,
    },
  ]);
  const [unlocated] = incidents(await read(outcomeLine({ longitude: '', latitude: '' })));
  expect(unlocated.place).toEqual({ kind: 'unlocated' });
});

test.each<[string, OutcomeFields, string]>([
  ['blank_crime_id', { id: ' ' }, 'Crime ID: blank, so that nobody can tell whose outcome it is'],
  ['month_1899', { month: '1899-12' }, 'Month: before 2010-12, the first month that police.uk published'],
  ['month_to_come', { month: '2024-07' }, 'Month: in the future'],
  ['blank_outcome', { type: ' ' }, 'Outcome type: blank'],
  ['long_outcome', { type: 'Zaphod '.repeat(30) }, 'Outcome type: longer than 150 characters'],
  ['outcome_of_signs', { type: '???' }, 'Outcome type: without a letter'],
  ['latitude_blank', { latitude: '' }, 'Latitude: blank where the longitude is given'],
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
    'control_character',
    { type: 'Suspect\u0007 charged' },
    'row: a control character, or a line end inside a field',
  ],
])('%s is refused with line, field and reason, its values never repeated', async (_, fields, reason) => {
  expect(await refused(fields)).toBe(reason);
});

test('equal rows are told apart by ordinals, whatever their order and their other columns', async () => {
  const rows = [
    outcomeLine(),
    outcomeLine({ location: 'On or near another name of it', longitude: '-0.521' }),
    outcomeLine({ type: 'Local resolution' }),
    outcomeLine({ longitude: '-0.530000' }),
    outcomeLine(),
  ];
  const ordinals = async (lines: string[]) => incidents(await read(...lines)).map(({ ordinal }) => ordinal);
  expect(await ordinals(rows)).toEqual([1, 2, 1, 1, 3]);
  expect(await ordinals([...rows].reverse())).toEqual([1, 1, 1, 2, 3]);
});

test('columns may come in any order, and those that are not needed may be missing', async () => {
  const text = [
    'Outcome type,Latitude,Month,Crime ID,Longitude',
    'Suspect charged,51.886,2023-05,x,-0.521',
  ].join('\n');
  expect(incidents(await readOutcomeRows(fileOf(gzipSync(text))))).toMatchObject([
    { reference: 'x', month: '2023-05', outcome: 'Suspect charged' },
  ]);
});

test('a whole file is refused: a month of another file, a street file', async () => {
  expect((await problemOf(read(outcomeLine(), outcomeLine({ month: '2023-06' })))).message).toMatch(
    /^2023-05-bedfordshire-outcomes\.csv, line 3: the month is not 2023-05, the one in the file's name\./,
  );
  const street = fileOf([STREET_HEADER, streetLine()].join('\n'));
  expect((await problemOf(readOutcomeRows(street))).message).toBe(
    'test.csv, line 1: this is not a data.police.uk outcomes file. Missing: Outcome type. There, but of another layout or ' +
      'not needed: Reported by, Falls within, Location, LSOA code, LSOA name, Crime type, Last outcome category, Context.',
  );
});

test('names of outcomes files', () => {
  const yes = [MAY, `${MAY}.gz`, '2018-10-avon-and-somerset-outcomes.csv.GZ'];
  const no = [
    '2023-05-bedfordshire-street.csv',
    '2023-05-bedfordshire-stop-and-search.csv',
    'outcomes.csv.zip',
  ];
  expect(yes.every(outcomesReader.accepts)).toBe(true);
  expect(no.some(outcomesReader.accepts)).toBe(false);
});

describeWithSharedData('24 months of Bedfordshire', ['police/bedfordshire'], (folder) => {
  test('103,669 rows of 100,368 crimes, no row to refuse, 2,178 told apart by their ordinal alone', async () => {
    const { files } = await listSources([folder], outcomesReader.accepts);
    expect(files).toHaveLength(24);
    const crimes = new Set<string>();
    let rows = 0;
    let again = 0;
    let unlocated = 0;
    for (const path of files)
      for await (const batch of outcomesReader.read(await openSource(path)))
        for (const record of incidents(batch)) {
          rows++;
          crimes.add(record.reference);
          if (record.ordinal > 1) again++;
          if (record.place.kind === 'unlocated') unlocated++;
        }
    expect({ rows, crimes: crimes.size, again, unlocated }).toEqual({
      rows: 103_669,
      crimes: 100_368,
      again: 2_178,
      unlocated: 4_469,
    });
  });
});
