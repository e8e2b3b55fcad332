import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type AreaKind, addPartnership } from '../src/domain/areas';
import { importBoundaries, importFiles, POLICE_UK } from '../src/ingest';
import type { Bench, BenchDatabase } from './backends';
import { bedfordshire } from './data';
import { type Line, median, seconds, secondsOf } from './measure';

const run = promisify(execFile);

/** Adds a partnership with its wards only. */
export async function addWards({ database }: BenchDatabase): Promise<void> {
  const { code, name, wards } = bedfordshire;
  await database.transaction({}, (session) => addPartnership(session, { code, name }));
  await importBoundaries(database, { partnership: code, kind: 'WARD' as AreaKind, paths: wards });
}

/** Importers of incident files, each with the real files that it is measured on. */
const IMPORTERS = POLICE_UK.map((format) => ({
  what: format.content,
  load: ({ database }: BenchDatabase) =>
    importFiles(database, [format], { partnership: bedfordshire.code, paths: [bedfordshire.police] }),
}));

/** Joins all files of a kind, unpacked, with their rows repeated `times` times; equal rows are separate incidents. */
function concatenated(folder: string, kind: string, times = 1): string {
  const files = readdirSync(bedfordshire.police, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`-${kind}.csv.gz`))
    .sort();
  const texts = files.map((path) => gunzipSync(readFileSync(join(bedfordshire.police, path))).toString());
  const [header] = texts[0].split('\n', 1);
  const path = join(folder, `all-${kind}.csv`);
  const rows = texts.map((text) => text.slice(text.indexOf('\n') + 1).replace(/([^\n])$/, '$1\n')).join('');
  writeFileSync(path, `${header}\n${rows.repeat(times)}`);
  return path;
}

const RAW_TABLE = `CREATE TABLE raw (crime_id text, month text, reported_by text, falls_within text, longitude float8,
  latitude float8, location text, lsoa_code text, lsoa_name text, crime_type text, outcome text, context text)`;

/** Statements as written by hand for comparison: points, an index on them, and the ward of each. */
const RAW_POINTS = `
  CREATE TABLE raw_point AS SELECT raw.*,
    ST_Transform(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), 27700) AS geom FROM raw;
  CREATE INDEX ON raw_point USING gist (geom);
  ANALYZE raw_point;
  CREATE TABLE raw_ward AS SELECT p.*, w.code AS ward
    FROM raw_point AS p LEFT JOIN area AS w ON w.kind = 'WARD' AND ST_Intersects(w.geom, p.geom);`;

/** Seconds of the import by `\copy` and plain SQL. */
async function rawImport(url: string, csv: string): Promise<{ copy: number; sql: number }> {
  const psql = (...commands: string[]) =>
    run('psql', [
      '-X',
      '-q',
      '-v',
      'ON_ERROR_STOP=1',
      url,
      ...commands.flatMap((command) => ['-c', command]),
    ]);
  await psql('DROP TABLE IF EXISTS raw, raw_point, raw_ward', RAW_TABLE);
  const copy = await secondsOf(() => psql(`\\copy raw FROM '${csv}' CSV HEADER`));
  const sql = await secondsOf(() => psql(RAW_POINTS));
  await psql('DROP TABLE raw, raw_point, raw_ward');
  return { copy, sql };
}

/** Measures imports, and leaves a database with everything imported. */
export async function benchImport(
  bench: Bench,
  runs: number,
): Promise<{ lines: Line[]; full: BenchDatabase }> {
  const original = await bench.fresh();
  await addWards(original);
  const template = await bench.templateOf(original);
  const folder = mkdtempSync(join(tmpdir(), 'csg-bench-raw-'));
  const hasPsql = bench.backend === 'server' && spawnSync('psql', ['--version']).status === 0;
  // Join the files for `\copy`, which is fastest on a single file.
  const csv = hasPsql ? concatenated(folder, 'street') : '';
  const large = concatenated(folder, 'stop-and-search', 12);
  const times = IMPORTERS.map((): number[] => []);
  const rows = IMPORTERS.map(() => 0);
  const inOneFile: number[] = [];
  let rowsInOneFile = 0;
  const raws: { copy: number; sql: number }[] = [];
  let full!: BenchDatabase;
  for (let i = 0; i < runs; i++) {
    if (full) await full.remove();
    full = await template.copy();
    if (hasPsql) raws.push(await rawImport(full.url!, csv));
    // Import one kind after the other into one database, as a partnership does.
    for (const [n, { load }] of IMPORTERS.entries())
      times[n].push(
        await secondsOf(async () => {
          rows[n] = (await load(full)).read;
        }),
      );
    // Measure one large file, without the costs per file of 24 small ones.
    const other = await template.copy();
    inOneFile.push(
      await secondsOf(async () => {
        const wanted = { partnership: bedfordshire.code, paths: [large] };
        rowsInOneFile = (await importFiles(other.database, POLICE_UK, wanted)).read;
      }),
    );
    await other.remove();
  }
  rmSync(folder, { recursive: true, force: true });
  await template.remove();
  const line = (what: string, read: number, took: number[]): Line => {
    const rate = read / median(took);
    return {
      what: `import of ${read} rows, ${what}`,
      value: seconds(took),
      ratio: `${Math.round(rate)} rows/s`,
      ...(bench.backend === 'embedded' && { target: '≥ 15,000 rows/s', met: rate >= 15_000 }),
    };
  };
  const lines = IMPORTERS.map(({ what }, n) => line(what, rows[n], times[n]));
  lines.push(line('stop and search in one file', rowsInOneFile, inOneFile));
  if (hasPsql) {
    const sums = raws.map(({ copy, sql }) => copy + sql);
    const ratio = median(times[0]) / median(sums);
    lines.push(
      { what: '  raw: \\copy', value: seconds(raws.map(({ copy }) => copy)) },
      { what: '  raw: points, index, ward join', value: seconds(raws.map(({ sql }) => sql)) },
      {
        what: `  import of ${IMPORTERS[0].what} / raw`,
        value: seconds(sums),
        ratio: `${ratio.toFixed(2)} ×`,
        target: '≤ 3 ×, aim 1.5 ×',
        met: ratio <= 3,
      },
    );
  } else if (bench.backend === 'server') lines.push({ what: '  raw: psql is not installed', value: '–' });
  return { lines, full };
}
