/**
 * @backend either
 * @duration long
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from '../support/command';
import { createTestDatabase, type TestDatabase } from '../support/database';

let fixture: TestDatabase;
let files: string;

const csg = (args: string[]) => Command.run(args, fixture.environment);

const file = (name: string, content: string) => {
  writeFileSync(join(files, name), content);
  return join(files, name);
};

beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'csg-files-'));
  fixture = await createTestDatabase();
  await fixture.detach(); // the command line has it for itself
}, 300_000);
afterAll(async () => {
  await fixture.remove();
  rmSync(files, { recursive: true });
});

const WARDS = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { WD23CD: 'E05000001', WD23NM: 'First' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-0.5, 52],
            [-0.4, 52],
            [-0.4, 52.1],
            [-0.5, 52.1],
            [-0.5, 52],
          ],
        ],
      },
    },
  ],
});
const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
const streetFile = (...types: string[]) =>
  [HEADER, ...types.map((type) => `,2023-05,Force,Force,-0.45,52.05,On or near Here,,,${type},,`), ''].join(
    '\n',
  );

test('partnerships and keys', async () => {
  expect(await csg(['partnership', 'add', 'E22000001', 'One'])).toMatchObject({ code: 0, err: '' });
  const again = await csg(['partnership', 'add', 'E22000001', 'One']);
  expect(again).toMatchObject({ code: 1, err: 'csg: There is a partnership with this code already.\n' });

  const wanted = [
    '--role',
    'partner',
    '--partnership',
    'E22000001',
    '--name',
    'Fire service',
    '--scope',
    'submit',
    'read',
    '--agency',
    'fire',
  ];
  const made = await csg(['key', 'create', ...wanted]);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^csg_[\w-]{43}\n$/) });
  expect(made.err).toContain('shown this once');
  const listed = (await csg(['key', 'list'])).out;
  expect(listed).toMatch(
    /\n1\tpartner\tsubmit\+read\tE22000001\tfire\t\d{4}-\d\d-\d\d\tnever\tnever\tliving\tFire service\n$/,
  );
  expect(listed).not.toContain(made.out.trim().slice(4));
  expect(await csg(['key', 'revoke', '1'])).toMatchObject({ code: 0 });
  expect(await csg(['key', 'revoke', '1'])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^csg: No living key/),
  });
}, 300_000);

test('imports account for every row, and fail where one was refused', async () => {
  await csg(['partnership', 'add', 'ONE', 'One']);
  const wards = file('wards.geojson', WARDS);
  const boundaries = [
    'import',
    'boundaries',
    '--kind',
    'ward',
    '--partnership',
    'ONE',
    '--valid-from',
    '2020-01-01',
    wards,
  ];
  expect(await csg(boundaries)).toMatchObject({
    code: 0,
    out: 'read 1 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 0\n',
  });
  const street = file('2023-05-force-street.csv', streetFile('Burglary', 'Burglary', 'Zaphodry'));
  const police = ['import', 'police-uk', '--partnership', 'ONE', street];
  const dry = await csg([...police, '--dry-run']);
  expect(dry).toMatchObject({
    code: 1,
    out: 'read 3 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 1\n',
    err: expect.stringMatching(/^rejected 1, Crime type: .*line 4\)\nA dry run: .*nothing was changed\.\n$/),
  });
  const refused = await csg(police);
  expect(refused).toMatchObject({
    code: 1,
    out: 'read 3 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 1\n',
  });
  expect(refused.err).toMatch(/^rejected 1, Crime type: .*2023-05-force-street\.csv line 4\)\n$/m);
  expect(refused.err).not.toContain('Zaphodry');
  expect(await csg([...police, '--allow-rejects'])).toMatchObject({
    code: 0,
    out: 'read 3 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 1\n',
  });
}, 300_000);

test('population, peers and recorded crime are imported, what was made of them is said beside', async () => {
  const line = (loaded: number, more = 'outside 0 + unlocated 0') =>
    `read ${loaded + (more.match(/1/g)?.length ?? 0)} = loaded ${loaded} + unchanged 0 + ${more} + rejected 0\n`;
  const load = (what: string, name: string, content: string, ...options: string[]) =>
    csg(['import', what, '--partnership', 'ONE', ...options, file(name, content)]);
  const population = await load(
    'population',
    'population.csv',
    'area_code,year,age_band,sex,count\nE05000001,2021,,,900',
  );
  expect(population).toMatchObject({ code: 0, out: line(1) });
  expect(population.err).toContain('2021: residents of 1 of 1 partnership summed from wards by best fit.');
  const census = 'ltla21_code,total_population,total_females,total_males';
  expect((await load('population', 'census.csv', census)).err).toContain('Name it with --year');
  const peers = await load(
    'peers',
    'peers.csv',
    'year,code,name,residents\n2020,ONE,One,900\n2020,TWO,Two,800',
  );
  expect(peers).toMatchObject({ code: 0, out: line(2) });
  const header =
    'Financial Year,Financial Quarter,Police Force,CSP Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,Offence Count';
  const rows = ['One', 'Three', 'Unassigned'].map((name) => `2022/23,1,F,${name},D,G,Shoplifting,46,5`);
  expect(await load('recorded-crime', 'recorded.csv', [header, ...rows].join('\n'))).toMatchObject({
    code: 0,
    out: line(1, 'outside 1 + unlocated 1'),
  });
}, 300_000);

test('migrations are taken back, and run again', async () => {
  expect(await csg(['migrate', '--revert'])).toMatchObject({ code: 0 });
  expect((await csg(['migrate'])).out).toMatch(/^Ran \w+\.\n$/);
  expect((await csg(['partnership', 'list'])).out).toMatch(/^(\w+\t\w+\n)*$/);
}, 300_000);

test('partnerships become members of a county, and it is said which', async () => {
  const add = (...args: string[]) => csg(['partnership', 'add', ...args]);
  await add('DISTRICT', 'District');
  await add('BOROUGH', 'Borough');
  expect(await add('COUNTY', 'County', '--members', 'BOROUGH,DISTRICT', '--records')).toMatchObject({
    code: 0,
    out: 'Added COUNTY, County, a county of BOROUGH, DISTRICT.\n',
  });
  expect((await csg(['partnership', 'members', 'add', 'COUNTY', 'DISTRICT'])).out).toBe(
    'Members of COUNTY: DISTRICT.\n',
  );
  expect(await csg(['partnership', 'members', 'remove', 'COUNTY', 'BOROUGH'])).toMatchObject({ code: 0 });
  expect((await csg(['partnership', 'list'])).out).toContain('COUNTY\tCounty\tDISTRICT\n');
}, 300_000);
