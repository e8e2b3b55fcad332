import { type Area, AreaKind, countAreas, holdersOf, selectAreas } from '../../domain/areas';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import type { Selection } from '../../domain/incidents';
import { belongsTo, requireAllNamed, type ThemeEntity, type Vocabulary } from '../../domain/vocabulary';
import { addDays, addMonths, daysIn, endOfMonth, monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { benjaminiHochberg, expectedCount, seasonalBaseline } from '../../platform/statistics';
import { type AnalyticContext, listParameters, span } from '../analytic';
import { isPerturbed, signalOf } from '../trends';
import { countByAreaAndStretch, type StretchTally } from './tactical.queries';
import type { TacticalAssessment, TacticalRow } from './tactical.type';

/** What a caller asks for. */
export interface TacticalQuestion {
  partnership: string;
  /** Last day. */
  to: string;
  weeks: number;
  /** Null: SNT areas where there are any, else wards. */
  kind: AreaKind | null;
  /** Codes; null: the main ones. */
  themes: string[] | null;
  /** Codes; null: all that add to themes. */
  sources: string[] | null;
}

/** Earlier years whose same weeks are looked at. */
const MOST_YEARS = 3;
const CONFIDENCE = 0.95;
/**
 * The variance of a protected count of small cells in that of a Poisson count, at most: the noise of a cell has a variance of
 * 2 or less, and no cell that has any holds less than one incident.
 */
const PROTECTED_DISPERSION = 3;
const WEEK = 7;
const WEEKS_OF_A_YEAR = 52;
const MONTHS_OF_A_YEAR = 12;
/** Weeks of a month on average. */
const WEEKS_OF_A_MONTH = 365.25 / WEEK / MONTHS_OF_A_YEAR;
/** More areas than any partnership has. */
const MOST_AREAS = 10_000;

/** The window, and the years before it, each of which begins with the same stretch of the year. */
export interface Stretches {
  /** First the oldest year: its same stretch, then the rest of it; and so on. The last is the window itself. */
  all: Period[];
  /** How many earlier years there are. */
  years: number;
  /** How many stretches of the window's length make a year. */
  stretchesOfAYear: number;
}

/**
 * The stretches of time that a window is judged by: weeks and years of 52 weeks, so that days of the week are alike; or
 * months and calendar years where only the month is known.
 *
 * @param to last day of the window
 * @param delivered days for which there are data
 */
export function stretchesTo(to: string, weeks: number, byDay: boolean, delivered: Period): Stretches {
  const months = Math.max(1, Math.round(weeks / WEEKS_OF_A_MONTH));
  const last = to === endOfMonth(to) ? monthOf(to) : addMonths(monthOf(to), -1);
  const back = (years: number): Period =>
    byDay
      ? {
          from: addDays(to, 1 - WEEK * (weeks + WEEKS_OF_A_YEAR * years)),
          to: addDays(to, -WEEK * WEEKS_OF_A_YEAR * years),
        }
      : {
          from: addMonths(last, 1 - months - MONTHS_OF_A_YEAR * years),
          to: endOfMonth(addMonths(last, -MONTHS_OF_A_YEAR * years)),
        };
  let years = 0;
  while (years < MOST_YEARS && back(years + 1).from >= delivered.from) years++;
  const all = [back(0)];
  for (let year = 1; year <= years; year++) {
    const same = back(year);
    all.unshift(same, { from: addDays(same.to, 1), to: addDays(all[0].from, -1) });
  }
  return { all, years, stretchesOfAYear: byDay ? WEEKS_OF_A_YEAR / weeks : MONTHS_OF_A_YEAR / months };
}

/** Themes of a group that are no part of another. */
function mainThemes({ themes }: Vocabulary): ThemeEntity[] {
  return themes.all.filter(({ group, parentId }) => group !== null && parentId === null);
}

interface Counted extends Stretches {
  selection: Selection;
  byDay: boolean;
  kind: AreaKind.WARD | AreaKind.SNT_AREA;
  areas: Area[];
  tallies: StretchTally[];
}

async function kindOf(
  session: Session,
  partnershipIds: readonly number[],
  day: string,
  asked: AreaKind | null,
): Promise<AreaKind.WARD | AreaKind.SNT_AREA> {
  const counts = await countAreas(session, partnershipIds, day);
  const kind = asked ?? (counts.has(AreaKind.SNT_AREA) ? AreaKind.SNT_AREA : AreaKind.WARD);
  if (kind !== AreaKind.WARD && kind !== AreaKind.SNT_AREA)
    throw new Problem('BAD_USER_INPUT', 'kind must be WARD or SNT_AREA.', { field: 'kind' });
  if (!counts.has(kind))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `There are no areas of the kind ${kind} on ${day}. Import boundaries.`,
    );
  return kind;
}

async function count(context: AnalyticContext, question: TacticalQuestion): Promise<Counted> {
  const { partnership: code, weeks } = question;
  return context.session(async (session) => {
    const { sources } = question;
    const held = await context.selectEveryTheme(session, { partnership: code, sources });
    const { partnership } = held;
    const delivered = deliveredUntil(question.to, held.known.stretches) ?? held.delivered;
    const to = question.to < delivered.to ? question.to : delivered.to;
    const byDay =
      held.cellSources.length === 0 && held.recordSources.every(({ resolution }) => resolution !== 'MONTH');
    const stretches = stretchesTo(to, weeks, byDay, delivered);
    const window = stretches.all.at(-1)!;
    if (stretches.years === 0 || window.to > delivered.to)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `The weeks are judged by the year before them, so by all days from ${stretchesTo(to, weeks, byDay, EVER).all.at(-3)!.from} ` +
          `on: together the sources have delivered ${span(delivered)}. Ask for a later day, or name sources that have ` +
          'delivered more.',
      );
    const { ids } = holdersOf(partnership);
    const kind = await kindOf(session, ids, window.to, question.kind);
    const period = { from: stretches.all[0].from, to: window.to };
    const where = { partnership: code, sources, period, areasAsOf: window.to };
    const selection = await context.selectEveryTheme(session, where, [kind]);
    const page = { partnershipIds: ids, kind, at: window.to, after: null, first: MOST_AREAS };
    const areas = await selectAreas(session, page);
    const tallies = await countByAreaAndStretch(session, selection, kind, stretches.all, byDay);
    return { ...stretches, selection, byDay, kind, areas, tallies };
  });
}

/** The last stretch without a hole that begins before a day; null where none does. */
function deliveredUntil(day: string, stretches: readonly Period[]): Period | null {
  return stretches.findLast(({ from }) => from <= day) ?? null;
}

/** Every day that there may be data for. */
const EVER: Period = { from: '1900-01-01', to: '2999-12-31' };

/** Counts by stretch of time. */
type Course = number[];

const sumOf = (course: Course, of: (stretch: number) => boolean) =>
  course.reduce((sum, n, stretch) => sum + (of(stretch) ? n : 0), 0);

/** Rows of one theme, before they are adjusted. */
function rowsOfTheme(theme: ThemeEntity, counted: Counted): Omit<TacticalRow, 'adjustedP' | 'signal'>[] {
  const { selection, tallies, areas, all, years, stretchesOfAYear } = counted;
  const belongs = belongsTo(theme, selection.vocabulary);
  const empty = () => all.map(() => 0);
  const whole = empty();
  const byArea = new Map<number, Course>(areas.map(({ id }) => [id, empty()]));
  for (const tally of tallies) {
    if (!belongs(tally)) continue;
    whole[tally.stretch] += tally.n;
    const course = tally.area_id === null ? undefined : byArea.get(tally.area_id);
    if (course) course[tally.stretch] += tally.n;
  }
  // Years lie in pairs: the same stretch, and the rest. The last of them is the year before the window.
  const now = 2 * years;
  const inStretch = sumOf(whole, (stretch) => stretch < now && stretch % 2 === 0);
  const inYears = sumOf(whole, (stretch) => stretch < now);
  const dispersion = isPerturbed(selection) ? PROTECTED_DISPERSION : 1;
  return areas.map(({ id, code, name }) => {
    const course = byArea.get(id)!;
    const own = sumOf(course, (stretch) => stretch >= now - 2 && stretch < now);
    const actual = Math.round(course[now]);
    const { expected, lower, upper, p } = expectedCount(
      actual,
      seasonalBaseline(own, inStretch, inYears, stretchesOfAYear),
      dispersion,
      CONFIDENCE,
    );
    const { code: themeCode, name: themeName } = theme;
    return {
      theme: { code: themeCode, name: themeName },
      area: { code, name },
      ...{ actual, expected, lower, upper, pValue: p },
    };
  });
}

/** Why a theme has no rows; null where it has. */
function withoutRows(theme: ThemeEntity, { selection, all }: Counted): 'unseen' | 'whole only' | null {
  const { cellSources } = selection;
  if (!selection.tellsOf(theme, [{ from: all[0].from, to: all.at(-1)!.to }])) return 'unseen';
  return cellSources.length > 0 && (theme.sensitive || theme.flags !== 0) ? 'whole only' : null;
}

/**
 * Every theme in every area against what the level of the area and the season of the theme let expect.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (kind, themes, sources), NOT_ENOUGH_DATA (no whole year before the
 *   window, no areas), and as of `select`.
 */
export async function tacticalAssessment(
  context: AnalyticContext,
  question: TacticalQuestion,
): Promise<TacticalAssessment> {
  const counted = await count(context, question);
  const { selection, all, years, byDay, kind } = counted;
  const { vocabulary } = selection;
  const asked = question.themes
    ? requireAllNamed('themes', 'themes', question.themes, vocabulary)
    : mainThemes(vocabulary);
  const without = (reason: ReturnType<typeof withoutRows>) =>
    asked.filter((theme) => withoutRows(theme, counted) === reason);
  const tested = without(null).flatMap((theme) => rowsOfTheme(theme, counted));
  const adjusted = benjaminiHochberg(Float64Array.from(tested, ({ pValue }) => pValue));
  const rows = tested
    .map((row, i) => ({
      ...row,
      adjustedP: adjusted[i],
      signal: signalOf(row.actual, row.expected, adjusted[i]),
    }))
    .sort((a, b) => a.pValue - b.pValue);
  const window = all.at(-1)!;
  const earlier = all.slice(0, -1).filter((_, i) => i % 2 === 0);
  return {
    rows,
    window,
    earlier: earlier.reverse(),
    kind,
    perturbed: isPerturbed(selection),
    parameters: listParameters({
      partnership: selection.partnership.code,
      window: span(window),
      weeks: question.weeks,
      unit: byDay ? 'week' : 'month',
      earlierYears: years,
      kind,
      themes: without(null)
        .map(({ code }) => code)
        .join(','),
      sources: [...selection.recordSources, ...selection.cellSources].map(({ code }) => code).join(','),
      confidence: CONFIDENCE,
      dispersion: isPerturbed(selection) ? PROTECTED_DISPERSION : 1,
      falseDiscoveryRate: 0.05,
    }),
    dataVersion: selection.dataVersion,
    caveats: [
      ...selection.caveats,
      ...caveatsOf(counted, question, without('unseen'), without('whole only')),
    ],
  };
}

const names = (themes: ThemeEntity[]) => themes.map(({ name }) => name).join(', ');

function caveatsOf(
  { selection, all, byDay, years }: Counted,
  { to, weeks }: TacticalQuestion,
  unseen: ThemeEntity[],
  wholeOnly: ThemeEntity[],
): Caveat[] {
  const window = all.at(-1)!;
  const monthly = selection.recordSources.filter(({ resolution }) => resolution === 'MONTH');
  const coarse = [...monthly, ...selection.cellSources].map(({ name }) => name).join(', ');
  return [
    ...caveatIf(
      !byDay,
      CaveatCode.PART_MONTHS_LEFT_OUT,
      `${coarse} can be counted by whole months only, so ${weeks} weeks became the ${daysIn(window)} days of ` +
        `${window.from} to ${window.to}.`,
    ),
    ...caveatIf(
      byDay && window.to < to,
      CaveatCode.WINDOW_SHORTENED,
      `The weeks end on ${window.to}, the last day that has been delivered.`,
    ),
    ...caveatIf(
      unseen.length > 0,
      CaveatCode.THEME_NOT_RECORDED,
      `Unknown, because no selected source records them throughout: ${names(unseen)}.`,
    ),
    ...caveatIf(
      wholeOnly.length > 0,
      CaveatCode.PARTNERSHIP_ONLY,
      `Told for the partnership as a whole only, so without rows: ${names(wholeOnly)}.`,
    ),
    ...caveatIf(
      years === 1,
      CaveatCode.NOT_ENOUGH_DATA,
      'One earlier year tells the season: what was unusual in it is taken for the season.',
    ),
    ...caveatIf(
      isPerturbed(selection),
      CaveatCode.PERTURBED,
      'Bands and signals allow for the noise of the disclosure control at its greatest, so of large counts they find less ' +
        'than there is.',
    ),
    caveat(CaveatCode.COUNTED_TWICE, 'Themes overlap: the same incidents may raise several rows.'),
    caveat(
      CaveatCode.METHOD,
      'Incidents vary more than Poisson where they come in series; then bands are too narrow.',
    ),
  ];
}
