import { AreaKind, countAreas, holdersOf, selectAreas } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import type { Selection } from '../../domain/incidents';
import {
  haveIncidentsInCommon,
  requireAllNamed,
  type Vocabulary,
  type VocabularyTheme,
} from '../../domain/vocabulary';
import { addDays, cutAtMonths, daysIn, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { WatchStep } from '../../platform/statistics';
import { type AnalyticContext, countedFrom, listParameters, sourceParameter, span } from '../analytic';
import { isPerturbed } from '../trends';
import { countByAreaAndStretch } from './tactical.queries';
import type { TacticalAssessment } from './tactical.type';
import { canBeJudged, neededFrom, tacticalPeriods } from './tactical-periods';
import { adjustedRows, type TacticalCounts, type TestedTheme, testTheme } from './tactical-rows';

/** Arguments of a tactical assessment. */
export interface TacticalQuestion {
  partnership: string;
  /** Last day of the window. */
  to: string;
  weeks: number;
  /** Null: SNT areas where there are any, else wards. */
  kind: AreaKind | null;
  /** Codes; null: the main ones. */
  themes: string[] | null;
  /** Codes; null: all that add to themes. */
  sources: string[] | null;
}

const CONFIDENCE = 0.95;
/** Page size that exceeds the number of areas of any partnership. */
const MAX_AREAS = 10_000;

/** Themes with a group that are not part of another theme and that some source may record. */
function mainThemes({ themes, sourceThemes }: Vocabulary): VocabularyTheme[] {
  return themes.all.filter(
    ({ id, group, parentId }) =>
      group !== null && parentId === null && sourceThemes.some(({ themeId }) => themeId === id),
  );
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

/** Last stretch without a hole that begins on or before a day; null without one. */
function deliveredUntil(day: string, stretches: readonly Period[]): Period | null {
  return stretches.findLast(({ from }) => from <= day) ?? null;
}

/** Weeks where every source gives the day and three years of days were delivered, else months. */
function stepOf({ cellSources, recordSources, known }: Selection, to: string, weeks: number): WatchStep {
  const byDay = cellSources.length === 0 && recordSources.every(({ resolution }) => resolution !== 'MONTH');
  const [first] = known.stretches;
  return byDay && first && first.from <= neededFrom(to, weeks, 'WEEK') ? 'WEEK' : 'MONTH';
}

/** @throws Problem NOT_ENOUGH_DATA where no day of the weeks was delivered. */
function checkDelivered({ to, weeks }: TacticalQuestion, delivered: Period): void {
  if (addDays(to, 1 - 7 * weeks) <= delivered.to) return;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The weeks lie after all that has been delivered, to ${delivered.to}. Ask for an earlier day.`,
  );
}

async function count(context: AnalyticContext, question: TacticalQuestion): Promise<TacticalCounts> {
  const { partnership: code, weeks, sources } = question;
  return context.session(async (session) => {
    const held = await context.selectEveryTheme(session, { partnership: code, sources });
    const { partnership, known } = held;
    const delivered = deliveredUntil(question.to, known.stretches) ?? held.delivered;
    checkDelivered(question, delivered);
    const to = question.to < delivered.to ? question.to : delivered.to;
    const step = stepOf(held, to, weeks);
    const first = known.stretches[0]?.from ?? held.delivered.from;
    const planned = tacticalPeriods(to, weeks, step, first);
    if (!canBeJudged(planned, known.stretches))
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `The weeks to ${to} need at least 20 months, so all from ${neededFrom(to, weeks, step)} on. Together the sources ` +
          `have delivered ${known.stretches.map(span).join(', ') || 'nothing'}. Ask for a later day, or name sources that ` +
          'have delivered more.',
      );
    const { periods, window } = planned;
    const { ids } = holdersOf(partnership);
    const kind = await kindOf(session, ids, window.to, question.kind);
    const period = { from: periods[0].from, to: window.to };
    const where = { partnership: code, sources, period };
    const selection = await context.selectEveryTheme(session, where, [kind], window.to);
    const page = { partnershipIds: ids, kind, at: window.to, after: null, first: MAX_AREAS };
    const areas = await selectAreas(session, page);
    const tallies = await countByAreaAndStretch(session, selection, kind, periods, step === 'WEEK');
    return { ...planned, selection, kind, areas, tallies };
  });
}

/**
 * Compares every theme, in the partnership and in every area, with the prediction from the weeks or months before.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (kind, themes, sources), NOT_ENOUGH_DATA (under 20 months, no
 *   areas), and as of `select`.
 */
export async function tacticalAssessment(
  context: AnalyticContext,
  question: TacticalQuestion,
): Promise<TacticalAssessment> {
  const counted = await count(context, question);
  const { selection, periods, window, step, kind } = counted;
  const { vocabulary } = selection;
  const asked = question.themes
    ? requireAllNamed('themes', 'themes', question.themes, vocabulary)
    : mainThemes(vocabulary);
  const tested = asked.map((theme) => testTheme(theme, counted));
  const judged = tested.filter(({ whole }) => whole !== null);
  const baseline = judged[0]?.baseline ?? null;
  return {
    rows: adjustedRows(tested),
    window,
    baseline: baseline && { from: periods[baseline.from].from, to: periods[baseline.until - 1].to },
    kind,
    perturbed: isPerturbed(selection),
    parameters: [
      ...listParameters({
        partnership: selection.partnership.code,
        window: span(window),
        weeks: question.weeks,
        unit: step.toLowerCase(),
        kind,
        themes: judged.map(({ theme }) => theme.code).join(','),
        confidence: CONFIDENCE,
        falseDiscoveryRate: 0.05,
      }),
      sourceParameter(selection),
    ],
    ...countedFrom(selection),
    caveats: [...selection.caveats, ...windowCaveats(counted, question), ...testCaveats(counted, tested)],
  };
}

/** Caveats on the window: why it is of months, and where it ends before the day asked for. */
function windowCaveats(
  { selection, step, window }: TacticalCounts,
  { to, weeks }: TacticalQuestion,
): Caveat[] {
  const monthly = selection.recordSources.filter(({ resolution }) => resolution === 'MONTH');
  const coarse = [...monthly, ...selection.cellSources].map(({ name }) => name).join(', ');
  const months = `${weeks} weeks became the ${daysIn(window)} days of ${window.from} to ${window.to}`;
  return [
    ...caveatIf(
      step === 'MONTH' && coarse !== '',
      CaveatCode.PART_MONTHS_LEFT_OUT,
      `${coarse} can be counted by whole months only, so ${months}.`,
    ),
    ...caveatIf(
      step === 'MONTH' && coarse === '',
      CaveatCode.NOT_ENOUGH_DATA,
      `Fewer than three years of weeks have been delivered, so whole months are judged: ${months}.`,
    ),
    ...caveatIf(
      step === 'WEEK' && window.to < to,
      CaveatCode.WINDOW_SHORTENED,
      `The weeks end on ${window.to}, the last day that has been delivered.`,
    ),
    ...caveatIf(
      step === 'MONTH' && cutAtMonths({ from: addDays(window.to, 1), to }).whole !== null,
      CaveatCode.WINDOW_SHORTENED,
      `Later months have not been delivered: the last one judged ends on ${window.to}.`,
    ),
  ];
}

/** Caveats on themes and areas that were not tested, or that share incidents. */
function testCaveats(
  { selection, step, periods, judged, tallies }: TacticalCounts,
  tested: readonly TestedTheme[],
): Caveat[] {
  const names = (without: TestedTheme['without']) =>
    tested
      .filter((each) => each.without === without)
      .map(({ theme }) => theme.name)
      .join(', ');
  const [unseen, tooFew, wholeOnly] = (['unseen', 'too few', 'whole only'] as const).map(names);
  const thinAreas = tested.reduce((sum, each) => sum + each.thinAreas, 0);
  const told = tested.filter(({ whole }) => whole !== null).map(({ theme }) => theme);
  return [
    ...selection.categoryCaveats(told, { from: periods[0].from, to: periods.at(-1)!.to }),
    ...caveatIf(
      unseen !== '',
      CaveatCode.THEME_NOT_RECORDED,
      `Unknown, because no selected source records them in the window: ${unseen}.`,
    ),
    ...caveatIf(
      tooFew !== '',
      CaveatCode.NOT_ENOUGH_DATA,
      `Too few incidents in the ${step.toLowerCase()}s before to be judged: ${tooFew}.`,
    ),
    ...caveatIf(
      wholeOnly !== '',
      CaveatCode.PARTNERSHIP_ONLY,
      `Told for the partnership as a whole only, so without rows by area: ${wholeOnly}.`,
    ),
    ...caveatIf(
      thinAreas > 0,
      CaveatCode.NOT_ENOUGH_DATA,
      `Rows by area left out, because they had fewer than 5 incidents in all the ${step.toLowerCase()}s before: ${thinAreas}.`,
    ),
    ...caveatIf(
      haveIncidentsInCommon(
        told,
        tallies.filter(({ stretch }) => stretch >= periods.length - judged),
        selection.vocabulary,
      ),
      CaveatCode.COUNTED_TWICE,
      'Some of these themes have incidents in common, which may raise several rows.',
    ),
  ];
}
