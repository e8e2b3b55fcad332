import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { demonstration, REVIEWED_QUARTER, TRUTH } from '../seeds/demonstration';
import { RequestContext, type Viewer } from '../src/access';
import { AnswerCache } from '../src/analytics/analytic';
import { buildApiSchema } from '../src/api/graphql/schema';
import { seedDemonstration } from '../src/cli/demonstration';
import { findPartnership } from '../src/domain/areas';
import type { Database } from '../src/platform/database';
import { closeCompute } from '../src/platform/threads';
import type { Bench } from './backends';
import { interleaved, type Line, median, seconds, secondsOf, timeStatements } from './measure';

const DEADLINE_MS = 120_000;
/** Limit of the seconds that an answer takes beyond its statements. */
const TARGET = 0.06;

const TWO_YEARS = { from: '2007-07-01', to: '2009-06-30' };
const HALF_YEAR = { from: '2009-01-01', to: '2009-06-30' };
const THEMES = TRUTH.filter(({ planted }) => planted).map(({ theme }) => theme);

const TREND = `{
  current previous percent pValue classification perturbed
  series { month count expected lower upper } seasonalKendall { z pValue slopePerMonth months status }
  window { from to comparedFrom comparedTo clipped } asserted { value by at reason } caveats { code message }
}`;

const PROFILE = `people organisations segments(by: [AGE_BAND, SEX, ETHNICITY]) {
  ageBand sex ethnicity count share populationShare rateRatio rateRatioLower rateRatioUpper withoutRatioBecause
} leadingSegments { label share } unknown { field share } caveats { code message }`;
const RATES = `{
  rows { code name count perturbed population ratePerThousandPerYear lower upper funnel withoutRateBecause }
  pooledRate denominator features caveats { code message }
}`;

const filter = (period: object, theme?: string) =>
  JSON.stringify({ partnership: demonstration.code, period, ...(theme ? { themes: [theme] } : {}) }).replace(
    /"(\w+)":/g,
    '$1:',
  );

/** Operations to measure: complete answers, for one partnership and two years. */
const OPERATIONS: Record<string, string> = {
  'Trend, all incidents': `{ trend(where: ${filter(HALF_YEAR)}, compareWith: ROLLING_12_MONTHS) ${TREND} }`,
  'Trend, violent crime': `{ trend(where: ${filter(HALF_YEAR, 'violent-crime')}) ${TREND} }`,
  [`Trend, ${THEMES.length} themes at once`]: `{ ${THEMES.map(
    (theme, i) => `t${i}: trend(where: ${filter(HALF_YEAR, theme)}) ${TREND}`,
  ).join(' ')} }`,
  'Seasonality, all incidents': `{ seasonality(where: ${filter(TWO_YEARS)}) {
    months { month index count } chiSquare pValue peakSeasons meanDirectionMonth rayleighP status window { from to }
  } }`,
  'WeekGrid, all incidents': `{ weekGrid(where: ${filter(TWO_YEARS)}) {
    cells { dayOfWeek hour weight } method incidents excluded
  } }`,
  'VictimProfile, violent crime': `{ victimProfile(where: ${filter(TWO_YEARS, 'violent-crime')}) { ${PROFILE} } }`,
  'OffenderProfile, violent crime': `{ offenderProfile(where: ${filter(TWO_YEARS, 'violent-crime')}) { ${PROFILE}
    residence { category count share } journeyToCrime { medianMetres pairs excluded } offendersPerIncident { offenders }
  } }`,
  'AreaRates by ward, all incidents': `{
    areaRates(where: ${filter(TWO_YEARS)}, kind: WARD, denominator: RESIDENTS) ${RATES}
  }`,
  'AreaRates by ward, domestic burglary': `{
    areaRates(where: ${filter(TWO_YEARS, 'domestic-burglary')}, kind: WARD) ${RATES}
  }`,
  'PeerComparison, serious acquisitive crime': `{
    peerComparison(where: ${filter(TWO_YEARS, 'serious-acquisitive-crime')}) {
      group { year members { code name } } rows { code name rate lower upper position } score
    }
  }`,
  'QuarterlyReview, all themes': `{ quarterlyReview(partnership: "${demonstration.code}", quarter: "${REVIEWED_QUARTER}") {
    rows { theme { code name } target actual status previous percent }
  } }`,
};

/** Strategic assessment, and the limits of its seconds without and with kept answers. */
const ASSESSMENT = `{ strategicAssessment(partnership: "${demonstration.code}", period: { from: "${HALF_YEAR.from}", to: "${HALF_YEAR.to}" }) {
  partnership { code name } period { from to } comparisons
  themes {
    theme { code name } trend { classification asserted { value reason } }
    performance { label current previous percent direction } seasonality { statement peakSeasons }
    hotspots { name incidentCount hull } victims { label share } offenders { label share } unseen { line because }
  }
  parameters { name value } caveats { code message }
} }`;
const COLD = 3;
const WARM = 0.15;

async function answer(schema: GraphQLSchema, context: RequestContext, source: string): Promise<string> {
  const result = (await execute({
    schema,
    document: parse(source),
    contextValue: context,
  })) as ExecutionResult;
  if (result.errors) throw result.errors[0].originalError ?? result.errors[0];
  return JSON.stringify(result);
}

/**
 * Measures trends, profiles, rates and reviews on the demonstration, as its analyst, each against its own statements.
 */
export async function benchAnswers(bench: Bench, runs: number): Promise<Line[]> {
  const { database, remove } = await bench.fresh();
  await seedDemonstration(database, () => {});
  const { id } = await database.transaction({ readOnly: true }, (session) =>
    findPartnership(session, demonstration.code),
  );
  const viewer: Viewer = { role: 'ANALYST', scopes: [], partnershipId: id, keyId: null };
  const schema = await buildApiSchema();
  const lines: Line[] = [];
  for (const [what, source] of Object.entries(OPERATIONS)) {
    const answers = Math.max(1, source.split('where:').length - 1);
    const once = () => answer(schema, new RequestContext(viewer, database, DEADLINE_MS), source);
    for (let i = 0; i < 3; i++) await once();
    const whole: number[] = [];
    const beyond: number[] = [];
    const own: number[] = [];
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
        target: `≤ ${(1000 * TARGET * answers).toFixed(0)} ms beyond`,
        met: median(beyond) <= TARGET * answers,
      },
      { what: '  its own statements', value: seconds(own) },
    );
  }
  lines.push(...(await benchAssessment(database, viewer, schema, runs)));
  await closeCompute();
  await remove();
  return lines;
}

/** Measures the strategic assessment, computed and from kept answers, against its own statements. */
async function benchAssessment(
  database: Database,
  viewer: Viewer,
  schema: GraphQLSchema,
  runs: number,
): Promise<Line[]> {
  const answers = new AnswerCache(64 * 2 ** 20);
  const cold = () => answer(schema, new RequestContext(viewer, database, DEADLINE_MS), ASSESSMENT);
  const warm = () =>
    answer(schema, new RequestContext(viewer, database, DEADLINE_MS, undefined, answers), ASSESSMENT);
  await warm();
  const times = await interleaved(runs, { cold, warm });
  const own: number[] = [];
  for (let run = 0; run < runs; run++) own.push(await timeStatements(database, cold));
  const [anew, kept] = [median(times.cold), median(times.warm)];
  return [
    { what: 'StrategicAssessment', value: seconds(times.cold), target: `≤ ${COLD} s`, met: anew <= COLD },
    { what: '  its own statements, some at the same time', value: seconds(own) },
    { what: '  kept', value: seconds(times.warm), target: `≤ ${1000 * WARM} ms`, met: kept <= WARM },
  ];
}
