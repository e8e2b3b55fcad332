import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { PUBLIC_VIEWER, RequestContext } from '../src/access';
import { AnalyticContext } from '../src/analytics/analytic';
import { hotspotClusters } from '../src/analytics/hotspots/clusters';
import { Comparison } from '../src/analytics/trends';
import { buildApiSchema } from '../src/api/graphql/schema';
import type { IncidentFilter } from '../src/domain/incidents';
import { Needs } from '../src/domain/incidents';
import { statement } from '../src/platform/database/sql';
import { Problem } from '../src/platform/errors';
import type { BenchDatabase } from './backends';
import { bedfordshire } from './data';
import { interleaved, type Line, median, seconds, secondsOf } from './measure';

const EPS = 250;
const DEADLINE_MS = 120_000;
/** Limit of the bare query in milliseconds; a query that exceeds it counts as this long. */
const BARE_DEADLINE_MS = 300_000;

/** Operation with all fields of the answer. */
const OPERATION = parse(`query ($where: IncidentFilter!) {
  hotspotClusters(where: $where) {
    clusters {
      id rank name incidentCount locationCount share densityPerKm2 areaKm2 hull snapPointWarning
      centroid { longitude latitude }
      ward { code name }
      sntArea { code name }
      offences { offence { code name } count }
      change { previousCount currentCount percent pValue direction }
    }
    clusterCount noiseCount incidentCount features dataVersion caveats { code message }
    parameters { name value }
  }
}`);

/** Filter of two complete years of open data, by partnership only. */
const where = { partnership: bedfordshire.code } as IncidentFilter;

const ADD_POINTS = statement(
  'bench_points',
  `CREATE TABLE IF NOT EXISTS bench_point AS
   SELECT l.geom FROM incident AS i JOIN location AS l ON l.partnership_id = i.partnership_id AND l.id = i.location_id`,
);
const MULTIPLY_POINTS = statement(
  'bench_multiply_points',
  'INSERT INTO bench_point SELECT geom FROM bench_point CROSS JOIN generate_series(2, :times::integer)',
);
const MULTIPLY_COUNTS = statement(
  'bench_multiply_counts',
  'UPDATE incident_count SET n = n * :times::integer',
);
const COUNT_POINTS = statement('bench_count', 'SELECT count(*)::integer AS n FROM bench_point');
const ANALYZE = statement('bench_analyze', 'ANALYZE bench_point, incident_count');
const BARE = statement(
  'bench_dbscan',
  `SELECT cluster, count(*) FROM (
     SELECT ST_ClusterDBSCAN(geom, ${EPS}, :least::integer) OVER () AS cluster FROM bench_point
   ) AS c GROUP BY cluster`,
);

async function answer(schema: GraphQLSchema, context: RequestContext): Promise<string> {
  const result = (await execute({
    schema,
    document: OPERATION,
    variableValues: { where },
    contextValue: context,
  })) as ExecutionResult;
  if (result.errors) throw result.errors[0].originalError ?? result.errors[0];
  return JSON.stringify(result);
}

function unlessStopped(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'TIMEOUT')) throw error;
}

interface Sizes {
  graphql: number[];
  bare: number[];
  fn: number[];
  points: number;
}

async function measure({ database }: BenchDatabase, runs: number, bareRuns: number): Promise<Sizes> {
  const schema = await buildApiSchema();
  const context = () => new RequestContext(PUBLIC_VIEWER, database, DEADLINE_MS);
  const call = () =>
    hotspotClusters(new AnalyticContext(context(), Needs.PLACES), {
      where,
      eps: EPS,
      compareWith: Comparison.SAME_PERIOD_LAST_YEAR,
    });
  const [{ n: points }] = await database.transaction({}, (session) =>
    session.query<{ n: number }>(COUNT_POINTS),
  );
  const parameters = { least: Math.max(5, Math.ceil(points / 100)) };
  // Run each once before, since a running server has its caches filled and its code compiled.
  for (let i = 0; i < 3; i++) await answer(schema, context());
  const quick = await interleaved(runs, { graphql: () => answer(schema, context()), fn: call });
  const bare: number[] = [];
  for (let i = 0; i < bareRuns; i++)
    bare.push(
      await secondsOf(() =>
        database
          .transaction({ readOnly: true, deadlineMs: BARE_DEADLINE_MS }, (session) =>
            session.query(BARE, parameters),
          )
          .catch(unlessStopped),
      ),
    );
  return { graphql: quick.graphql, fn: quick.fn, bare, points };
}

/** Measures HotspotClusters on an imported database, then on a million incidents at the same places. */
export async function benchClusters(full: BenchDatabase, runs: number): Promise<Line[]> {
  const { database } = full;
  await database.transaction({}, async (session) => {
    await session.query(ADD_POINTS);
    await session.query(ANALYZE);
  });
  const real = await measure(full, runs, 3);
  const times = Math.ceil(1_000_000 / real.points);
  await database.transaction({}, async (session) => {
    await session.query(MULTIPLY_POINTS, { times });
    await session.query(MULTIPLY_COUNTS, { times });
  });
  await database.transaction({}, (session) => session.query(ANALYZE));
  const million = await measure(full, runs, 1);
  const faster = ({ bare, graphql }: Sizes) => median(bare) / median(graphql);
  const growth = median(million.graphql) / median(real.graphql);
  const overhead = ({ graphql, fn }: Sizes) => median(graphql) / median(fn);
  return [
    {
      what: `HotspotClusters, ${real.points} incidents`,
      value: seconds(real.graphql),
      ratio: `${faster(real).toFixed(1)} × faster`,
      target: '≥ 10 × faster',
      met: faster(real) >= 10,
    },
    { what: '  bare ST_ClusterDBSCAN, a row per incident', value: seconds(real.bare) },
    {
      what: '  the function without GraphQL',
      value: seconds(real.fn),
      ratio: `GraphQL / function ${overhead(real).toFixed(2)} ×`,
      target: '≤ 1.2 ×',
      met: overhead(real) <= 1.2,
    },
    {
      what: `HotspotClusters, ${million.points} incidents at the same places`,
      value: seconds(million.graphql),
      ratio: `${faster(million).toFixed(1)} × faster`,
      target: '≥ 50 × faster',
      met: faster(million) >= 50,
    },
    {
      what: `  bare ST_ClusterDBSCAN, a row per incident, stopped after ${BARE_DEADLINE_MS / 1000} s`,
      value: seconds(million.bare),
    },
    {
      what: '  against its own time at the real size',
      value: seconds(million.graphql),
      ratio: `${growth.toFixed(2)} ×`,
      target: '≤ 1.3 ×',
      met: growth <= 1.3,
    },
  ];
}
