import { type Area, AreaKind, type Partnership } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import { belongsTo, type VocabularyTheme } from '../../domain/vocabulary';
import { daysIn, holdsPeriod } from '../../platform/calendar';
import { signalOf } from '../trends';
import type { StretchTally } from './tactical.queries';
import type { TacticalRow } from './tactical.type';
import { type Judgement, judgeLevels, withAdjustedPs } from './tactical-judging';
import type { TacticalPeriods } from './tactical-periods';

/** Counts of every theme, area and period. */
export interface TacticalCounts extends TacticalPeriods {
  selection: Selection;
  kind: AreaKind.WARD | AreaKind.SNT_AREA;
  areas: Area[];
  tallies: StretchTally[];
}

/** Row of a theme before its p value is adjusted for the number of rows. */
type TestedRow = Omit<TacticalRow, 'adjustedPValue' | 'signal'>;

/** Test results of a theme. */
export interface TestedTheme {
  theme: VocabularyTheme;
  /** Row of the whole partnership; null where the theme cannot be judged. */
  whole: TestedRow | null;
  areas: TestedRow[];
  /** Reason why there are no rows, or none by area; null where there are. */
  without: 'unseen' | 'too few' | 'whole only' | null;
  /** Number of areas with too few incidents to be tested. */
  thinAreas: number;
  /** Baseline, from its first period to the one after its last; null where the theme cannot be judged. */
  baseline: Judgement['baseline'] | null;
}

function toRow(
  { code, name }: VocabularyTheme,
  place: Pick<TestedRow, 'area' | 'kind'>,
  actual: number,
  { baseline: _, ...judgement }: Judgement,
): TestedRow {
  return { theme: { code, name }, ...place, actual, ...judgement };
}

const rowOfWhole = ({ code, name }: Partnership) => ({ area: { code, name }, kind: AreaKind.PARTNERSHIP });

/** Counts of a theme by period, for the partnership and for each area by its id. */
function countsOf(theme: VocabularyTheme, { selection, tallies, areas, periods }: TacticalCounts) {
  const belongs = belongsTo(theme, selection.vocabulary);
  const whole = periods.map(() => 0);
  const byArea = new Map(areas.map(({ id }) => [id, periods.map(() => 0)]));
  for (const tally of tallies) {
    if (!belongs(tally)) continue;
    whole[tally.stretch] += tally.n;
    const own = tally.area_id === null ? undefined : byArea.get(tally.area_id);
    if (own) own[tally.stretch] += tally.n;
  }
  return { whole, byArea };
}

/** Tests a theme's count in the partnership, then in each area, with the season and trend of the whole. */
export function testTheme(theme: VocabularyTheme, counted: TacticalCounts): TestedTheme {
  const { selection, kind, areas, periods, judged: window, step } = counted;
  const nothing = { theme, whole: null, areas: [], thinAreas: 0, baseline: null };
  const known = periods.map(
    (period) => holdsPeriod(selection.known.stretches, period) && selection.tellsOf(theme, [period]),
  );
  if (known.slice(-window).includes(false)) return { ...nothing, without: 'unseen' };
  const { whole, byArea } = countsOf(theme, counted);
  const days = periods.map(daysIn);
  const seriesOf = (counts: readonly number[]) => ({
    counts: counts.map((count, i) => (known[i] ? count : null)),
    days,
  });
  const actualOf = (counts: readonly number[]) =>
    Math.round(counts.slice(-window).reduce((sum, count) => sum + count, 0));
  const wholeOnly = selection.cellSources.length > 0 && (theme.sensitive || theme.flags !== 0);
  const parts = wholeOnly ? [] : areas;
  const found = judgeLevels(
    seriesOf(whole),
    parts.map(({ id }) => seriesOf(byArea.get(id)!)),
    step,
    window,
  );
  if (!found) return { ...nothing, without: 'too few' };
  const rows = parts.flatMap(({ id, code, name }, i) => {
    const judgement = found.parts[i];
    return judgement
      ? [toRow(theme, { area: { code, name }, kind }, actualOf(byArea.get(id)!), judgement)]
      : [];
  });
  return {
    theme,
    whole: toRow(theme, rowOfWhole(selection.partnership), actualOf(whole), found.whole),
    areas: rows,
    without: wholeOnly ? 'whole only' : null,
    thinAreas: parts.length - rows.length,
    baseline: found.whole.baseline,
  };
}

/** Rows with p values adjusted for the number of rows, and their signals. */
function adjusted(rows: readonly TestedRow[]): TacticalRow[] {
  return withAdjustedPs(rows).map((row) => ({
    ...row,
    signal: signalOf(row.actual, row.expected, row.pValue, row.adjustedPValue),
  }));
}

/**
 * All rows, the partnership's before the areas', the smallest p value first. Each level is adjusted by itself: the
 * partnership's rows over the themes that have the same parent, or none, so that no incident is tested as a part and as
 * the whole; the areas' rows theme by theme.
 */
export function adjustedRows(tested: readonly TestedTheme[]): TacticalRow[] {
  const byP = (a: TacticalRow, b: TacticalRow) => a.pValue - b.pValue;
  const siblings = new Map<number | null, TestedRow[]>();
  for (const { theme, whole } of tested)
    if (whole) siblings.set(theme.parentId, [...(siblings.get(theme.parentId) ?? []), whole]);
  return [
    ...[...siblings.values()].flatMap(adjusted).sort(byP),
    ...tested.flatMap(({ areas }) => adjusted(areas)).sort(byP),
  ];
}
