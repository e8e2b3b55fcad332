import { ValidateNested } from 'class-validator';
import { Arg, ArgsType, Ctx, Field, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import { IncidentFilter, type KnownDays, Needs, type Selection } from '../../domain/incidents';
import { cutAtMonths, intersection, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import {
  type Dispersion,
  type MonthlySeries,
  monthlyBands,
  seasonalKendall,
  serialCorrelation,
} from '../../platform/statistics';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  span,
} from '../analytic';
import { AssertedTrend, AssertTrendInput } from './asserted-trend.type';
import { assertedTrends, assertTrend, judgedTrend } from './asserted-trends';
import { type Change, changeBetween } from './change';
import { Classification, classify } from './classification';
import { comparisonCaveats, comparisonParameters, uncomparedCaveats } from './comparison';
import { ComparisonArgs, DEFAULT_COMPARISON, namedComparison } from './comparison.input';
import { dispersionCaveats, dispersionFor, dispersionParameters, MAX_MONTHS, MIN_MONTHS } from './dispersion';
import { seriesOfMonths } from './series';
import { monthsTo, type Tally, tallies } from './tallies';
import { HistoryStatus, type SeasonalKendallTrend, Trend, TrendMonth } from './trend.type';
import { boundedClassification, shareCaveat, sharesDiffer } from './unlocated';
import { type ComparedWindows, type Comparison, comparedOf, type Windows, windowsFor } from './windows';

const CONFIDENCE = 0.95;

/** Change with its classification. */
export type ClassifiedChange = Change & { classification: Classification };

/**
 * Compares the counts of two windows and classifies the change.
 *
 * @param dispersion dispersion of the series; null: unknown.
 */
export function classifiedChange(
  current: number,
  previous: number,
  windows: ComparedWindows,
  dispersion: Dispersion | null,
): ClassifiedChange {
  const change = changeBetween(current, previous, windows, dispersion);
  return { ...change, classification: classify(change) };
}

/** Whether protected cells take part in an answer. */
export function isPerturbed({ exactCells, cellSources }: Selection): boolean {
  return !exactCells && cellSources.length > 0;
}

/** @throws Problem NOT_ENOUGH_DATA where a period lies outside the known days. */
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

/** Reason why nothing of a period can be counted. */
function uncountedCaveat({ period, known }: Selection): Caveat {
  return known.monthsOnly && !cutAtMonths(period).whole
    ? caveat(
        CaveatCode.PART_MONTHS_LEFT_OUT,
        'The sources only tell the month, and the period holds no whole month: nothing can be counted.',
      )
    : caveat(
        CaveatCode.HOLE_IN_COVERAGE,
        'No month of the period that could be counted was delivered: its count is unknown, not zero.',
      );
}

/** Caveats of a tally and of the windows in it. */
function countCaveats({ selection, caveats }: Tally, windows: Windows | null): Caveat[] {
  if (windows) return [...caveats, ...comparisonCaveats(windows), ...uncomparedCaveats(windows)];
  const uncounted = uncountedCaveat(selection);
  // That all of the period is left out includes which parts of months are.
  return [
    ...caveats.filter(({ code }) => code !== CaveatCode.PART_MONTHS_LEFT_OUT || code !== uncounted.code),
    uncounted,
  ];
}

/** Months of a series, each with the number predicted from the others. */
function toMonths(months: readonly Period[], series: MonthlySeries): TrendMonth[] {
  const bands = monthlyBands(series, CONFIDENCE);
  return months.map(({ from }, i) => ({
    month: from.slice(0, 7),
    count: series.counts[i],
    expected: bands?.[i]?.expected ?? null,
    lower: bands?.[i]?.lower ?? null,
    upper: bands?.[i]?.upper ?? null,
  }));
}

function trendOverMonths({ counts }: MonthlySeries): SeasonalKendallTrend {
  const months = counts.filter((count) => count !== null).length;
  if (months < MIN_MONTHS)
    return { z: null, pValue: null, slopePerMonth: null, months, status: HistoryStatus.NOT_ENOUGH_HISTORY };
  const { z, p, slope } = seasonalKendall(counts, 12);
  return { z, pValue: p, slopePerMonth: slope, months, status: HistoryStatus.OK };
}

/** Serial correlation above which the tests of a series are said to find changes too often. */
const NOTABLE_CORRELATION = 0.3;

/** Caveat on months that resemble the one before. */
function correlationCaveats(series: MonthlySeries): Caveat[] {
  const correlation = serialCorrelation(series) ?? 0;
  return caveatIf(
    correlation > NOTABLE_CORRELATION,
    CaveatCode.SERIAL_CORRELATION,
    `A month resembles the one before it (correlation ${correlation.toFixed(2)} beside season and trend), so the tests find ` +
      'changes and trends more often than their p-values say: at 0.5 two to three times as often.',
  );
}

/**
 * Classification and caveat for windows with different shares of rows without a place; null where they do not differ.
 */
function unevenShares(
  { hotspot }: IncidentFilter,
  { counts, unlocated }: Tally,
  windows: ComparedWindows,
  dispersion: Dispersion | null,
): { classification: Classification; caveat: Caveat } | null {
  const [current, previous] = unlocated.map((each, i) => ({ ...each, count: counts[i]! }));
  // A hotspot is its places: what has no place is of none.
  if (hotspot || !sharesDiffer(current, previous)) return null;
  return {
    classification: boundedClassification(current, previous, windows, dispersion),
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
        ...monthsTo(period.to, MAX_MONTHS, known),
      ];
    },
  });
}

/** Fields of a change; all null where nothing is compared. */
function changeFields(
  change: Change | null,
): Pick<Trend, 'previous' | 'percent' | 'percentOf' | 'lower' | 'upper' | 'pValue'> {
  const { previousCount: previous = null, percent = null, percentOf = null } = change ?? {};
  const { lower = null, upper = null, pValue = null } = change ?? {};
  return { previous, percent, percentOf, lower, upper, pValue };
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
    description:
      'Trend of a filter: two windows compared by an exact test that allows for the dispersion of the counts, ' +
      'classified in the words of a strategic assessment; up to 36 months with prediction limits, the Seasonal ' +
      'Kendall test over them, and the judgements of people.',
    cost: 1000,
    needs: ({ compareWithPeriod }: TrendArgs) =>
      compareWithPeriod && cutAtMonths(compareWithPeriod).parts.length > 0
        ? Needs.PARTS_OF_MONTHS
        : Needs.COUNTS,
    exports: [
      {
        columns:
          'current previous percent percentOf lower upper pValue dispersion classification perturbed ' +
          'seasonalKendall { seasonalKendallZ: z seasonalKendallPValue: pValue slopePerMonth: slopePerMonth ' +
          'months: months } ' +
          'window { from: from to: to comparedFrom: comparedFrom comparedTo: comparedTo clipped: clipped }',
      },
      { name: 'trend-months', rows: 'series', columns: 'month count expected lower upper' },
    ],
  })
  async trend(context: AnalyticContext, args: TrendArgs): Promise<Trend> {
    const { where } = args;
    const comparison = namedComparison(args) ?? DEFAULT_COMPARISON;
    const tally = await tallyTrend(context, where, comparison);
    const { selection, counts } = tally;
    const windows = windowsFor(selection.period, comparison, selection.known);
    const months = tally.periods.slice(2);
    const series = seriesOfMonths(months, counts.slice(2));
    const dispersion = await dispersionFor(context, where, months, series.counts);
    const compared = comparedOf(windows);
    const change = compared && classifiedChange(counts[0]!, counts[1]!, compared, dispersion);
    const uneven = compared && unevenShares(where, tally, compared, dispersion);
    return {
      current: counts[0],
      ...changeFields(change),
      dispersion: dispersion?.value ?? null,
      classification: uneven?.classification ?? change?.classification ?? Classification.INSUFFICIENT_DATA,
      perturbed: isPerturbed(selection),
      months,
      monthly: series,
      seasonalKendall: trendOverMonths(series),
      window: windows && windowTold(windows),
      judged: judgedTrend(where, selection),
      parameters: [
        ...comparisonParameters(comparison, windows),
        ...dispersionParameters(dispersion),
        ...listParameters({ mostMonths: MAX_MONTHS, confidence: CONFIDENCE }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: [
        ...countCaveats(tally, windows),
        ...(compared ? dispersionCaveats(dispersion) : []),
        ...[...(uneven ? [uneven.caveat] : []), ...correlationCaveats(series)],
      ],
    };
  }

  @FieldResolver(() => [TrendMonth], {
    description: 'Up to 36 whole months that end with the period, oldest first.',
  })
  series(@Root() { months, monthly }: Trend): TrendMonth[] {
    return toMonths(months, monthly);
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
