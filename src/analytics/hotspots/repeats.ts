import { ArrayMaxSize, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, Int, Resolver } from 'type-graphql';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { fitSources, IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import { addMonths, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import type { NearRepeat } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import { Analytic, type AnalyticContext, countedFrom, filterParameters, listParameters } from '../analytic';
import { countRepeats, selectTimedPoints } from './repeats.queries';
import {
  DistanceMetric,
  type NearRepeatBand,
  NearRepeats,
  RepeatUnit,
  RepeatVictimisation,
} from './repeats.type';

/** Maximum number of months between two incidents of a repeat. */
const MONTHS_BACK = 12;

/** Maximum number of incidents of a near-repeat test, since all pairs are compared in memory. */
const MAX_INCIDENTS = 20_000;
/** Maximum number of pairs closer than the last distance band, since they are kept in memory. */
const MAX_PAIRS = 5_000_000;
/** Maximum of close pairs × permutations: about 20 seconds of one core. */
const MAX_WORK = 1e9;
/** Value of close pairs × permutations up to which the test takes a few milliseconds. */
const LIGHT_WORK = 200_000;

type Source = Selection['recordSources'][number];

/** Advice where the sources cannot answer. */
const ADVICE = 'Name sources with exact places and days.';

/** Reason why the places of a source cannot show repeats; null where they can. */
function snappedPlaces({ snapped }: Source): string | null {
  return snapped ? 'its places are anonymous map points, each standing for several addresses' : null;
}

/** Reason why a source cannot show distances in space and time; null where it can. */
function coarsePlaceOrTime(source: Source): string | null {
  return source.resolution === 'MONTH' ? 'it tells only the month' : snappedPlaces(source);
}

function leftOut(n: number, code: CaveatCode, why: string): Caveat[] {
  return caveatIf(n > 0, code, `${n} incidents ${why} are left out.`);
}

function checkBands(field: string, starts: number[]): void {
  const ascend = starts.every((start, i) => (i === 0 ? start === 0 : start > starts[i - 1]));
  if (starts.length < 2 || starts.length > 20 || !ascend)
    throw new Problem('BAD_USER_INPUT', `${field} must be 2 to 20 numbers that begin at 0 and ascend.`, {
      field,
    });
}

function checkWork(pairs: number, permutations: number): void {
  if (pairs > MAX_PAIRS)
    throw new Problem(
      'TOO_LARGE',
      `${pairs} pairs of incidents are closer than the last distance band; ${MAX_PAIRS} fit. Let the last band begin ` +
        'nearer, or narrow the filter.',
      { limit: MAX_PAIRS },
    );
  if (pairs * permutations > MAX_WORK) {
    const limit = Math.floor(MAX_WORK / pairs);
    throw new Problem(
      'TOO_LARGE',
      `With ${pairs} pairs closer than the last distance band, ${limit} permutations fit. Take fewer, let the last ` +
        'band begin nearer, or narrow the filter.',
      { limit },
    );
  }
}

/** Table of a test as rows; the last band of distances and of times is open. */
function bandsOf(table: NearRepeat, distances: number[], times: number[]): NearRepeatBand[] {
  return distances.flatMap((distanceFrom, d) =>
    times.map(
      (daysFrom, t): NearRepeatBand => ({
        distanceFrom,
        distanceTo: distances[d + 1] ?? null,
        daysFrom,
        daysTo: times[t + 1] ?? null,
        observed: table.observed[d][t],
        expected: table.expected[d][t],
        ratio: table.ratio[d][t],
        pValue: table.p[d][t],
      }),
    ),
  );
}

@ArgsType()
export class RepeatArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => RepeatUnit, {
    defaultValue: RepeatUnit.PLACE,
    description: 'Unit that is victimised again.',
  })
  by!: RepeatUnit;
}

@ArgsType()
export class NearRepeatArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse, 20,000 at most.' })
  where!: IncidentFilter;

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 100, 200, 400],
    description:
      'Lower bounds of the distance bands in metres, ascending from 0. Each band ends where the next ' +
      'begins; the last is open.',
  })
  distanceBands!: number[];

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 7, 14, 28],
    description:
      'Lower bounds of the time bands in days, ascending from 0. Each band ends where the next begins; ' +
      'the last is open.',
  })
  dayBands!: number[];

  @Field(() => DistanceMetric, {
    defaultValue: DistanceMetric.EUCLIDEAN,
    description: 'Measure of distance.',
  })
  metric!: DistanceMetric;

  @IsInt()
  @Min(19)
  @Max(9_999)
  @Field(() => Int, {
    defaultValue: 999,
    description:
      'Number of permutations of the days, 19 to 9,999, such as 999. The smallest possible p-value is 1 / ' +
      '(permutations + 1).',
  })
  permutations!: number;

  @IsInt()
  @Field(() => Int, {
    defaultValue: 1,
    description: 'Seed of the random numbers, such as 1: equal data, parameters and seed give equal answers.',
  })
  seed!: number;
}

type TimedPoints = Awaited<ReturnType<typeof selectTimedPoints>>['points'];

/**
 * Observed and expected pairs by distance and time band.
 *
 * @throws Problem TOO_LARGE where there are too many incidents, or too many pairs to permute.
 */
async function knoxTable(
  context: AnalyticContext,
  points: TimedPoints,
  { distanceBands: distances, dayBands: times, metric, permutations, seed }: NearRepeatArgs,
) {
  const incidents = points.days.length;
  if (incidents > MAX_INCIDENTS)
    throw new Problem(
      'TOO_LARGE',
      `The filter has ${incidents} incidents; ${MAX_INCIDENTS} fit. Narrow the period, the area or the themes.`,
      { limit: MAX_INCIDENTS },
    );
  const pairs = await compute(
    'countClosePairs',
    [points, distances.at(-1)!, metric],
    context,
    incidents < 1_000,
  );
  checkWork(pairs, permutations);
  return compute(
    'nearRepeat',
    [points, { distances, times, metric, permutations, seed }],
    context,
    pairs * permutations < LIGHT_WORK,
  );
}

@Resolver()
export class RepeatResolver {
  @Analytic(() => RepeatVictimisation, {
    description:
      'Repeat victimisation of a filter, by the day of occurredFrom in Europe/London. Not for sources ' +
      'whose places are anonymous map points (NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the ' +
      'role ANALYST.',
    cost: 3000,
    needs: Needs.PLACES,
    exports: [{ columns: 'by units repeatUnits incidents repeatIncidents repeatShare' }],
  })
  repeatVictimisation(context: AnalyticContext, { where, by }: RepeatArgs): Promise<RepeatVictimisation> {
    return context.session(async (session): Promise<RepeatVictimisation> => {
      const asked = async (period: Period | null | undefined) =>
        fitSources(await context.select(session, { ...where, period }), snappedPlaces, {
          question: 'Repeats at a place',
          advice: ADVICE,
        });
      const selection = await asked(where.period);
      const { period, delivered } = selection;
      // Resolved again for the longer period, in which an area may have had other boundaries.
      const withHistory = await asked({ from: addMonths(period.from, -MONTHS_BACK), to: period.to });
      const { unplaced, ...counts } = await countRepeats(session, withHistory, period);
      return {
        by: by,
        ...counts,
        repeatShare: counts.incidents > 0 ? counts.repeatIncidents / counts.incidents : null,
        parameters: [
          ...listParameters({ by: by, monthsBack: MONTHS_BACK }),
          ...filterParameters(where, selection),
        ],
        ...countedFrom(selection),
        caveats: [
          ...selection.caveats,
          ...caveatIf(
            delivered.from > withHistory.period.from,
            CaveatCode.NOT_DELIVERED,
            `What happened before ${delivered.from} is not known: repeats of it are not counted.`,
          ),
          ...leftOut(unplaced, CaveatCode.UNLOCATED, 'without a place'),
        ],
      };
    });
  }

  @Analytic(() => NearRepeats, {
    description:
      'Near repeats of a filter (Knox 1964; Johnson et al. 2007), by the day of occurredFrom in ' +
      'Europe/London. Not for sources that record only the month, or whose places are anonymous map ' +
      'points (NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the role ANALYST.',
    cost: 3000,
    needs: Needs.PLACES,
    exports: [
      { rows: 'bands', columns: 'distanceFrom distanceTo daysFrom daysTo observed expected ratio pValue' },
    ],
  })
  async nearRepeats(context: AnalyticContext, args: NearRepeatArgs): Promise<NearRepeats> {
    const { where, distanceBands: distances, dayBands: times, metric, permutations, seed } = args;
    checkBands('distanceBands', distances);
    checkBands('dayBands', times);
    const { selection, points, unplaced, undated } = await context.session(async (session) => {
      const all = await context.select(session, where);
      const selection = fitSources(all, coarsePlaceOrTime, { question: 'Near repeats', advice: ADVICE });
      return { selection, ...(await selectTimedPoints(session, selection)) };
    });
    const incidents = points.days.length;
    const table = await knoxTable(context, points, args);
    return {
      bands: bandsOf(table, distances, times),
      incidents,
      parameters: [
        ...listParameters({
          distanceBands: distances.join(','),
          dayBands: times.join(','),
          metric,
          permutations,
          seed,
        }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: [
        ...selection.caveats,
        ...leftOut(unplaced, CaveatCode.UNLOCATED, 'without a place'),
        ...leftOut(undated, CaveatCode.TIME_NOT_RECORDED, 'of which only the month is known'),
      ],
    };
  }
}

/** Repeat victimisation of a filter, for other analytics. */
export const { repeatVictimisation } = RepeatResolver.prototype;
