import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { CaveatCode, caveatIf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { daysIn } from '../../platform/calendar';
import { seasonality as seasonalIndex } from '../../platform/statistics';
import { Analytic, type AnalyticContext, filterParameters, listParameters } from '../analytic';
import { Season, SeasonalPattern, type SeasonMonth } from './seasonality.type';
import { monthsTo, tallies } from './tallies';
import { isPerturbed, LEAST_MONTHS, MOST_MONTHS } from './trend';
import { HistoryStatus } from './trend.type';

/** Calendar months of each season, 0 for January. */
const SEASONS: readonly (readonly [Season, readonly number[]])[] = [
  [Season.SPRING, [2, 3, 4]],
  [Season.SUMMER, [5, 6, 7]],
  [Season.AUTUMN, [8, 9, 10]],
  [Season.WINTER, [11, 0, 1]],
];
/** Index from which on a season is a peak. */
const PEAK = 105;
const SIGNIFICANT = 0.05;

/** Seasons that stand out of an index by month. */
function peaks(index: Float64Array): Season[] {
  return SEASONS.filter(
    ([, months]) => months.reduce((sum, month) => sum + index[month], 0) / months.length >= PEAK,
  ).map(([season]) => season);
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
    nullable: true,
    description:
      'Seasonality of the incidents of a filter, from 24 to 36 whole months that end with the period: an ' +
      'index by calendar month, a test for equal months, and the seasons that stand out.',
    needs: Needs.COUNTS,
    exports: [{ rows: 'months', columns: 'month count index' }],
  })
  async seasonality(context: AnalyticContext, { where }: SeasonalityArgs): Promise<SeasonalPattern> {
    const { selection, periods, counts, caveats } = await context.loader(tallies).load({
      context,
      where,
      plan: ({ to }, known) => monthsTo(to, MOST_MONTHS, known),
    });
    const calendarMonths = periods.map(({ from }) => Number(from.slice(5, 7)) - 1);
    const known = periods.filter((_, i) => counts[i] !== null);
    const knownMonths = new Set(calendarMonths.filter((_, i) => counts[i] !== null));
    const enough = known.length >= LEAST_MONTHS && knownMonths.size === 12;
    const found = enough
      ? seasonalIndex(counts, Float64Array.from(periods, daysIn), calendarMonths[0])
      : null;
    const months = Array.from(
      { length: 12 },
      (_, month): SeasonMonth => ({
        month: month + 1,
        index: found?.index[month] ?? null,
        count: counts.reduce<number>((sum, count, i) => sum + (calendarMonths[i] === month ? count! : 0), 0),
      }),
    );
    return {
      months,
      chiSquare: found?.chiSquare ?? null,
      pValue: found?.p ?? null,
      peakSeasons: found && found.p < SIGNIFICANT ? peaks(found.index) : [],
      meanDirectionMonth: found?.direction ?? null,
      rayleighP: found?.rayleighP ?? null,
      status: enough ? HistoryStatus.OK : HistoryStatus.NOT_ENOUGH_HISTORY,
      window: periods.length > 0 ? { from: periods[0].from, to: periods.at(-1)!.to } : null,
      perturbed: isPerturbed(selection),
      parameters: [
        ...listParameters({ mostMonths: MOST_MONTHS, leastMonths: LEAST_MONTHS, peakIndex: PEAK }),
        ...filterParameters(where, selection),
      ],
      dataVersion: selection.dataVersion,
      caveats: [
        ...caveats,
        ...caveatIf(
          !enough,
          CaveatCode.NOT_ENOUGH_DATA,
          `A season needs at least ${LEAST_MONTHS} months; there are ${known.length}.`,
        ),
        ...caveatIf(
          enough && !found,
          CaveatCode.NOT_ENOUGH_DATA,
          'There are no incidents, so no season can be told.',
        ),
      ],
    };
  }
}

/** The seasons of a filter, for other analytics. */
export const { seasonality } = SeasonalityResolver.prototype;
