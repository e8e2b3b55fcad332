import type { Selection } from '../../domain/incidents';
import { belongsTo, type VocabularyTheme } from '../../domain/vocabulary';
import { isMonthAligned, joinPeriods, type Period, type Stretches } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { type Dispersion, dispersion } from '../../platform/statistics';
import { type AnalyticContext, sourcesOf, span } from '../analytic';
import {
  Comparison,
  type CountedPeriod,
  countsMonth,
  currentWindow,
  MAX_MONTHS,
  type MonthTally,
  monthsTo,
  seriesOfMonths,
  tallyMonths,
  type Window,
  type Windows,
  windowsFor,
} from '../trends';

/**
 * Incidents of a partnership by the offence and flags that decide their themes: in a period, in the corresponding days
 * of the year before, and in the months that their dispersion is estimated from.
 */
export interface Counted {
  selection: Selection;
  /** All days of the period that can be counted. */
  window: Window;
  windows: Windows;
  current: MonthTally[];
  /** Incidents of the year before; empty where there is nothing to compare with. */
  previous: MonthTally[];
  /** Up to 36 months to the end of the window, and their tallies. */
  months: CountedPeriod[];
  history: MonthTally[];
}

/** Scope of a count. */
export interface Counting {
  /** Code of the partnership. */
  partnership: string;
  period: Period;
  /** Codes of sources; null or empty: all that add to themes. */
  sources?: string[] | null;
}

const COMPARISON = Comparison.SAME_PERIOD_LAST_YEAR;

/**
 * Counts the incidents of a period, from the sources named or, without any, from those that add to themes. Takes one
 * statement for all themes besides those that resolve the filter; three where a window holds parts of months.
 *
 * @throws Problem as of `select`, and NOT_ENOUGH_DATA where the sources have delivered no day of the period together.
 */
export async function countIncidents(
  session: Session,
  context: AnalyticContext,
  { partnership, period, sources }: Counting,
): Promise<Counted> {
  const selection = await context.selectEveryTheme(session, { partnership, sources, period });
  const window = currentWindow(period, COMPARISON, selection.known);
  const windows = windowsFor(period, COMPARISON, selection.known);
  if (!window || !windows)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `The sources have delivered no day of the period together; together they have ${span(selection.delivered)}.`,
    );
  const months = monthsTo(window.to, MAX_MONTHS, selection.known);
  const asked = [window, ...(windows.previous ? [windows.previous] : [])];
  const whole = joinPeriods(months.flatMap(({ counted }) => counted));
  const counted = { selection, window, windows, months };
  if (!asked.every((each) => each.counted.every(isMonthAligned))) {
    const current = await tallyMonths(session, selection, window);
    const previous = windows.previous ? await tallyMonths(session, selection, windows.previous) : [];
    const history = whole.length > 0 ? await tallyMonths(session, selection, spanOf(whole)) : [];
    return { ...counted, current, previous, history };
  }
  const all = await tallyMonths(
    session,
    selection,
    spanOf(joinPeriods([...whole, ...asked.flatMap((each) => each.counted)])),
  );
  const within = (period: Pick<CountedPeriod, 'counted'>) =>
    all.filter(({ month }) => countsMonth(period, month));
  return {
    ...counted,
    current: within(window),
    previous: windows.previous ? within(windows.previous) : [],
    history: within({ counted: whole }),
  };
}

/** Period from the first to the last day of some stretches, with only the stretches counted. */
function spanOf(counted: Stretches): CountedPeriod {
  return { from: counted[0].from, to: counted.at(-1)!.to, counted };
}

/** Number of incidents by the id of their offence; null: identified by a flag only. */
export type Counts = ReadonlyMap<number | null, number>;

/** Counts incidents of a theme among the tallies of some days; null: unknown, not zero. */
export type CountOf = (counted: Stretches, tallies: readonly MonthTally[]) => Counts | null;

/** Ids of the sources of a selection that record a theme exactly. */
export function exactSources(theme: VocabularyTheme, selection: Selection): ReadonlySet<number> {
  const isExact = (sourceId: number) =>
    selection.vocabulary.sourceThemes.some(
      (pair) => pair.themeId === theme.id && pair.sourceId === sourceId && pair.coverage === 'EXACT',
    );
  return new Set(
    sourcesOf(selection)
      .map(({ id }) => id)
      .filter(isExact),
  );
}

/** Incidents of a theme from the sources that record it exactly; null where no source does so in every counted month. */
export function exactCountOf(theme: VocabularyTheme, selection: Selection): CountOf {
  const exact = exactSources(theme, selection);
  const telling = sourcesOf(selection).filter(({ id }) => exact.has(id));
  const belongs = belongsTo(theme, selection.vocabulary);
  return (counted, tallies) =>
    selection.tellsOf(theme, counted, telling)
      ? byOffence(tallies.filter((tally) => exact.has(tally.source_id) && belongs(tally)))
      : null;
}

/** Number of incidents. */
export function sumOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

/** Dispersion of monthly counts; null where fewer than 24 months are known. */
export function dispersionOf(
  count: CountOf,
  { months, history }: Pick<Counted, 'months' | 'history'>,
): Dispersion | null {
  const byMonth = new Map<string, MonthTally[]>(months.map(({ from }) => [from, []]));
  for (const tally of history) byMonth.get(tally.month)?.push(tally);
  const counts = months.map(({ from, counted }) => {
    const found = counted.length > 0 ? count(counted, byMonth.get(from) ?? []) : null;
    return found && sumOf(found);
  });
  return dispersion(seriesOfMonths(months, counts));
}

/** All incidents by the id of their offence. Cells by flag are left out, since they repeat incidents of other cells. */
export const allIncidents = (tallies: readonly MonthTally[]) =>
  byOffence(tallies.filter(({ offence_id }) => offence_id !== null));

/** Incidents of tallies by the id of their offence. */
export function byOffence(tallies: readonly MonthTally[]): Map<number | null, number> {
  const counts = new Map<number | null, number>();
  for (const { offence_id, n } of tallies) counts.set(offence_id, (counts.get(offence_id) ?? 0) + n);
  return counts;
}

/** Number of incidents, and their total weight. */
export interface Weighed {
  incidents: number;
  /** Number of incidents with a known weight. */
  weighted: number;
  /** Sum of the known weights; null where none is known. */
  weight: number | null;
}

/** Minimum share of incidents with a known weight, from which on their mean stands for all. */
const WEIGHED_SHARE = 0.9;

/** Whether the weights of enough incidents are known for their mean to stand for all. */
export const isWeighed = ({ incidents, weighted }: Weighed) =>
  weighted > 0 && weighted >= WEIGHED_SHARE * incidents;

/** Total weight of incidents, by the weight of each offence. */
export function weigh(counts: Counts, weights: ReadonlyMap<number, number>): Weighed {
  const sum = { incidents: 0, weighted: 0, weight: 0 };
  for (const [offence, n] of counts) {
    const each = offence === null ? undefined : weights.get(offence);
    sum.incidents += n;
    if (each === undefined) continue;
    sum.weighted += n;
    sum.weight += n * each;
  }
  return { ...sum, weight: sum.weighted > 0 ? sum.weight : null };
}

/**
 * Least and greatest mean weight per incident of some incidents and any number of others: those that are lighter, or heavier,
 * than the mean move it. Null where the weight of too few is known.
 */
export function meanBounds(
  surely: Counts,
  perhaps: Counts,
  weights: ReadonlyMap<number, number>,
): { least: number; greatest: number } | null {
  const known = weigh(surely, weights);
  const others = [...perhaps].flatMap(([offence, n]) => {
    const weight = offence === null ? undefined : weights.get(offence);
    return n > 0 ? [{ n, weight }] : [];
  });
  if (!isWeighed(known) || others.some(({ weight }) => weight === undefined)) return null;
  const extreme = (sign: 1 | -1) => {
    let { weighted, weight } = known as { weighted: number; weight: number };
    for (const other of others.toSorted((a, b) => sign * (b.weight! - a.weight!))) {
      if (sign * (other.weight! - weight / weighted) <= 0) break;
      weighted += other.n;
      weight += other.n * other.weight!;
    }
    return weight / weighted;
  };
  return { least: extreme(-1), greatest: extreme(1) };
}
