import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { PUBLIC_VIEWER, RequestContext } from '../src/access';
import { AnalyticContext } from '../src/analytics/analytic';
import { bringToGrid, perCell } from '../src/analytics/hotspots/cells';
import { buildApiSchema } from '../src/api/graphql/schema';
import { type IncidentFilter, Needs } from '../src/domain/incidents';
import type { Database } from '../src/platform/database';
import { statement } from '../src/platform/database/sql';
import {
  benjaminiHochberg,
  cellCentres,
  cellNeighbours,
  giStar,
  gridOf,
  hotCounts,
  kernelDensity,
} from '../src/platform/statistics';
import { closeCompute } from '../src/platform/threads';
import type { BenchDatabase } from './backends';
import { bedfordshire } from './data';
import { interleaved, type Line, median, seconds, secondsOf, timeStatements } from './measure';

const DEADLINE_MS = 120_000;
const TIMES = 10;

/** Operation that gives the grid as a map layer. */
const OPERATION = parse(`query ($where: IncidentFilter!) {
  hotspotGrid(where: $where) { cellCount classCounts { class count } features dataVersion caveats { code message } }
}`);

/** Codes of the wards of Central Bedfordshire, from their boundary file. */
function wardCodes(): string[] {
  const file = bedfordshire.wards.find((path) => path.endsWith('E06000056.json'))!;
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as {
    features: { properties: Record<string, string> }[];
  };
  return features.map(({ properties }) => properties.WD13CD);
}

const MULTIPLY_COUNTS = statement(
  'bench_multiply_counts',
  'UPDATE incident_count SET n = n * :times::integer',
);
const DIVIDE_COUNTS = statement('bench_divide_counts', 'UPDATE incident_count SET n = n / :times::integer');
/** Remove the counts as they were before they were multiplied: an import leaves none, and reading them takes as long. */
const VACUUM = 'VACUUM ANALYZE incident_count';

const context = (database: Database) => new RequestContext(PUBLIC_VIEWER, database, DEADLINE_MS);
const asking = (database: Database) => new AnalyticContext(context(database), Needs.PLACES);

async function answer(schema: GraphQLSchema, database: Database, where: IncidentFilter): Promise<string> {
  const result = (await execute({
    schema,
    document: OPERATION,
    variableValues: { where },
    contextValue: context(database),
  })) as ExecutionResult;
  if (result.errors) throw result.errors[0].originalError ?? result.errors[0];
  return JSON.stringify(result);
}

/** Gi* of the same cells by R, with its seconds; null where R or its package spdep is not installed. */
function byR(
  eastings: Float64Array,
  northings: Float64Array,
  counts: Float64Array,
  reach: number,
): { neighbours: number; localG: number; z: number[] } | null {
  const script = `
    suppressPackageStartupMessages(library(spdep))
    d <- read.csv(file("stdin"))
    xy <- as.matrix(d[, c("e", "n")])
    near <- system.time(w <- nb2listw(include.self(dnearneigh(xy, 0, ${reach})), style = "B"))[["elapsed"]]
    times <- sapply(1:5, function(i) system.time(localG(d$count, w))[["elapsed"]])
    cat(near, median(times), sprintf("%.17g", as.numeric(localG(d$count, w))), sep = "\\n")`;
  const rows = Array.from(counts, (count, cell) => `${eastings[cell]},${northings[cell]},${count}`);
  const { status, stdout } = spawnSync('Rscript', ['-e', script], {
    input: `e,n,count\n${rows.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) return null;
  const [neighbours, localG, ...z] = stdout.trim().split('\n').map(Number);
  return { neighbours, localG, z };
}

/** Measures HotspotGrid and its statistics on the 250 m cells of Central Bedfordshire. */
export async function benchGrid({ database }: BenchDatabase, runs: number): Promise<Line[]> {
  const schema = await buildApiSchema();
  const where = {
    partnership: bedfordshire.code,
    areas: wardCodes().map((ward) => ({ ward })),
  } as IncidentFilter;
  const grid = gridOf('SQUARE', 250);
  const gridded = await bringToGrid(asking(database), where, grid);
  const { cells } = gridded;
  const counts = perCell(grid, gridded);
  const fine = gridOf('SQUARE', 100);
  const { cells: fineCells, places } = await bringToGrid(asking(database), where, fine);
  const fineCentres = cellCentres(fine, fineCells);

  const neighbours = cellNeighbours(grid, cells);
  const own = await interleaved(4 * runs, {
    giStar: async () => giStar(counts, neighbours),
    whole: async () => giStar(counts, cellNeighbours(grid, cells)),
    kde: async () => kernelDensity(places, fineCentres, 400, 100),
    normalP: async () => benjaminiHochberg(giStar(counts, cellNeighbours(grid, cells)).p),
    exactP: async () => hotCounts(counts, cellNeighbours(grid, cells)),
  });
  for (let i = 0; i < 3; i++) await answer(schema, database, where);
  const whole: number[] = [];
  const parts: number[] = [];
  for (let run = 0; run < runs; run++) {
    let total = 0;
    const sql = await timeStatements(database, async () => {
      total = await secondsOf(() => answer(schema, database, where));
    });
    const statistic = await secondsOf(async () =>
      hotCounts(perCell(grid, gridded), cellNeighbours(grid, cells)),
    );
    whole.push(total);
    parts.push(sql + statistic);
  }
  await database.transaction({}, (session) => session.query(MULTIPLY_COUNTS, { times: TIMES }));
  await database.dataSource.query(VACUUM);
  await answer(schema, database, where);
  const more: number[] = [];
  for (let run = 0; run < runs; run++) more.push(await secondsOf(() => answer(schema, database, where)));
  await database.transaction({}, (session) => session.query(DIVIDE_COUNTS, { times: TIMES }));
  await database.dataSource.query(VACUUM);
  await closeCompute();

  const cellCount = counts.length;
  const centres = cellCentres(grid, cells);
  const r = byR(centres.eastings, centres.northings, counts, 250 * Math.SQRT2 * (1 + 1e-9));
  const ratio = median(whole) / median(parts);
  const growth = median(more) / median(whole);
  const exact = median(own.exactP) / median(own.normalP);
  const lines: Line[] = [
    {
      what: `HotspotGrid as GeoJSON, ${cellCount} cells`,
      value: seconds(whole),
      ratio: `${ratio.toFixed(2)} × SQL + statistic`,
      target: '≤ 2 ×',
      met: ratio <= 2,
    },
    { what: '  its SQL + its statistic', value: seconds(parts) },
    {
      what: `  ${TIMES} × the incidents at the same places`,
      value: seconds(more),
      ratio: `${growth.toFixed(2)} ×`,
      target: '≤ 1.3 ×',
      met: growth <= 1.3,
    },
    {
      what: `KDE of ${fineCentres.eastings.length} cells of 100 m, own computation`,
      value: seconds(own.kde),
      target: '≤ 150 ms',
      met: median(own.kde) <= 0.15,
    },
    { what: `Gi* of ${cellCount} cells`, value: seconds(own.giStar) },
    { what: '  with their neighbours', value: seconds(own.whole) },
    { what: '  hot and cold cells by normal p, with their neighbours', value: seconds(own.normalP) },
    {
      what: '  hot and cold cells by exact p, with their neighbours',
      value: seconds(own.exactP),
      ratio: `${exact.toFixed(2)} ×`,
      target: '≤ 2 ×',
      met: exact <= 2,
    },
  ];
  if (!r) return [...lines, { what: '  against spdep skipped: R with spdep is not installed', value: '' }];
  const { z } = giStar(counts, neighbours);
  const difference = r.z.reduce((most, each, cell) => Math.max(most, Math.abs(each - z[cell])), 0);
  // Give Gi* ready-made neighbours, as localG has them.
  const alone = r.localG / median(own.giStar);
  const both = (r.neighbours + r.localG) / median(own.whole);
  return [
    ...lines,
    {
      what: '  spdep: localG alone',
      value: seconds([r.localG]),
      ratio: `${alone.toFixed(0)} × faster`,
      target: '≥ 10 × faster',
      met: alone >= 10,
    },
    {
      what: '  spdep: dnearneigh + localG',
      value: seconds([r.neighbours + r.localG]),
      ratio: `${both.toFixed(0)} × faster`,
      target: '≥ 300 × faster',
      met: both >= 300,
    },
    {
      what: '  greatest difference of z',
      value: difference.toExponential(1),
      target: '≤ 1e-9',
      met: difference <= 1e-9,
    },
  ];
}
