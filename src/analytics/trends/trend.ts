import { ValidateNested } from 'class-validator';
import { Arg, ArgsType, Ctx, Field, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveat } from '../../domain/caveats';
import { IncidentFilter, type KnownDays, Needs, type Selection } from '../../domain/incidents';
import { addMonths, cutAtMonths, daysIn, intersection, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { poissonPrediction, seasonalKendall } from '../../platform/statistics';
import { Analytic, type AnalyticContext, filterParameters, listParameters, span } from '../analytic';
import { AssertedTrend, AssertTrendInput } from './asserted-trend.type';
import { assertedTrends, assertTrend, judgedTrend } from './asserted-trends';
import { type Change, changeBetween } from './change';
import { Classification, classify } from './classification';
import { comparisonCaveats, comparisonParameters } from './comparison';
import { ComparisonArgs, comparisonOf, DEFAULT_COMPARISON } from './comparison.input';
import { countPeriods } from './counts.queries';
import { monthsTo, type Tally, tallies } from './tallies';
import { HistoryStatus, type SeasonalKendallTrend, Trend, type TrendMonth } from './trend.type';
import { boundedClassification, shareCaveat, sharesDiffer } from './unlocated';
import { type ComparedWindows, type Comparison, comparedOf, type Windows, windowsFor } from './windows';

/** Months that a trend or a season is made of, at most and at least. */
export const MOST_MONTHS = 36;
export const LEAST_MONTHS = 24;
/** Earlier years that a month is held against. */
const YEARS_BEFORE = 3;
const CONFIDENCE = 0.95;

/** A selection and the two windows in which its counts are to be compared. */
export interface Comparable {
  selection: Selection;
  windows: ComparedWindows;
}

/** A change and what it comes to. */
export type ClassifiedChange = Change & { classification: Classification };

/** Compares the counts of two windows and classifies the change. */
export function classifiedChange(
  current: number,
  previous: number,
  windows: ComparedWindows,
): ClassifiedChange {
  const change = changeBetween(current, previous, windows);
  return { ...change, classification: classify(change) };
}

/**
 * The counts of the two windows of each selection and what their change comes to, in one statement whatever the
 * number of selections. Selections must be resolved for a time that holds both windows.
 */
export async function compareWindows(session: Session, asked: Comparable[]): Promise<ClassifiedChange[]> {
  const counts = await countPeriods(
    session,
    asked.map(({ selection, windows }) => ({ selection, periods: [windows.current, windows.previous] })),
  );
  return asked.map(({ windows }, i) => classifiedChange(counts[i][0], counts[i][1], windows));
}

/** Whether protected cells take part in an answer. */
export function isPerturbed({ exactCells, cellSources }: Selection): boolean {
  return !exactCells && cellSources.length > 0;
}

/** @throws Problem NOT_ENOUGH_DATA where a period lies outside all that is known. */
function checkKnown(period: Period, { stretches }: KnownDays): void {
  if (stretches.length === 0)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      'There is no day that all the sources have delivered and in which all the areas are there. Name fewer of them.',
    );
  const known = { from: stretches[0].from, to: stretches.at(-1)!.to };
  if (!intersection(period, known))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `The period lies outside the time that there are data for: ${span(known)}. Ask for days within it.`,
    );
}

/** Why nothing of a period can be counted. */
function uncountedCaveats({ period, known }: Selection): Caveat[] {
  return [
    known.monthsOnly && !cutAtMonths(period).whole
      ? caveat(
          CaveatCode.PART_MONTHS_LEFT_OUT,
          'The sources only tell the month, and the period holds no whole month: nothing can be counted.',
        )
      : caveat(
          CaveatCode.HOLE_IN_COVERAGE,
          'No month of the period that could be counted was delivered: its count is unknown, not zero.',
        ),
  ];
}

/** The months of a tally, from the given one of its periods on: the last of them, each beside its band. */
function seriesOf({ periods, counts }: Tally, first: number): TrendMonth[] {
  const months = periods.slice(first).map(({ from, to }, i) => ({ from, to, count: counts[first + i] }));
  const byStart = new Map(months.map((month) => [month.from, month]));
  return months.slice(-MOST_MONTHS).map(({ from, to, count }) => {
    const before = Array.from({ length: YEARS_BEFORE }, (_, i) =>
      byStart.get(addMonths(from, -12 * (i + 1))),
    );
    const seen = before.flatMap((month) =>
      month?.count == null ? [] : { from: month.from, to: month.to, count: month.count },
    );
    return { month: from.slice(0, 7), count, ...bandOf(seen, daysIn({ from, to })) };
  });
}

/** What the same months of earlier years let expect of a month with so many days. */
function bandOf(
  seen: (Period & { count: number })[],
  days: number,
): Pick<TrendMonth, 'expected' | 'lower' | 'upper'> {
  if (seen.length === 0) return { expected: null, lower: null, upper: null };
  const count = seen.reduce((sum, month) => sum + month.count, 0);
  const exposure = seen.reduce((sum, month) => sum + daysIn(month), 0);
  return { expected: (count * days) / exposure, ...poissonPrediction(count, exposure, days, CONFIDENCE) };
}

function trendOverMonths(series: TrendMonth[]): SeasonalKendallTrend {
  const months = series.filter(({ count }) => count !== null).length;
  if (months < LEAST_MONTHS)
    return { z: null, pValue: null, slopePerMonth: null, months, status: HistoryStatus.NOT_ENOUGH_HISTORY };
  const { z, p, slope } = seasonalKendall(
    series.map(({ count }) => count),
    12,
  );
  return { z, pValue: p, slopePerMonth: slope, months, status: HistoryStatus.OK };
}

/** What to say of windows whose shares of rows without a place differ; null where they do not. */
function unevenShares(
  { counts, unlocated }: Tally,
  windows: ComparedWindows,
): { classification: Classification; caveat: Caveat } | null {
  const [current, previous] = unlocated.map((each, i) => ({ ...each, count: counts[i]! }));
  if (!sharesDiffer(current, previous)) return null;
  return {
    classification: boundedClassification(current, previous, windows),
    caveat: shareCaveat(current, previous),
  };
}

/** Incidents in both windows of a comparison, then in the months up to the period's end. */
function tallyTrend(
  context: AnalyticContext,
  where: IncidentFilter,
  comparison: Comparison | Period,
): Promise<Tally> {
  return context.loader(tallies).load({
    context,
    where,
    unlocated: 2,
    plan: (period, known) => {
      checkKnown(period, known);
      const windows = windowsFor(period, comparison, known);
      return [
        windows?.current ?? { ...period, counted: [] },
        windows?.previous ?? { ...period, counted: [] },
        ...monthsTo(period.to, MOST_MONTHS + 12 * YEARS_BEFORE, known),
      ];
    },
  });
}

/** First and last day of both windows; null for the second where there is nothing to compare with. */
function windowTold({ current, previous, clipped }: Windows): NonNullable<Trend['window']> {
  return {
    from: current.from,
    to: current.to,
    comparedFrom: previous?.from ?? null,
    comparedTo: previous?.to ?? null,
    clipped,
  };
}

@ArgsType()
export class TrendArgs extends ComparisonArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;
}

@Resolver(() => Trend)
export class TrendResolver {
  @Analytic(() => Trend, {
    nullable: true,
    description:
      'Trend of a filter: two windows compared by the E-test and classified in the words of a strategic ' +
      'assessment, up to 36 months with prediction limits from earlier years, the Seasonal Kendall test ' +
      'over them, and the judgements of people.',
    needs: ({ compareWithPeriod }: TrendArgs) =>
      compareWithPeriod && cutAtMonths(compareWithPeriod).parts.length > 0
        ? Needs.PARTS_OF_MONTHS
        : Needs.COUNTS,
    defaults: { compareWith: DEFAULT_COMPARISON },
    exports: [
      {
        columns:
          'current previous percent basis pValue classification perturbed ' +
          'seasonalKendall { seasonalKendallZ: z seasonalKendallPValue: pValue slopePerMonth: slopePerMonth ' +
          'months: months } ' +
          'window { from: from to: to comparedFrom: comparedFrom comparedTo: comparedTo clipped: clipped }',
      },
      { name: 'trend-months', rows: 'series', columns: 'month count expected lower upper' },
    ],
  })
  async trend(context: AnalyticContext, args: TrendArgs): Promise<Trend> {
    const { where } = args;
    const comparison = comparisonOf(args);
    const tally = await tallyTrend(context, where, comparison);
    const { selection, counts } = tally;
    const windows = windowsFor(selection.period, comparison, selection.known);
    const compared = comparedOf(windows);
    const change = compared && classifiedChange(counts[0]!, counts[1]!, compared);
    const uneven = compared && unevenShares(tally, compared);
    const series = seriesOf(tally, 2);
    return {
      current: counts[0],
      previous: change?.previousCount ?? null,
      percent: change?.percent ?? null,
      basis: change?.basis ?? null,
      pValue: change?.pValue ?? null,
      classification: uneven?.classification ?? change?.classification ?? Classification.INSUFFICIENT_DATA,
      perturbed: isPerturbed(selection),
      series,
      seasonalKendall: trendOverMonths(series),
      window: windows && windowTold(windows),
      judged: judgedTrend(where, selection),
      parameters: [
        ...comparisonParameters(comparison, windows),
        ...listParameters({ mostMonths: MOST_MONTHS, yearsBefore: YEARS_BEFORE, confidence: CONFIDENCE }),
        ...filterParameters(where, selection),
      ],
      dataVersion: selection.dataVersion,
      caveats: [
        ...tally.caveats,
        ...(windows ? [] : uncountedCaveats(selection)),
        ...comparisonCaveats(windows),
        ...(uneven ? [uneven.caveat] : []),
      ],
    };
  }

  @FieldResolver(() => AssertedTrend, {
    nullable: true,
    description:
      'Current judgement of the trend, where the filter is exactly one theme of the partnership in this ' +
      'period; else null.',
  })
  async asserted(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend | null> {
    return judged && ((await context.loader(assertedTrends).load(judged))[0] ?? null);
  }

  @FieldResolver(() => [AssertedTrend], {
    description: 'All judgements of the trend, the newest first; the first is `asserted`.',
  })
  assertedHistory(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend[]> {
    return judged ? context.loader(assertedTrends).load(judged) : Promise.resolve([]);
  }

  @Mutation(() => AssertedTrend, {
    description:
      'Records a judgement of the trend of a theme in a period. Needs a key of the partnership with the ' +
      'role ADMIN or the scope edit. CONFLICT where the version is not the current one.',
  })
  assertTrend(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssertTrendInput, { description: 'Judgement to record.' }) input: AssertTrendInput,
  ): Promise<AssertedTrend> {
    return assertTrend(context, input);
  }
}

/** The trend of a filter, for other analytics. */
export const { trend } = TrendResolver.prototype;
