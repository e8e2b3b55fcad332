import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { demonstration, REVIEWED_QUARTER } from '../seeds/demonstration';
import { RequestContext, type Viewer } from '../src/access';
import { findPartnership } from '../src/areas';
import { seedDemonstration } from '../src/ingest';
import { buildApiSchema } from '../src/schema';
import type { Bench } from './backends';
import { type Line, median, seconds, secondsOf, timeStatements } from './measure';

const DEADLINE_MS = 120_000;
/** Seconds that an answer may take beyond its statements. */
const TARGET = 0.06;

const where = (themes: string) =>
  `where: { partnership: "${demonstration.code}", period: { from: "2007-07-01", to: "2009-06-30" }${themes} }`;
const RATES = `{
  rows { code name count perturbed population ratePerThousandPerYear lower upper funnel withoutRateBecause }
  pooledRate denominator features caveats
}`;

/** What is measured: all of an answer, for one partnership and two years. */
const OPERATIONS: Record<string, string> = {
  'AreaRates by ward, all incidents': `{ areaRates(${where('')}, kind: WARD, denominator: RESIDENTS) ${RATES} }`,
  'AreaRates by ward, domestic burglary': `{
    areaRates(${where(', themes: ["domestic-burglary"]')}, kind: WARD) ${RATES}
  }`,
  'PeerComparison, serious acquisitive crime': `{
    peerComparison(${where(', themes: ["serious-acquisitive-crime"]')}) {
      group { year members { code name } } rows { code name rate lower upper position } score
    }
  }`,
  'QuarterlyReview, all themes': `{ quarterlyReview(partnership: "${demonstration.code}", quarter: "${REVIEWED_QUARTER}") {
    rows { theme { code name } target actual status previous percent }
  } }`,
};

async function answer(schema: GraphQLSchema, context: RequestContext, source: string): Promise<string> {
  const result = (await execute({
    schema,
    document: parse(source),
    contextValue: context,
  })) as ExecutionResult;
  if (result.errors) throw result.errors[0].originalError ?? result.errors[0];
  return JSON.stringify(result);
}

/** Measures rates, peers and the quarterly review on the demonstration, as its analyst, each beside its own statements. */
export async function benchRates(bench: Bench, runs: number): Promise<Line[]> {
  const { database, remove } = await bench.fresh();
  await seedDemonstration(database, () => {});
  const { id } = await database.transaction({ readOnly: true }, (session) =>
    findPartnership(session, demonstration.code),
  );
  const viewer: Viewer = { role: 'ANALYST', scopes: [], partnershipId: id, keyId: null };
  const schema = await buildApiSchema();
  const lines: Line[] = [];
  for (const [what, source] of Object.entries(OPERATIONS)) {
    const once = () => answer(schema, new RequestContext(viewer, database, DEADLINE_MS), source);
    for (let i = 0; i < 3; i++) await once();
    const whole: number[] = [];
    const own: number[] = [];
    const beyond: number[] = [];
    for (let run = 0; run < runs; run++) {
      let total = 0;
      const sql = await timeStatements(database, async () => {
        total = await secondsOf(once);
      });
      whole.push(total);
      own.push(sql);
      beyond.push(total - sql);
    }
    lines.push(
      {
        what,
        value: seconds(whole),
        ratio: `${seconds(beyond)} beyond its SQL`,
        target: `≤ ${1000 * TARGET} ms beyond`,
        met: median(beyond) <= TARGET,
      },
      { what: '  its own statements', value: seconds(own) },
    );
  }
  await remove();
  return lines;
}
