import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import { addMonths, endOfMonth, monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import type { AnalyticContext } from '../analytic';
import { countPeriods } from './counts.queries';

/** Which periods an analytic counts, from the days asked for and those that are known. */
export type Plan = (period: Period, known: Period) => Period[];

/** A filter and what is to be counted of it. */
export interface TallyQuestion {
  /** The analytic that asks, whose needs the filter is resolved for. */
  context: AnalyticContext;
  where: IncidentFilter;
  /** Pure: it is asked again once the boundaries of areas are known. */
  plan: Plan;
}

/** Incidents of a filter in each period of its plan. */
export interface Tally {
  selection: Selection;
  periods: Period[];
  counts: number[];
  caveats: string[];
}

type Planned = Omit<Tally, 'counts'>;

/** A day before all records. */
const EVER = '1900-01-01';

/**
 * Resolves a filter for the days asked for, and again for all the time that its plan may reach back to, in which its
 * areas may have had other boundaries.
 */
async function planned(session: Session, { context, where, plan }: TallyQuestion): Promise<Planned> {
  const { period, delivered, caveats } = await context.select(session, where);
  const reach = [period, ...plan(period, { from: EVER, to: delivered.to })];
  const from = reach.map((each) => each.from).sort()[0];
  const to = reach
    .map((each) => each.to)
    .sort()
    .at(-1)!;
  const selection = await context.select(session, { ...where, period: { from, to } });
  return { selection: { ...selection, period }, periods: plan(period, selection.delivered), caveats };
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
        return plans.map((plan) =>
          plan instanceof Problem ? plan : { ...plan, counts: counts[good.indexOf(plan)] },
        );
      }),
    { cache: false },
  );
}

/** The last so many whole months that have ended by a day, oldest first, as far back as is known. */
export function monthsTo(day: string, most: number, known: Period): Period[] {
  const end = day < known.to ? day : known.to;
  const last = end === endOfMonth(end) ? monthOf(end) : addMonths(monthOf(end), -1);
  const months: Period[] = [];
  for (let i = most - 1; i >= 0; i--) {
    const from = addMonths(last, -i);
    if (from >= known.from) months.push({ from, to: endOfMonth(from) });
  }
  return months;
}
