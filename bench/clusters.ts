import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { PUBLIC_VIEWER, RequestContext } from '../src/access';
import { AnalyticContext } from '../src/analytics/analytic';
import { hotspotClusters } from '../src/analytics/hotspots/clusters';
import { Comparison } from '../src/analytics/trends';
import { buildApiSchema } from '../src/api/graphql/schema';
import type { IncidentFilter } from '../src/domain/incidents';
import { Needs } from '../src/domain/incidents';
import { statement } from '../src/platform/database/sql';
import type { BenchDatabase } from './backends';
import { bedfordshire } from './data';
import { interleaved, type Line, median, seconds, secondsOf } from './measure';

const EPS = 250;
const DEADLINE_MS = 120_000;
/** Number of times as fast as the bare query that the answer is to be, at the real size and on a million incidents. */
const TIMES_FASTER = 10;
const TIMES_FASTER_ON_MILLION = 50;
/** Limit of the bare query in milliseconds, which holds until PostGIS begins to cluster: from there it cannot be stopped. */
const BARE_DEADLINE_MS = 60_000;

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
   SELECT l.geom, 1 AS copy
   FROM incident AS i JOIN location AS l ON l.partnership_id = i.partnership_id AND l.id = i.location_id`,
);
const MULTIPLY_POINTS = statement(
  'bench_multiply_points',
  'INSERT INTO bench_point SELECT p.geom, c.copy FROM bench_point AS p CROSS JOIN generate_series(2, :times::integer) AS c (copy)',
);
const MULTIPLY_COUNTS = statement(
  'bench_multiply_counts',
  'UPDATE incident_count SET n = n * :times::integer',
);
const COUNT_POINTS = statement('bench_count', 'SELECT count(*)::integer AS n FROM bench_point');
const ANALYZE = statement('bench_analyze', 'ANALYZE bench_point, incident_count');
/** Remove the counts as they were before they were multiplied: an import leaves none, and reading them takes as long. */
const VACUUM = 'VACUUM incident_count';
const BARE = statement(
  'bench_dbscan',
  `SELECT cluster, count(*) FROM (
     SELECT ST_ClusterDBSCAN(geom, ${EPS}, :least::integer) OVER () AS cluster FROM bench_point
     WHERE copy <= :copies::integer
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

/** Seconds of the bare query, and the number of incidents that took as long. */
interface Bare {
  seconds: number;
  points: number;
}

/**
 * Runs the bare query on one copy of the incidents, then on two, and so on, until it takes as long as is enough or has all
 * copies. Its time grows with the square of the copies: a million incidents would take minutes, in which it cannot be
 * stopped.
 */
async function runBare(
  { database }: BenchDatabase,
  { points, copies, enough }: { points: number; copies: number; enough: number },
): Promise<Bare> {
  const bare = { seconds: 0, points: 0 };
  for (let copy = 1; copy <= copies && bare.seconds < enough; copy++) {
    bare.points = (points / copies) * copy;
    const least = Math.max(5, Math.ceil(bare.points / 100));
    bare.seconds = await secondsOf(() =>
      database.transaction({ readOnly: true, deadlineMs: BARE_DEADLINE_MS }, (session) =>
        session.query(BARE, { least, copies: copy }),
      ),
    );
  }
  return bare;
}

interface Sizes {
  graphql: number[];
  bare: Bare;
  fn: number[];
  points: number;
}

async function measure(
  full: BenchDatabase,
  runs: number,
  { copies, timesFaster }: { copies: number; timesFaster: number },
): Promise<Sizes> {
  const { database } = full;
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
  // Run each once before, since a running server has its caches filled and its code compiled.
  for (let i = 0; i < 3; i++) await answer(schema, context());
  const { graphql, fn } = await interleaved(runs, { graphql: () => answer(schema, context()), fn: call });
  const bare = await runBare(full, { points, copies, enough: timesFaster * median(graphql) });
  return { graphql, fn, bare, points };
}

/** Lines of an answer and of the bare query. */
function comparedLines({ graphql, bare, points }: Sizes, timesFaster: number, where = ''): Line[] {
  const faster = bare.seconds / median(graphql);
  const inPart = bare.points < points;
  return [
    {
      what: `HotspotClusters, ${points} incidents${where}`,
      value: seconds(graphql),
      ratio: `${inPart ? 'over ' : ''}${faster.toFixed(1)} × faster`,
      target: `≥ ${timesFaster} × faster`,
      met: faster >= timesFaster,
    },
    {
      what: `  bare ST_ClusterDBSCAN, a row per incident${inPart ? `, ${bare.points} of them` : ''}`,
      value: seconds([bare.seconds]),
    },
  ];
}

/** Measures HotspotClusters on an imported database, then on a million incidents at the same places. */
export async function benchClusters(full: BenchDatabase, runs: number): Promise<Line[]> {
  const { database } = full;
  await database.transaction({}, async (session) => {
    await session.query(ADD_POINTS);
    await session.query(ANALYZE);
  });
  const real = await measure(full, runs, { copies: 1, timesFaster: TIMES_FASTER });
  const times = Math.ceil(1_000_000 / real.points);
  await database.transaction({}, async (session) => {
    await session.query(MULTIPLY_POINTS, { times });
    await session.query(MULTIPLY_COUNTS, { times });
  });
  await database.dataSource.query(VACUUM);
  await database.transaction({}, (session) => session.query(ANALYZE));
  const million = await measure(full, runs, { copies: times, timesFaster: TIMES_FASTER_ON_MILLION });
  const growth = median(million.graphql) / median(real.graphql);
  const overhead = ({ graphql, fn }: Sizes) => median(graphql) / median(fn);
  return [
    ...comparedLines(real, TIMES_FASTER),
    {
      what: '  the function without GraphQL',
      value: seconds(real.fn),
      ratio: `GraphQL / function ${overhead(real).toFixed(2)} ×`,
      target: '≤ 1.2 ×',
      met: overhead(real) <= 1.2,
    },
    ...comparedLines(million, TIMES_FASTER_ON_MILLION, ' at the same places'),
    {
      what: '  against its own time at the real size',
      value: seconds(million.graphql),
      ratio: `${growth.toFixed(2)} ×`,
      target: '≤ 1.3 ×',
      met: growth <= 1.3,
    },
  ];
}
