import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from './support/database';

/** The command line as users get it: the built program, in a process of its own. */
const CSG = join(__dirname, '../bin/csg.mjs');

let fixture: TestDatabase;
let files: string;

interface Outcome {
  code: number;
  out: string;
  err: string;
}

function csg(args: string[], environment: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...fixture.environment, ...environment };
    const child = execFile(process.execPath, [CSG, ...args], { env }, (_, out, err) =>
      resolve({ code: child.exitCode!, out, err }),
    );
  });
}

const file = (name: string, content: string) => {
  writeFileSync(join(files, name), content);
  return join(files, name);
};

beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'csg-files-'));
  fixture = await newFixture();
}, 300_000);
afterAll(async () => {
  await fixture.remove();
  rmSync(files, { recursive: true });
});

/** A database that the command line has for itself. */
async function newFixture(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  await made.detach();
  return made;
}

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

describe('help', () => {
  test.each([
    [[], ['start', 'migrate', 'seed', 'partnership', 'import', 'key', 'backup', 'restore']],
    [['start'], ['$ PORT=8080']],
    [['migrate'], ['--revert', '$ DATABASE_URL=']],
    [
      ['partnership', 'add'],
      ['<code>', '--members', '$ csg partnership add E22000353'],
    ],
    [
      ['partnership', 'members', 'add'],
      ['<county>', '--records', '$ csg partnership members add'],
    ],
    [
      ['import', 'boundaries'],
      ['--kind', '--valid-from', '--code-field', '--dry-run', '--allow-rejects', '$ csg import boundaries'],
    ],
    [
      ['import', 'police-uk'],
      ['--partnership', '--dry-run', '$ csg import police-uk'],
    ],
    [['backup'], ['<file>', 'the hashes of the keys and the secret', '$ csg backup']],
    [['restore'], ['<file>', '--replace', '$ DATA_DIR=']],
    [
      ['import', 'people'],
      ['--partnership', '--dry-run', 'incident_reference', '$ csg import people'],
    ],
    [
      ['key', 'create'],
      ['--role', '--scope', '$ csg key create'],
    ],
  ])('csg %j --help', async (command, parts) => {
    const { code, out } = await csg([...command, '--help']);
    expect(code).toBe(0);
    for (const part of parts) expect(out).toContain(part);
  });
});

describe('errors are one line, without a stack', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'a wrong setting',
      ['migrate'],
      { PORT: 'hunter2' },
      /^csg: These settings cannot be used:\n {2}PORT must be .*\n$/,
    ],
    [
      'an unknown partnership',
      ['key', 'create', '--role', 'analyst', '--partnership', 'X', '--name', 'n'],
      {},
      /^csg: No partnership has this code\. .*\n$/,
    ],
    [
      'a file that is not there',
      ['import', 'police-uk', '--partnership', 'X', '/nowhere'],
      {},
      /^csg: .*\n$/,
    ],
    [
      'a database that is not there',
      ['migrate'],
      { DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      /^csg: The database cannot be reached.*\n$/,
    ],
    [
      'what nobody foresaw',
      ['migrate'],
      { DATABASE_URL: '', DATA_DIR: '/dev/null/x' },
      /^csg: unexpected fault: .*\(LOG_LEVEL=debug shows where\)\n$/,
    ],
  ])('%s', async (_, args, environment, message) => {
    const { code, out, err } = await csg(args, environment);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toContain('hunter2');
  });

  test('the stack is shown where someone debugs', async () => {
    const { err } = await csg(['migrate'], { DATABASE_URL: '', DATA_DIR: '/dev/null/x', LOG_LEVEL: 'debug' });
    expect(err).toContain('\n    at ');
  });

  test.each([
    [['nonsense']],
    [['key', 'create', '--role', 'king', '--name', 'n']],
    [['key', 'revoke', 'seven']],
    [['import', 'boundaries', '--kind', 'county', '--partnership', 'X', 'file']],
    [['import', 'boundaries', '--kind', 'ward', '--partnership', 'X', '--valid-from', '2023-02-30', 'file']],
  ])('csg %j', async (args) => {
    const { code, err } = await csg(args);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*\n\(add --help for what it takes\)/);
  });
});

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
  ];
  const made = await csg(['key', 'create', ...wanted]);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^csg_[\w-]{43}\n$/) });
  expect(made.err).toContain('shown this once');
  const listed = (await csg(['key', 'list'])).out;
  expect(listed).toMatch(
    /\n1\tpartner\tsubmit\+read\tE22000001\tall\t\d{4}-\d\d-\d\d\tliving\tFire service\n$/,
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

describe('csg start', () => {
  let server: ChildProcess;
  let empty: TestDatabase;
  let out = '';

  beforeAll(async () => {
    empty = await newFixture();
  }, 300_000);
  afterAll(() => empty.remove());

  async function start(environment: Record<string, string> = {}): Promise<void> {
    out = '';
    const env = { ...process.env, ...empty.environment, PORT: '0', LOG_LEVEL: 'warn', ...environment };
    server = spawn(process.execPath, [CSG, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    server.stderr!.on('data', (text) => {
      err += text;
    });
    server.stdout!.on('data', (text) => {
      out += text;
    });
    for (let i = 0; i < 1200 && !/editor\/#/.test(out); i++) {
      if (server.exitCode !== null) throw new Error(`the server ended: ${err}`);
      await sleep(100);
    }
  }

  async function stop(): Promise<number> {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    return (await ended)[0] as number;
  }

  const printed = () => ({
    url: /listens on (\S+)/.exec(out)![1],
    key: /csg_[\w-]{43}/.exec(out)![0],
    editor: /http\S+editor\S+/.exec(out)![0],
  });

  const ask = async (query: string) => {
    const { url, key } = printed();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, never>; errors?: { extensions: object }[] };
  };

  afterEach(async () => {
    if (server.exitCode === null) await stop();
  });

  test('loads the demonstration into an empty database, prints a key that works, and a new one at the next start', async () => {
    await start();
    const first = printed();
    expect(first.editor).toBe(
      `${first.url}/editor/#key=${first.key}&partnership=DEMO2009&from=2008-07-01&to=2009-06-30`,
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    const where = '{ partnership: "DEMO2009", period: { from: "2008-07-01", to: "2009-06-30" } }';
    const query = `{ hotspotClusters(where: ${where}) { clusterCount incidentCount clusters { name } } }`;
    const { data, errors } = await ask(query);
    expect(errors).toBeUndefined();
    expect(data.hotspotClusters).toMatchObject({ clusterCount: expect.any(Number) });

    if (empty.environment.DATA_DIR) {
      const second = await csg(['partnership', 'list'], empty.environment);
      expect(second).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^csg: The embedded database is in use/),
      });
    }
    const running = ask(query.replace('2008-07-01', '2007-07-01'));
    await sleep(200);
    expect(await stop()).toBe(0);
    expect((await running).errors).toBeUndefined();
    if (empty.environment.DATA_DIR) expect(existsSync(join(empty.environment.DATA_DIR, 'lock'))).toBe(false);

    await start({ EDITOR_PAGE: 'on' });
    const second = printed();
    expect(second.key).not.toBe(first.key);
    expect((await ask('{ themes { code } }')).errors).toBeUndefined();
    const old = await fetch(`${second.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${first.key}` },
      body: '{"query": "{ themes { code } }"}',
    });
    expect(old.status).toBe(401);
    expect(await stop()).toBe(0);
  }, 300_000);

  test('a port that is taken is told in a line', async () => {
    const other = spawn(process.execPath, [
      '-e',
      "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))",
    ]);
    const [port] = (await once(other.stdout, 'data')) as [Buffer];
    const { code, err } = await csg(['start'], { PORT: String(port).trim() });
    other.kill();
    expect(code).toBe(1);
    expect(err).toMatch(/csg: The port is in use by another program\. Choose others with PORT and HOST\.\n$/);
  }, 300_000);
});
