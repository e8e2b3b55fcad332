import {
  addMonths,
  daysInAll,
  endOfMonth,
  holdsPeriod,
  intersection,
  isWholeMonth,
  joinPeriods,
  monthOf,
  monthPieces,
  type Period,
  type Stretches,
  sharedStretches,
} from '../../platform/calendar';
import { type Caveat, CaveatCode, caveatIf } from '../caveats';
import { CountDimension } from './incident.type';
import type { KnownDays, Selection } from './selection/selection';

/** Days of a period that can be counted: known ones, in whole months where a source gives only the month. */
export function countableDays(period: Period, { stretches, monthsOnly }: KnownDays): Period[] {
  const known = sharedStretches([period], stretches);
  return monthsOnly ? joinPeriods(known.flatMap(monthPieces).filter(isWholeMonth)) : known;
}

/** Calendar month, quarter or year that counts are divided by. */
export interface CountedUnit {
  /** As in a row: `2023-05`, `2023Q2`, `2023`. */
  label: string;
  /** Days of it that every counted source has delivered and the period contains. */
  counted: Period[];
  /** Whether those are all its days. */
  complete: boolean;
}

/** Number of months of a unit, and its label by its first month. */
const UNITS: Partial<Record<CountDimension, { months: number; label(month: string): string }>> = {
  MONTH: { months: 1, label: (month) => month.slice(0, 7) },
  QUARTER: {
    months: 3,
    label: (month) => `${month.slice(0, 4)}Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`,
  },
  YEAR: { months: 12, label: (month) => month.slice(0, 4) },
};

/**
 * All units of time in the period of a selection, in order.
 *
 * @param dimension unit of time; null: the whole period as one unit without a label.
 */
export function countedUnits(
  { period, known }: Pick<Selection, 'period' | 'known'>,
  dimension: CountDimension | null,
): CountedUnit[] {
  const counted = countableDays(period, known);
  if (dimension === null) return [{ label: '', counted, complete: holdsPeriod(counted, period) }];
  const { months, label } = UNITS[dimension]!;
  const year = `${period.from.slice(0, 4)}-01-01`;
  const units: CountedUnit[] = [];
  for (let first = year; first <= period.to; first = addMonths(first, months)) {
    const unit = { from: first, to: endOfMonth(addMonths(first, months - 1)) };
    if (!intersection(unit, period)) continue;
    units.push({
      label: label(first),
      counted: sharedStretches([unit], counted),
      complete: holdsPeriod(counted, unit),
    });
  }
  return units;
}

/** First days of the months of which any day is counted in a unit. */
export const monthsIn = ({ counted }: CountedUnit): string[] => [
  ...new Set(counted.flatMap(monthPieces).map(({ from }) => monthOf(from))),
];

/** Named dimensions whose terms a source may not record. */
const RECORDED = [CountDimension.THEME, CountDimension.OFFENCE, CountDimension.SOURCE] as const;

/** Whether some sources record a term of a dimension, by its code, on all of some days. */
function isRecorded(
  selection: Selection,
  dimension: (typeof RECORDED)[number],
  code: string,
  days: Stretches,
): boolean {
  const { vocabulary } = selection;
  const sources = [...selection.recordSources, ...selection.cellSources];
  if (dimension === CountDimension.THEME) return selection.tellsOf(vocabulary.themes.find(code)!, days);
  if (dimension === CountDimension.SOURCE)
    return sources.some((source) => source.code === code && selection.countsFrom(source, days));
  const { id } = vocabulary.offences.find(code)!;
  return sources.some(
    (source) =>
      vocabulary.sourceOffences.some((pair) => pair.sourceId === source.id && pair.offenceId === id) &&
      selection.countsFrom(source, days, id),
  );
}

/** Codes of all terms of a dimension. */
function codesOf({ vocabulary, recordSources, cellSources }: Selection, dimension: CountDimension): string[] {
  if (dimension === CountDimension.THEME) return vocabulary.themes.all.map(({ code }) => code);
  if (dimension === CountDimension.OFFENCE) return vocabulary.offences.all.map(({ code }) => code);
  return [...recordSources, ...cellSources].map(({ code }) => code);
}

/** Terms by dimension, each with the label of a unit in which it is recorded throughout: `robbery 2023-05`. */
export type RecordedTerms = Map<CountDimension, ReadonlySet<string>>;

/** Terms of the requested dimensions that are recorded in the counted days of units. */
export function recordedTerms(
  selection: Selection,
  by: readonly CountDimension[],
  units: readonly CountedUnit[],
): RecordedTerms {
  return new Map(
    RECORDED.filter((dimension) => by.includes(dimension)).map((dimension) => [
      dimension,
      new Set(
        codesOf(selection, dimension).flatMap((code) =>
          units
            .filter(({ counted }) => isRecorded(selection, dimension, code, counted))
            .map(({ label }) => `${code} ${label}`),
        ),
      ),
    ]),
  );
}

/** Maximum number of units whose days a caveat lists. */
const MAX_LISTED = 6;

/** Caveat on units of which only a part is counted, with the days of each. */
export function partlyCountedCaveats(units: readonly CountedUnit[]): Caveat[] {
  const partly = units.filter(({ counted, complete }) => !complete && daysInAll(counted) > 0);
  const texts = partly
    .slice(0, MAX_LISTED)
    .map(({ label, counted }) => `${label}: ${counted.map(({ from, to }) => `${from} to ${to}`).join(', ')}`);
  const more = partly.length > MAX_LISTED ? `; and ${partly.length - MAX_LISTED} more` : '';
  return caveatIf(
    partly.length > 0,
    CaveatCode.PARTLY_COUNTED,
    `Not all days are counted of every row, so do not compare these with whole ones (${texts.join('; ')}${more}).`,
  );
}
