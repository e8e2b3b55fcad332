import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import { monthsInWords, type Selection } from '../../domain/incidents';
import { daysIn, isMonthAligned, type Period } from '../../platform/calendar';
import { listParameters, type Parameter, span } from '../analytic';
import {
  ChangeBasis,
  Comparison,
  type CountedPeriod,
  comparedOf,
  type NoComparison,
  uncountedMonths,
  type Window,
  type Windows,
} from './windows';

/** Comparison as a parameter that asks the question again: NONE where it was left out as incomplete. */
function comparisonTold(comparison: Comparison | Period, windows: Windows | null): string {
  if (windows?.without === 'INCOMPLETE') return Comparison.NONE;
  return typeof comparison === 'string' ? comparison : 'EXPLICIT';
}

/** Parameters of the comparison of an answer. */
export function comparisonParameters(comparison: Comparison | Period, windows: Windows | null): Parameter[] {
  const compared = comparedOf(windows);
  const daily = compared?.basis === ChangeBasis.DAILY_RATE ? compared : null;
  return listParameters({
    compareWith: comparisonTold(comparison, windows),
    currentWindow: compared && span(compared.current),
    comparisonWindow: compared && span(compared.previous),
    currentDays: daily?.current.days,
    comparisonDays: daily?.previous.days,
  });
}

/** Reasons why no change is given although one was asked for. */
const WITHOUT: Record<Exclude<NoComparison, 'NOT_ASKED'>, string> = {
  NOTHING_BEFORE: 'the comparison reaches outside the time that there are data for',
  INCOMPLETE:
    'not all of the time to compare with was delivered. Name the comparison to have the months that both windows have ' +
    'counted and compared',
  OVERLAP:
    'the window to compare with would overlap the period itself. Choose a shorter period or another comparison',
  HOLE: 'one of the windows has months that were never delivered',
};

/** First to last day of a window, and the months between them that do not count. */
function windowInWords(window: CountedPeriod): string {
  const missing = uncountedMonths(window);
  return `${window.from} to ${window.to}${missing.length > 0 ? ` without ${monthsInWords(missing)}` : ''}`;
}

/** Caveat on days asked for that a window does not count. @param asked their name in a sentence, such as the quarter */
export function shortenedCaveats(window: Window, period: Period, asked = 'the period'): Caveat[] {
  const parts = isMonthAligned(period) ? '' : ', or are part of a month that only counts whole';
  return caveatIf(
    window.days !== daysIn(period),
    CaveatCode.WINDOW_SHORTENED,
    `Counted of ${asked}: ${windowInWords(window)}. Its other days were not delivered by all sources${parts}.`,
  );
}

/** Caveat on days asked for that are not counted in a window of a comparison. */
function clippedCaveats({ current, previous, clipped }: Windows): Caveat[] {
  return caveatIf(
    clipped,
    CaveatCode.WINDOW_SHORTENED,
    previous === null
      ? `Counted: ${windowInWords(current)}. No other day asked for can be counted.`
      : `Compared: ${windowInWords(current)} with ${windowInWords(previous)}. No other day asked for can be counted on ` +
          'both sides.',
  );
}

/** Caveats of an answer that classifies its change, where the caller wanted nothing compared. */
export function uncomparedCaveats(windows: Windows | null): Caveat[] {
  if (windows?.without !== 'NOT_ASKED') return [];
  return [
    ...clippedCaveats(windows),
    caveat(
      CaveatCode.NO_COMPARISON,
      'Nothing was compared, as asked (compareWith NONE): INSUFFICIENT_DATA means that, not that the incidents are few.',
    ),
  ];
}

/** Caveats on the windows of a comparison; null where nothing of the period can be counted. */
export function comparisonCaveats(windows: Windows | null): Caveat[] {
  if (windows === null || windows.without === 'NOT_ASKED') return [];
  const { without, leftOut } = windows;
  const shortened = clippedCaveats(windows);
  if (without === null) return shortened;
  const months = without === 'HOLE' ? `: ${monthsInWords(leftOut)}` : '';
  return [
    ...shortened,
    caveat(CaveatCode.NO_COMPARISON, `No change is given: ${WITHOUT[without]}${months}.`),
  ];
}

/**
 * Caveats of a selection, those on sources that change also for the days that its period is compared with.
 */
export function caveatsOfBoth(
  { period, caveats, sourceChanges }: Selection,
  windows: Windows | null,
): Caveat[] {
  const compared = comparedOf(windows);
  if (!compared) return caveats;
  const sides = [period, compared.previous];
  const from = sides.map((side) => side.from).sort()[0];
  const to = sides.map((side) => side.to).sort()[1];
  return [
    ...caveats.filter(({ code }) => code !== CaveatCode.SOURCE_CHANGES),
    ...sourceChanges({ from, to }),
  ];
}
