import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import { monthsInWords } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import { listParameters, type Parameter, span } from '../analytic';
import { ChangeBasis, Comparison, comparedOf, type NoComparison, type Windows } from './windows';

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

/** Caveats on the windows of a comparison; null where nothing of the period can be counted. */
export function comparisonCaveats(windows: Windows | null): Caveat[] {
  if (windows === null) return [];
  const { without, clipped, leftOut } = windows;
  if (without === 'NOT_ASKED') return [];
  if (without !== null) {
    const months = without === 'HOLE' ? `: ${monthsInWords(leftOut)}` : '';
    return [caveat(CaveatCode.NO_COMPARISON, `No change is given: ${WITHOUT[without]}${months}.`)];
  }
  const months =
    leftOut.length > 0 ? `: without ${monthsInWords(leftOut)} and what that is compared with` : '';
  return caveatIf(
    clipped,
    CaveatCode.WINDOW_SHORTENED,
    `The windows of the comparison were shortened to the time that there are data for${months}.`,
  );
}
