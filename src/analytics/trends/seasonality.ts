import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { type Caveat, CaveatCode, caveat } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { type MonthlySeries, SEASONS, type SeasonTest, seasonTest } from '../../platform/statistics';
import { Analytic, type AnalyticContext, countedFrom, filterParameters, listParameters } from '../analytic';
import { MAX_MONTHS, MIN_MONTHS } from './dispersion';
import { Season, type SeasonalLevel, SeasonalPattern } from './seasonality.type';
import { seriesOfMonths } from './series';
import { monthsTo, tallies } from './tallies';
import { isPerturbed } from './trend';
import { HistoryStatus } from './trend.type';

/** Seasons in the order of assessments, spring first. */
const IN_ORDER = [Season.SPRING, Season.SUMMER, Season.AUTUMN, Season.WINTER];

/** The season of a calendar month, 0 for January. */
function seasonOf(month: number): Season {
  return Season[SEASONS[Math.floor(((month + 1) % 12) / 3)]];
}

/** Incidents by calendar month, January first; null for those of which no month is known. */
function countByMonth({ counts, first }: MonthlySeries): (number | null)[] {
  const byMonth = new Array<number | null>(12).fill(null);
  counts.forEach((count, i) => {
    const month = (first + i) % 12;
    byMonth[month] = sumOfKnown([byMonth[month], count]);
  });
  return byMonth;
}

/** Sum of the counts that are known; null where none is. */
function sumOfKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** Level of the nth part of the year, out of `count` tested parts. */
function levelOf(found: SeasonTest | null, nth: number, count: number | null): SeasonalLevel {
  const { index = null, lower = null, upper = null } = found?.indices[nth] ?? {};
  return { index, lower, upper, count };
}

/** Seasonal tests of a series. */
interface FoundSeason {
  byMonth: SeasonTest | null;
  bySeason: SeasonTest | null;
  status: HistoryStatus;
  /** Reasons why levels of calendar months, or of seasons, are missing. */
  caveats: Caveat[];
}

function findSeason(series: MonthlySeries): FoundSeason {
  const known = series.counts.filter((count) => count !== null).length;
  const byMonth = seasonTest(series);
  const bySeason = seasonTest(series, 'SEASON');
  if (byMonth) return { byMonth, bySeason, status: HistoryStatus.OK, caveats: [] };
  if (known < MIN_MONTHS)
    return {
      ...{ byMonth, bySeason, status: HistoryStatus.NOT_ENOUGH_HISTORY },
      caveats: [
        caveat(
          CaveatCode.NOT_ENOUGH_DATA,
          `A season needs at least ${MIN_MONTHS} months; there are ${known}.`,
        ),
      ],
    };
  return {
    ...{ byMonth, bySeason, status: HistoryStatus.NOT_ENOUGH_DATA },
    caveats: [
      caveat(
        CaveatCode.NOT_ENOUGH_DATA,
        bySeason
          ? 'There are too few incidents to tell calendar months apart: the four seasons are compared instead.'
          : 'There are too few incidents to tell a season.',
      ),
    ],
  };
}

@ArgsType()
export class SeasonalityArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse; the months end with the period.' })
  where!: IncidentFilter;
}

@Resolver()
export class SeasonalityResolver {
  @Analytic(() => SeasonalPattern, {
    description:
      'Seasonality of the incidents of a filter, from 24 to 36 whole months that end with the period: an index by ' +
      'calendar month and by season, free of trend; a test of whether there is a season at all, which allows for ' +
      'trend and dispersion; and the seasons that stand out.',
    cost: 1000,
    needs: Needs.COUNTS,
    exports: [{ rows: 'months', columns: 'month count index lower upper' }],
  })
  async seasonality(context: AnalyticContext, { where }: SeasonalityArgs): Promise<SeasonalPattern> {
    const { selection, periods, counts, caveats } = await context.loader(tallies).load({
      context,
      where,
      plan: ({ to }, known) => monthsTo(to, MAX_MONTHS, known),
    });
    const series = seriesOfMonths(periods, counts);
    const { byMonth, bySeason, status, caveats: seasonCaveats } = findSeason(series);
    const tested = byMonth ?? bySeason;
    const byCalendar = countByMonth(series);
    return {
      months: byCalendar.map((count, i) => ({ month: i + 1, ...levelOf(byMonth, i, count) })),
      seasons: IN_ORDER.map((season) => {
        const own = byCalendar.filter((_, month) => seasonOf(month) === season);
        return { season, ...levelOf(bySeason, SEASONS.indexOf(season), sumOfKnown(own)) };
      }),
      fStatistic: tested?.f ?? null,
      dispersion: tested?.dispersion.value ?? null,
      pValue: tested?.p ?? null,
      peakSeasons: IN_ORDER.filter((season) => tested?.peaks.includes(season)),
      meanDirectionMonth: byMonth?.direction ?? null,
      status,
      window: periods.length > 0 ? { from: periods[0].from, to: periods.at(-1)!.to } : null,
      perturbed: isPerturbed(selection),
      parameters: [
        ...listParameters({ mostMonths: MAX_MONTHS, leastMonths: MIN_MONTHS, leastMean: 5 }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: [...caveats, ...seasonCaveats],
    };
  }
}

/** The seasons of a filter, for other analytics. */
export const { seasonality } = SeasonalityResolver.prototype;
