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

/** Ids of the sources of a selection that record a theme exactly, and names of those that record it only within another. */
export function coverageOf(
  theme: VocabularyTheme,
  selection: Selection,
): { exact: ReadonlySet<number>; partly: string[] } {
  const coverage = (sourceId: number) =>
    selection.vocabulary.sourceThemes.find((pair) => pair.themeId === theme.id && pair.sourceId === sourceId)
      ?.coverage;
  const sources = sourcesOf(selection);
  return {
    exact: new Set(sources.filter(({ id }) => coverage(id) === 'EXACT').map(({ id }) => id)),
    partly: sources.filter(({ id }) => coverage(id) === 'PARENT_ONLY').map(({ name }) => name),
  };
}

/**
 * Incidents of a theme by the id of their offence (null: identified by flag only), from the sources that record the
 * theme exactly. Null where no source does so in every counted month: unknown, not zero.
 *
 * @param counted days of the tallies.
 */
export function incidentsOf(
  theme: VocabularyTheme,
  selection: Selection,
  counted: Stretches,
  tallies: readonly MonthTally[],
): Map<number | null, number> | null {
  const { exact } = coverageOf(theme, selection);
  const telling = sourcesOf(selection).filter(({ id }) => exact.has(id));
  if (!selection.tellsOf(theme, counted, telling)) return null;
  const belongs = belongsTo(theme, selection.vocabulary);
  return byOffence(tallies.filter((tally) => exact.has(tally.source_id) && belongs(tally)));
}

/** Number of incidents. */
export function sumOf(counts: ReadonlyMap<number | null, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

/** Dispersion of the monthly counts of a theme; null where fewer than 24 months are known. */
export function dispersionOf(
  theme: VocabularyTheme,
  { selection, months, history }: Pick<Counted, 'selection' | 'months' | 'history'>,
): Dispersion | null {
  const byMonth = new Map<string, MonthTally[]>(months.map(({ from }) => [from, []]));
  for (const tally of history) byMonth.get(tally.month)?.push(tally);
  const counts = months.map(({ from, counted }) => {
    const found = counted.length > 0 ? incidentsOf(theme, selection, counted, byMonth.get(from) ?? []) : null;
    return found && sumOf(found);
  });
  return dispersion(seriesOfMonths(months, counts));
}

/** All incidents by the id of their offence. Cells by flag are left out, since they repeat incidents of other cells. */
export const allIncidents = (tallies: readonly MonthTally[]) =>
  byOffence(tallies.filter(({ offence_id }) => offence_id !== null));

function byOffence(tallies: readonly MonthTally[]): Map<number | null, number> {
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

/** Total weight of incidents, by the weight of each offence. */
export function weigh(
  counts: ReadonlyMap<number | null, number>,
  weights: ReadonlyMap<number, number>,
): Weighed {
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
