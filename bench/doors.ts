import { spawn } from 'node:child_process';
import { demonstration } from '../seeds/demonstration';
import { serveRoutes } from '../src/api';
import { buildApiSchema } from '../src/api/graphql/schema';
import { createLogger, createServer } from '../src/api/http';
import { seedDemonstration } from '../src/cli/demonstration';
import { addPartnership } from '../src/domain/areas';
import { readConfig } from '../src/platform/config';
import { type Database } from '../src/platform/database';
import { statement } from '../src/platform/database/sql';
import { packageRoot } from '../src/platform/files';
import type { Bench } from './backends';
import { interleaved, type Line, median, seconds } from './measure';
import { startServer } from './server-process';

const TILES_PER_SECOND = 500;
const COUNTS = 1_000_000;
const COPY_RATIO = 1.5;

/** Numbers of areas and months of the million counts; the rest is offences. */
const AREAS = 800;
const MONTHS = 90;

/** Server with default settings, except the limit of requests. */
export async function openServer(database: Database) {
  const config = { ...readConfig({}), rateLimitPerMinute: 1_000_000, queryTimeoutSeconds: 120 };
  const schema = await buildApiSchema();
  return createServer({ config, database, schema, logger: createLogger('silent'), routes: serveRoutes });
}

/** Measures ward tiles of the demonstration, requested repeatedly, in tiles per second of processor time. */
async function tiles(database: Database): Promise<Line> {
  const app = await openServer(database);
  const paths: string[] = [];
  for (const [z, x, y] of [
    [9, 255, 169],
    [10, 510, 338],
    [11, 1020, 677],
    [12, 2042, 1354],
  ])
    for (const [across, down] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ])
      paths.push(`/tiles/wards/${z}/${x + across}/${y + down}.mvt?partnership=${demonstration.code}`);
  const round = async () => {
    for (const url of paths) await app.inject({ url });
  };
  await round();
  const start = process.cpuUsage();
  let answered = 0;
  for (let i = 0; i < 100; i++, answered += paths.length) await round();
  const { user, system } = process.cpuUsage(start);
  await app.close();
  const rate = answered / ((user + system) / 1e6);
  return {
    what: 'ward tiles, warm',
    value: `${Math.round(rate)} per second and core`,
    target: `≥ ${TILES_PER_SECOND}`,
    met: rate >= TILES_PER_SECOND,
  };
}

/** Adds a partnership with a million open counts by LSOA, month and offence. */
async function million(database: Database): Promise<void> {
  const run = (text: string) =>
    database.transaction({}, (session) => session.query(statement('bench', text)));
  await database.transaction({}, (session) => addPartnership(session, { code: 'MILLION', name: 'Million' }));
  const partnership = `(SELECT id FROM partnership WHERE code = 'MILLION')`;
  const source = `(SELECT id FROM source WHERE code = 'police-uk-street')`;
  const east = (i: string) => `500000 + 100 * (${i} % 40)`;
  const north = (i: string) => `220000 + 100 * (${i} / 40)`;
  await run(`INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT ${partnership}, 'LSOA', 'E' || (1000000 + i), 'Area, ' || i,
      ST_Multi(ST_MakeEnvelope(${east('i')}, ${north('i')}, ${east('i')} + 100, ${north('i')} + 100, 27700)), 'SYNTHETIC'
    FROM generate_series(0, ${AREAS - 1}) AS i`);
  await run(`INSERT INTO location (partnership_id, longitude, latitude, easting, northing, geom, snapped, open)
    SELECT ${partnership}, ST_X(d), ST_Y(d), ST_X(g), ST_Y(g), g, true, true
    FROM generate_series(0, ${AREAS - 1}) AS i
    CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(${east('i')} + 50, ${north('i')} + 50), 27700) AS g) AS p
    CROSS JOIN LATERAL (SELECT ST_Transform(g, 4326) AS d) AS q`);
  await run(`INSERT INTO location_area (partnership_id, location_id, area_id, kind, open)
    SELECT l.partnership_id, l.id, a.id, 'LSOA', true
    FROM location AS l JOIN area AS a ON a.partnership_id = l.partnership_id AND ST_Intersects(a.geom, l.geom)
    WHERE l.partnership_id = ${partnership}`);
  await run(`INSERT INTO incident_count (partnership_id, month, source_id, offence_id, flags, location_id, n)
    SELECT l.partnership_id, m::date, ${source}, o.id, 0, l.id, 1 + (l.id + o.id) % 9
    FROM location AS l CROSS JOIN generate_series('2015-01-01'::date, '2015-01-01'::date + interval '${MONTHS - 1} months', interval '1 month') AS m
    CROSS JOIN (SELECT id FROM offence WHERE code LIKE 'open-%' ORDER BY id LIMIT 14) AS o
    WHERE l.partnership_id = ${partnership}`);
  await run(`INSERT INTO coverage (partnership_id, source_id, month, publisher)
    SELECT ${partnership}, ${source}, m::date, 'Bench'
    FROM generate_series('2015-01-01'::date, '2015-01-01'::date + interval '${MONTHS - 1} months', interval '1 month') AS m`);
  await run(`INSERT INTO source_coverage (partnership_id, source_id, first_month, last_month, delivered)
    SELECT partnership_id, source_id, min(month), max(month), range_agg(daterange(month, (month + interval '1 month')::date))
    FROM coverage WHERE partnership_id = ${partnership} GROUP BY partnership_id, source_id`);
  await run('ANALYZE');
}

/** Text of an array of whole numbers that was sent in binary. */
function arrayText(sent: Buffer): string {
  const numbers: number[] = [];
  for (let at = 20; at < sent.length; ) {
    const bytes = sent.readInt32BE(at);
    numbers.push(sent.readIntBE(at + 4, bytes));
    at += 4 + bytes;
  }
  return `{${numbers.join(',')}}`;
}

/** SQL text of a value. */
function literal(value: unknown): string {
  if (Buffer.isBuffer(value)) return `'${arrayText(value)}'`;
  if (value === null || value === undefined) return 'NULL';
  const text = Array.isArray(value) ? `{${value.join(',')}}` : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}

/** Beginning of a statement that streams its rows, after its header. */
const CURSOR = /^(?:\s*--.*\n)*\s*DECLARE .*? FOR\s/;

/** Statement behind an export, with the values of its parameters. */
async function statementOf(database: Database, work: () => Promise<unknown>): Promise<string> {
  const { dataSource } = database;
  const create = dataSource.createQueryRunner;
  let found = '';
  dataSource.createQueryRunner = function (mode) {
    const runner = create.call(this, mode);
    const query = runner.query.bind(runner) as (...call: unknown[]) => Promise<never>;
    runner.query = (text: string, parameters?: unknown[], ...rest: unknown[]) => {
      if (CURSOR.test(text))
        found = text
          .replace(CURSOR, '')
          .replace(/--.*/g, '')
          .replace(/\$(\d+)/g, (_, n: string) => literal(parameters![Number(n) - 1]));
      return query(text, parameters, ...rest);
    };
    return runner;
  };
  await work();
  dataSource.createQueryRunner = create;
  return found.replace(/\s+/g, ' ');
}

const ended = (program: string, args: string[]) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ${code}`))));
  });

/** Measures a million counts as CSV, read by another process, against a copy of the statement's rows by psql. */
async function counts(database: Database, url: string, runs: number): Promise<Line[]> {
  await million(database);
  const path = (by: string) => `/export/incident-counts.csv?partnership=MILLION&by=${by}`;
  const app = await openServer(database);
  let text = '';
  const same = await statementOf(database, async () => {
    text = (await app.inject({ url: path('lsoa,month,offence') })).body;
  });
  await app.close();
  const rows = text.trimEnd().split('\n').length - 1;
  if (rows < COUNTS) throw new Error(`only ${rows} counts were exported`);
  const server = await startServer(packageRoot, { DATABASE_URL: url });
  const read = (by: string) => ended('curl', ['-sf', server.url + path(by)]);
  await read('lsoa,month');
  const few = server.memory();
  const times = await interleaved(runs, {
    ours: () => read('lsoa,month,offence'),
    copy: () => ended('psql', [url, '-qc', `\\copy (${same}) to stdout csv`]),
  });
  const all = server.memory();
  await server.stop();
  const ratio = median(times.ours) / median(times.copy);
  return [
    {
      what: `CSV of ${rows} counts, beside psql \\copy`,
      value: seconds(times.ours),
      ratio: `${ratio.toFixed(2)} × ${seconds(times.copy)}`,
      target: `≤ ${COPY_RATIO} ×`,
      met: ratio <= COPY_RATIO,
    },
    {
      what: 'most memory of the server, after an export of 1,260 counts and after them all',
      value: few && all ? `${few.most} MB, ${all.most} MB` : 'unknown here',
    },
  ];
}

/** Measures ward tiles and a large export of a server. */
export async function benchDoors(bench: Bench, runs: number): Promise<Line[]> {
  const own = await bench.fresh();
  try {
    await seedDemonstration(own.database, () => {});
    const lines = [await tiles(own.database)];
    if (own.url) lines.push(...(await counts(own.database, own.url, runs)));
    else
      lines.push({
        what: 'CSV of a million counts skipped: psql does not reach the embedded database',
        value: '',
      });
    return lines;
  } finally {
    await own.remove();
  }
}
