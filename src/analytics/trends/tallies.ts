import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode } from '../../domain/caveats';
import type { IncidentFilter, KnownDays, Selection } from '../../domain/incidents';
import { addMonths, endOfMonth, holdsPeriod, monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import type { AnalyticContext } from '../analytic';
import { countPeriods, type PeriodCount } from './counts.queries';
import { countUnlocated, type Unlocated } from './unlocated.queries';
import type { CountedPeriod } from './windows';

/** Which periods an analytic counts, from the days asked for and those that are known. */
export type Plan = (period: Period, known: KnownDays) => CountedPeriod[];

/** A filter and what is to be counted of it. */
export interface TallyQuestion {
  /** The analytic that asks, whose needs the filter is resolved for. */
  context: AnalyticContext;
  where: IncidentFilter;
  /** Pure: it is asked again once the boundaries of areas are known. */
  plan: Plan;
  /** How many of the first periods need their rows without a place counted too; 0 by default. */
  unlocated?: number;
}

/** Incidents of a filter in each period of its plan. */
export interface Tally {
  selection: Selection;
  periods: CountedPeriod[];
  /** Null where nothing of the period can be counted. */
  counts: (number | null)[];
  /** Rows without a place of the first periods, as many as were asked for. */
  unlocated: Unlocated[];
  caveats: Caveat[];
}

type Planned = Omit<Tally, 'counts' | 'unlocated'> & { withUnlocated: number };

/** Kinds of limits that hold for all the time that is counted, also before the days asked for. */
const THROUGHOUT: readonly CaveatCode[] = [
  CaveatCode.BOUNDARIES_CHANGED,
  CaveatCode.HOLE_IN_COVERAGE,
  CaveatCode.SOURCE_CHANGES,
];

/** A day before all records. */
const EVER = '1900-01-01';

/**
 * Resolves a filter for the days asked for, and again for all the time that a plan may reach back to, in which its areas may
 * have had other boundaries.
 *
 * @param select resolves a filter, and says whether it is refused where no day of the period can be counted.
 * @param plan pure: it is asked once with all time known.
 */
export async function selectReach(
  select: (where: IncidentFilter) => Promise<Selection>,
  where: IncidentFilter,
  plan: (period: Period, known: KnownDays) => readonly Period[],
): Promise<{ selection: Selection; reaching: Selection }> {
  const selection = await select(where);
  const { period, delivered } = selection;
  const ever = { stretches: [{ from: EVER, to: delivered.to }], monthsOnly: false };
  const reach = [period, ...plan(period, ever)];
  const from = reach.map((each) => each.from).sort()[0];
  const to = reach
    .map((each) => each.to)
    .sort()
    .at(-1)!;
  if (from === period.from && to === period.to) return { selection, reaching: selection };
  return { selection, reaching: await select({ ...where, period: { from, to } }) };
}

async function planned(
  session: Session,
  { context, where, plan, unlocated = 0 }: TallyQuestion,
): Promise<Planned> {
  const { selection, reaching } = await selectReach(
    (reached) => context.selectOrNull(session, reached),
    where,
    plan,
  );
  const { period, caveats } = selection;
  return {
    selection: { ...reaching, period },
    periods: plan(period, reaching.known),
    withUnlocated: unlocated,
    caveats: [
      ...caveats.filter(({ code }) => !THROUGHOUT.includes(code)),
      ...reaching.caveats.filter(({ code }) => THROUGHOUT.includes(code)),
    ],
  };
}

/**
 * Counts of filters by their plans. All that a request asks for at a time is resolved in one session and counted in
 * one statement; a filter that is refused leaves the others.
 */
export function tallies(context: RequestContext): DataLoader<TallyQuestion, Tally> {
  return new DataLoader<TallyQuestion, Tally>(
    (questions) =>
      context.session(async (session) => {
        const plans: (Planned | Problem)[] = [];
        for (const question of questions) plans.push(await orRefusal(planned(session, question)));
        const good = plans.filter((plan): plan is Planned => !(plan instanceof Problem));
        const counts = await countPeriods(session, good);
        const unlocated = await countUnlocated(
          session,
          good.map(({ selection, periods, withUnlocated }, i) => ({
            selection,
            periods: periods.slice(0, withUnlocated),
            counts: counts[i],
          })),
        );
        return plans.map((plan) => {
          if (plan instanceof Problem) return plan;
          const { withUnlocated: _, ...planned } = plan;
          const i = good.indexOf(plan);
          return { ...planned, counts: knownCounts(plan, counts[i]), unlocated: unlocated[i] };
        });
      }),
    { cache: false },
  );
}

function knownCounts({ periods }: Planned, counts: PeriodCount[]): Tally['counts'] {
  return counts.map(({ n }, i) => (periods[i].counted.length === 0 ? null : n));
}

/**
 * Up to `most` whole months that end on or before a day and between the first and the last known one, oldest first. A
 * month that was never delivered counts nothing.
 */
export function monthsTo(
  day: string,
  most: number,
  { stretches }: Pick<KnownDays, 'stretches'>,
): CountedPeriod[] {
  if (stretches.length === 0) return [];
  const known = { from: stretches[0].from, to: stretches.at(-1)!.to };
  const end = day < known.to ? day : known.to;
  const last = end === endOfMonth(end) ? monthOf(end) : addMonths(monthOf(end), -1);
  const months: CountedPeriod[] = [];
  for (let i = most - 1; i >= 0; i--) {
    const from = addMonths(last, -i);
    const month = { from, to: endOfMonth(from) };
    if (from >= known.from) months.push({ ...month, counted: holdsPeriod(stretches, month) ? [month] : [] });
  }
  return months;
}
