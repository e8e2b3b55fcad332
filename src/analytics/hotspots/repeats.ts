import type { RequestContext } from '../../access';
import { fitSources, type IncidentFilter, Needs, type Selection, select } from '../../domain/incidents';
import { addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { compute } from '../../platform/threads';
import { cached, filterParameters, listParameters } from '../analytic';
import { countRepeats, selectTimedPoints } from './repeats.queries';
import {
  type DistanceMetric,
  type NearRepeatBand,
  type NearRepeats,
  RepeatUnit,
  type RepeatVictimisation,
} from './repeats.type';

/** How far back the first of two incidents may lie. */
const MONTHS_BACK = 12;

/** Most incidents of a near-repeat test: all their pairs are looked at once. */
const MOST_INCIDENTS = 20_000;
/** Most pairs that are closer than the last distance band: they are kept in memory. */
const MOST_PAIRS = 5_000_000;
/** Most close pairs × permutations: about 20 seconds of one core. */
const MOST_WORK = 1e9;
/** Up to so many close pairs × permutations the test takes a few milliseconds. */
const LIGHT_WORK = 200_000;

type Source = Selection['recordSources'][number];

/** What to do where the sources cannot answer. */
const ADVICE = 'Name sources with exact places and days.';

/** Why the places of a source cannot tell a repeat; null where they can. */
function snappedPlaces({ snapped }: Source): string | null {
  return snapped ? 'its places are anonymous map points, each standing for several addresses' : null;
}

/** Why a source cannot tell how far apart incidents are in space and time; null where it can. */
function coarsePlaceOrTime(source: Source): string | null {
  return source.resolution === 'MONTH' ? 'it tells only the month' : snappedPlaces(source);
}

function leftOut(n: number, why: string): string[] {
  return n > 0 ? [`${n} incidents ${why} are left out.`] : [];
}

/** Repeat victimisation of a filter, kept between requests. */
export function repeatVictimisation(
  context: RequestContext,
  where: IncidentFilter,
  by: RepeatUnit,
): Promise<RepeatVictimisation> {
  return cached(context, 'repeatVictimisation', [where], { by }, () =>
    context.session((session) => computeRepeats(session, context, where)),
  );
}

async function computeRepeats(
  session: Session,
  { viewer }: RequestContext,
  where: IncidentFilter,
): Promise<RepeatVictimisation> {
  const asked = async (period: Period | null | undefined) =>
    fitSources(await select(session, viewer, { ...where, period }, { needs: Needs.PLACES }), snappedPlaces, {
      question: 'Repeats at a place',
      advice: ADVICE,
    });
  const selection = await asked(where.period);
  const { period, delivered } = selection;
  // Resolved for the longer time, in which an area may have had other boundaries.
  const withHistory = await asked({ from: addMonths(period.from, -MONTHS_BACK), to: period.to });
  const { unplaced, ...counts } = await countRepeats(session, withHistory, period);
  return {
    by: RepeatUnit.PLACE,
    ...counts,
    repeatShare: counts.incidents > 0 ? counts.repeatIncidents / counts.incidents : null,
    parameters: [
      ...listParameters({ by: RepeatUnit.PLACE, monthsBack: MONTHS_BACK }),
      ...filterParameters(where, selection),
    ],
    dataVersion: selection.dataVersion,
    caveats: [
      ...selection.caveats,
      ...(delivered.from > withHistory.period.from
        ? [`What happened before ${delivered.from} is not known: repeats of it are not counted.`]
        : []),
      ...leftOut(unplaced, 'without a place'),
    ],
  };
}

/** What a caller may set. */
export interface NearRepeatOptions {
  /** Where the bands begin, ascending from 0: metres, and days. */
  distanceBands: number[];
  dayBands: number[];
  metric: DistanceMetric;
  permutations: number;
  seed: number;
}

function checkBands(field: string, starts: number[]): void {
  const ascend = starts.every((start, i) => (i === 0 ? start === 0 : start > starts[i - 1]));
  if (starts.length < 2 || starts.length > 20 || !ascend)
    throw new Problem('BAD_USER_INPUT', `${field} must be 2 to 20 numbers that begin at 0 and ascend.`, {
      field,
    });
}

/** The near-repeat test of a filter, kept between requests. */
export function nearRepeats(
  context: RequestContext,
  where: IncidentFilter,
  options: NearRepeatOptions,
): Promise<NearRepeats> {
  checkBands('distanceBands', options.distanceBands);
  checkBands('dayBands', options.dayBands);
  return cached(context, 'nearRepeats', [where], options, () => computeNearRepeats(context, where, options));
}

async function computeNearRepeats(
  context: RequestContext,
  where: IncidentFilter,
  options: NearRepeatOptions,
): Promise<NearRepeats> {
  const { distanceBands: distances, dayBands: times, metric, permutations, seed } = options;
  const { selection, points, unplaced, undated } = await context.session(async (session) => {
    const all = await select(session, context.viewer, where, { needs: Needs.PLACES });
    const selection = fitSources(all, coarsePlaceOrTime, { question: 'Near repeats', advice: ADVICE });
    return { selection, ...(await selectTimedPoints(session, selection)) };
  });
  const incidents = points.days.length;
  if (incidents > MOST_INCIDENTS)
    throw new Problem(
      'TOO_LARGE',
      `The filter has ${incidents} incidents; ${MOST_INCIDENTS} fit. Narrow the period, the area or the themes.`,
      { limit: MOST_INCIDENTS },
    );
  const pairs = await compute(
    'countClosePairs',
    [points, distances.at(-1)!, metric],
    context,
    incidents < 1_000,
  );
  checkWork(pairs, permutations);
  const table = await compute(
    'nearRepeat',
    [points, { distances, times, metric, permutations, seed }],
    context,
    pairs * permutations < LIGHT_WORK,
  );
  return {
    bands: distances.flatMap((distanceFrom, d) =>
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
    ),
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
    dataVersion: selection.dataVersion,
    caveats: [
      ...selection.caveats,
      ...leftOut(unplaced, 'without a place'),
      ...leftOut(undated, 'of which only the month is known'),
    ],
  };
}

function checkWork(pairs: number, permutations: number): void {
  if (pairs > MOST_PAIRS)
    throw new Problem(
      'TOO_LARGE',
      `${pairs} pairs of incidents are closer than the last distance band; ${MOST_PAIRS} fit. Let the last band begin ` +
        'nearer, or narrow the filter.',
      { limit: MOST_PAIRS },
    );
  if (pairs * permutations > MOST_WORK) {
    const limit = Math.floor(MOST_WORK / pairs);
    throw new Problem(
      'TOO_LARGE',
      `With ${pairs} pairs closer than the last distance band, ${limit} permutations fit. Take fewer, let the last ` +
        'band begin nearer, or narrow the filter.',
      { limit },
    );
  }
}
