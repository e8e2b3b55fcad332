import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { Needs, type Selection, ThemeSourceArgs } from '../../domain/incidents';
import { belongsTo, haveIncidentsInCommon, type VocabularyTheme } from '../../domain/vocabulary';
import { addDays, addMonths, daysIn, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  listParameters,
  sourceParameter,
  span,
} from '../analytic';
import { percentBetween } from './change';
import { caveatsOfBoth, comparisonCaveats, shortenedCaveats } from './comparison';
import { type MonthTally, tallyMonths } from './quarterly-review.queries';
import { QuarterlyReview, type ReviewRow } from './target.type';
import { statusOf } from './targets';
import { type StoredTarget, selectTargets } from './targets.queries';
import {
  Comparison,
  comparedOf,
  countsMonth,
  currentWindow,
  type Window,
  type Windows,
  windowsFor,
} from './windows';

const CALENDAR = /^((?:19|2\d)\d\d)-?Q([1-4])$/i;
const FINANCIAL = /^((?:19|2\d)\d\d)\/(\d\d)-?Q([1-4])$/i;

/**
 * The days of a quarter: `2009-Q2` of the calendar year, or `2009/10-Q1` of the financial year from April.
 *
 * @throws Problem BAD_USER_INPUT
 */
export function quarterPeriod(text: string): Period {
  const calendar = CALENDAR.exec(text);
  const financial = FINANCIAL.exec(text);
  const consistent = financial && (Number(financial[1]) + 1) % 100 === Number(financial[2]);
  if (!calendar && !consistent)
    throw new Problem(
      'BAD_USER_INPUT',
      'quarter: written 2009-Q2 (of the calendar year: April to June) or 2009/10-Q1 (of the financial year: the same).',
      { field: 'quarter' },
    );
  const from = calendar
    ? addMonths(`${calendar[1]}-01-01`, 3 * (Number(calendar[2]) - 1))
    : addMonths(`${financial![1]}-04-01`, 3 * (Number(financial![3]) - 1));
  return { from, to: addDays(addMonths(from, 3), -1) };
}

const COMPARISON = Comparison.SAME_PERIOD_LAST_YEAR;

interface Reviewed {
  selection: Selection;
  /** All days of the quarter that can be counted. */
  window: Window;
  windows: Windows;
  tallies: MonthTally[];
  targets: StoredTarget[];
}

async function read(
  context: AnalyticContext,
  { partnership, sources = null }: ReviewArgs,
  quarter: Period,
): Promise<Reviewed> {
  return context.session(async (session) => {
    const selection = await context.selectEveryTheme(session, { partnership, sources, period: quarter });
    const window = currentWindow(quarter, COMPARISON, selection.known);
    const windows = windowsFor(quarter, COMPARISON, selection.known);
    if (!window || !windows)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `The sources have delivered no month of the quarter together; together they have ${span(selection.delivered)}.`,
      );
    const tallies = await tallyMonths(session, selection, bothOf(window, windows.previous));
    const targets = await selectTargets(session, selection.partnership.id, quarter);
    return { selection, window, windows, tallies, targets };
  });
}

/** A window and the earlier one that it is compared with, as one. */
function bothOf(window: Window, previous: Window | null): Window {
  if (!previous) return window;
  const counted = [...previous.counted, ...window.counted];
  return { from: previous.from, to: window.to, counted, days: previous.days + window.days };
}

/** Incidents of a theme in the months of a window: by their offences, or by the flags that make it. */
function countIn({ tallies, selection }: Reviewed, theme: VocabularyTheme, window: Window): number {
  const belongs = belongsTo(theme, selection.vocabulary);
  return tallies
    .filter(({ month }) => countsMonth(window, month))
    .filter(belongs)
    .reduce((sum, { n }) => sum + n, 0);
}

function rowOf(reviewed: Reviewed, theme: VocabularyTheme): ReviewRow {
  const { window, windows, targets, selection } = reviewed;
  const { cellSources, exactCells } = selection;
  const countOf = (of: Window) =>
    selection.tellsOf(theme, of.counted) ? countIn(reviewed, theme, of) : null;
  const actual = countOf(window);
  const compared = comparedOf(windows);
  const sides = compared && [countOf(compared.current), countOf(compared.previous)];
  const [now, before] = sides ?? [null, null];
  const comparable = compared && now !== null && before !== null;
  // The shortest period comes first: a target of the quarter itself before one of its year.
  const stored = targets.find(({ theme_id }) => theme_id === theme.id) ?? null;
  const share = stored && window.days / daysIn({ from: stored.period_from, to: stored.period_to });
  const target = stored && stored.count * share!;
  return {
    theme: { code: theme.code, name: theme.name },
    target,
    aim: stored?.aim ?? null,
    actual,
    status: statusOf(actual, target, stored?.aim ?? null),
    previous: comparable ? before : null,
    percent: comparable ? percentBetween(now, before, compared) : null,
    percentOf: comparable ? compared.basis : null,
    perturbed: cellSources.length > 0 && !exactCells,
  };
}

function caveatsOf(reviewed: Reviewed, quarter: Period, rows: readonly ReviewRow[]): Caveat[] {
  const { selection, window, windows, tallies, targets } = reviewed;
  const { vocabulary } = selection;
  const themes = rows.map((row) => ({ ...row, theme: vocabulary.themes.find(row.theme.code)! }));
  const counted = themes.filter(({ actual }) => actual !== null).map(({ theme }) => theme);
  const used = themes.flatMap(({ theme }) => targets.find(({ theme_id }) => theme_id === theme.id) ?? []);
  return [
    ...caveatsOfBoth(selection, windows),
    ...selection.categoryCaveats(counted, quarter),
    ...caveatIf(
      haveIncidentsInCommon(
        counted,
        tallies.filter(({ month }) => countsMonth(window, month)),
        vocabulary,
      ),
      CaveatCode.COUNTED_TWICE,
      'Themes have incidents in common: rows do not add up to a total.',
    ),
    ...shortenedCaveats(window, quarter, 'the quarter'),
    ...caveatIf(
      windows.without === 'NOTHING_BEFORE',
      CaveatCode.NO_COMPARISON,
      'The same quarter a year before has not been delivered: nothing to compare with.',
    ),
    ...(windows.without === null && windows.current.days !== window.days ? comparisonCaveats(windows) : []),
    ...caveatIf(
      used.some(({ period_from, period_to }) => period_from !== quarter.from || period_to !== quarter.to),
      CaveatCode.METHOD,
      'Targets of longer periods count by their share of days, whatever the season.',
    ),
  ];
}

@ArgsType()
export class ReviewArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field({
    description: 'Quarter: 2009-Q2 of the calendar year, or 2009/10-Q1 of the financial year from April.',
  })
  quarter!: string;
}

@Resolver()
export class QuarterlyReviewResolver {
  @Analytic(() => QuarterlyReview, {
    description: 'Review of a quarter: counts by theme, their targets, and the year before.',
    needs: Needs.COUNTS,
    kept: false, // targets are set at any time
    exports: [
      {
        rows: 'rows',
        columns:
          'theme { theme: code themeName: name } target aim actual status previous percent percentOf perturbed',
      },
    ],
  })
  async quarterlyReview(context: AnalyticContext, args: ReviewArgs): Promise<QuarterlyReview> {
    const period = quarterPeriod(args.quarter);
    const reviewed = await read(context, args, period);
    const { selection, window, windows } = reviewed;
    const { themes } = selection.vocabulary;
    const rows = themes.all
      .map((theme) => rowOf(reviewed, theme))
      .filter(({ actual, target }) => actual !== null || target !== null)
      .sort((a, b) => (a.theme.name < b.theme.name ? -1 : 1));
    return {
      rows,
      window: { from: window.from, to: window.to },
      parameters: [
        ...listParameters({
          partnership: selection.partnership.code,
          quarter: span(period),
          window: span(window),
          comparisonWindow: windows.previous && span(windows.previous),
          near: 'up to 5% of the target',
        }),
        sourceParameter(selection),
      ],
      ...countedFrom(selection),
      caveats: caveatsOf(reviewed, period, rows),
    };
  }
}
